"""The talk's patterns, dimension by dimension, and what each becomes on each operator.

One table for people (`gitopsc capabilities`, docs/capabilities.md) and for tests: what it says is
possible is compiled there, and what it says is impossible is refused there for the same reason.
"""

from collections.abc import Iterator
from typing import NamedTuple

from gitopsc.backends import MODULES, load


class Pattern(NamedTuple):
    """One value of one dimension, in the talk's words."""

    dimension: str
    value: str
    said: str
    """How a spec says it."""
    word: str
    """The word of `gitopsc.wiring.asks` that a backend may refuse; also the pattern's own name."""


class Capability(NamedTuple):
    """What one operator answers to a pattern."""

    pattern: Pattern
    operator: str
    possible: bool
    text: str
    """What it becomes; or why it cannot be, and what to say instead."""
    since: str | None
    """The release line that brought it, where the oldest one lacks it."""


def _of(dimension: str, *patterns: tuple[str, str, str]) -> tuple[Pattern, ...]:
    return tuple(Pattern(dimension, value, said, word) for value, said, word in patterns)


PATTERNS = (
    *_of(
        "operator deployment",
        ("instance per cluster", "operator NAME", "as standalone"),
        ("hub and spoke", "operator NAME as hub on CLUSTER", "as hub"),
        ("instance per namespace", "operator NAME as namespaced per team", "as namespaced"),
        ("shards", "shards [a, b]", "shards"),
    ),
    *_of(
        "repositories",
        ("monorepo", "repo NAME at URL", "repo"),
        ("per team", "repo NAME per team at URL", "repo per team"),
        ("per app", "repo NAME per app at URL", "repo per app"),
        (
            "per app, config replication",
            "config replicated from REPO by AGENT",
            "config replicated",
        ),
        ("per app, repo pointer", "config pointer from REPO", "config pointer"),
        ("per app, config split", 'from "CHART" with place overlay', "config split"),
        ("per stage", "repo NAME per stage at URL", "repo per stage"),
        ("mixed", "place in a team or an app", "place in team"),
    ),
    *_of(
        "release promotion",
        ("global environments", 'place overlay at "{stage}/{app}"', "stage before app"),
        ("environment per app", 'place overlay at "{app}/{stage}"', "app before stage"),
        ("folder per cluster", 'place overlay at "{cluster}/{app}"', "cluster before app"),
        ("branch per environment", 'branch "{stage}"', "branch per stage"),
        ("repository per environment", "repo NAME per stage at URL", "repo per environment"),
        ("variants", "variant NAME, with NAME", "variant"),
        ("sparse stages", "app NAME in STAGE", "in stage"),
        ("preview environments", "preview per pull-request", "preview"),
        ("carried by Kargo", "agent NAME using kargo", "using kargo"),
        (
            "carried by GitOps Promoter",
            "agent NAME using gitops-promoter",
            "using gitops-promoter",
        ),
    ),
    *_of(
        "raised versions",
        ("CI server", "bump image by AGENT", "bump by github-actions"),
        (
            "Argo CD Image Updater",
            "bump image by AGENT",
            "bump by argocd-image-updater",
        ),
        (
            "Flux image automation",
            "bump image by AGENT",
            "bump by flux-image-automation",
        ),
        ("dependency bot", "bump image by AGENT, bump chart by AGENT", "bump by renovate"),
    ),
    *_of(
        "configuration",
        ("plain manifests", "using plain", "using plain"),
        ("Kustomize", "using kustomize", "using kustomize"),
        ("Helm by custom resource", "using helm", "using helm"),
        ("umbrella chart", "using umbrella", "using umbrella"),
        ("rendered by CI", "config rendered by AGENT", "config rendered"),
        ("rendered by the hydrator", "config rendered by hydrator", "rendered by hydrator"),
        ("rendered into OCI", 'repo NAME at "oci://…"', "rendered in oci"),
    ),
    *_of(
        "bootstrapping",
        ("kubectl", "install kubectl", "install kubectl"),
        ("Helm", "install helm", "install helm"),
        ("argocd-autopilot", "install autopilot", "install autopilot"),
        ("flux bootstrap", "install flux", "install flux"),
        ("Flux Operator", "install flux-operator", "install flux-operator"),
    ),
    *_of(
        "linking",
        ("Application", "link application", "link application"),
        ("ApplicationSet", "link applicationset", "link applicationset"),
        ("Kustomization", "link kustomization", "link kustomization"),
        ("ResourceSet", "link resourceset", "link resourceset"),
    ),
    *_of(
        "nesting",
        ("app of apps", "nest app-of-apps", "nest app-of-apps"),
        ("a Kustomization per stage", "nest layers", "nest layers"),
        ("a Kustomization per team", "nest teams", "nest teams"),
        ("a Kustomization per app", "nest apps", "nest apps"),
    ),
    *_of(
        "templating",
        ("list", "generate list", "generate list"),
        ("config files", "generate files", "generate files"),
        ("folders", "generate folders", "generate folders"),
        ("clusters", "generate clusters", "generate clusters"),
        ("slices of a monorepo", "place slices", "slices"),
    ),
    *_of(
        "infrastructure",
        ("layers", "layer NAME", "layer"),
        ("order", "needs NAME", "needs"),
        ("per-cluster patches", "on CLUSTER { patch … }", "patch"),
    ),
    *_of(
        "tenancy",
        ("rights of a team", "place tenants", "tenants"),
        ("base and overlay of tenants", "place tenant-overlay", "tenant-overlay"),
        ("denied kinds", "deny [KIND]", "deny"),
        ("quota and limits", "quota, limits", "quota"),
        ("default-deny network", "network", "network"),
        ("sync windows", "window NAME", "window"),
        ("owners of files", "owners [WHO]", "owners"),
    ),
    *_of(
        "operation",
        ("the operator operates itself", "place operator, place self", "operator"),
        ("drift is left alone", "sync { heal false }", "heal false"),
    ),
)
"""The dimensions of the talk (slides 5 to 28) and what belongs to them."""


