"""The whole vocabulary."""

from gitopsc.language.vocabulary.fleet import CLUSTER, GROUP, STAGE, VARIANT, WINDOW
from gitopsc.language.vocabulary.noun import Noun
from gitopsc.language.vocabulary.operators import OPERATOR
from gitopsc.language.vocabulary.places import PLACE, REPO
from gitopsc.language.vocabulary.releases import AGENT, PROMOTE
from gitopsc.language.vocabulary.workloads import INFRA, TEAM

FILE = Noun(
    "file",
    "What stands in a file, outside of all blocks.",
    "gitops 1",
    holds=(
        OPERATOR,
        GROUP,
        CLUSTER,
        VARIANT,
        STAGE,
        WINDOW,
        AGENT,
        PROMOTE,
        REPO,
        PLACE,
        INFRA,
        TEAM,
    ),
)
"""The row of the file itself; `gitops` and `include` are read before any row applies."""

EDITION = "1"


def all_nouns() -> dict[str, tuple[Noun, tuple[str, ...]]]:
    """Every noun with the nouns in whose blocks it may stand (`file`: outside of all)."""
    found: dict[str, tuple[Noun, tuple[str, ...]]] = {}
    _collect(FILE, found)
    return found


def _collect(outer: Noun, found: dict[str, tuple[Noun, tuple[str, ...]]]) -> None:
    nested = (*outer.holds, *((outer.scope,) if outer.scope else ()))
    for noun in nested:
        known, owners = found.get(noun.word, (noun, ()))
        if outer.word not in owners:
            found[noun.word] = (known, (*owners, outer.word))
            _collect(noun, found)