def capabilities(operator: str | None = None) -> Iterator[Capability]:
    """Every pattern with the answer of every operator, or of one."""
    for pattern in PATTERNS:
        for name in MODULES if operator is None else (operator,):
            backend = load(name)
            refused = backend.REFUSALS.get(pattern.word)
            text = refused or backend.REALISED.get(pattern.word) or backend.REMARKS[pattern.word]
            since = backend.SINCE.get(pattern.word)
            yield Capability(pattern, name, refused is None, text, since)


def page() -> str:
    """docs/capabilities.md."""
    lines = [_INTRODUCTION]
    for dimension in dict.fromkeys(pattern.dimension for pattern in PATTERNS):
        lines += [f"\n## {dimension[0].upper()}{dimension[1:]}\n"]
        lines += [f"| pattern | said | {' | '.join(TITLES.values())} |", "|---|---|---|---|"]
        for pattern in PATTERNS:
            if pattern.dimension == dimension:
                lines.append(_row(pattern))
    return "\n".join(lines) + "\n"


def _row(pattern: Pattern) -> str:
    answers = [c for name in MODULES for c in capabilities(name) if c.pattern == pattern]
    cells = [pattern.value, f"`{pattern.said}`", *(cell(answer) for answer in answers)]
    return f"| {' | '.join(cells)} |"


def cell(answer: Capability) -> str:
    """One answer as people read it: `✗` before a reason, the release line behind what is new."""
    text = answer.text if answer.possible else f"✗ {answer.text}"
    return f"{text} (since {answer.since})" if answer.since and answer.possible else text


TITLES = {"argocd": "Argo CD", "flux": "Flux"}

_INTRODUCTION = """\
# What each pattern becomes on each operator

Written from `gitopsc/backends/capabilities.py` by
`python -m gitopsc.backends.capabilities > docs/capabilities.md`; a test keeps it true, and compiles
or refuses every line of it. `gitopsc capabilities` prints the same. A pattern marked ✗ is refused
with the reason given here."""


if __name__ == "__main__":
    print(page(), end="")
