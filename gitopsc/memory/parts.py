"""What is remembered of the files of teams, so that one which changes can be compiled without all
the others (docs/decisions/0012)."""

import json
from collections.abc import Mapping
from typing import NamedTuple

from gitopsc.memory import shelf

FOLDER = "parts"


class Part(NamedTuple):
    """An included file in which a team stands."""

    text: str
    """As it was when the trees were last in order."""
    needs: tuple[str, ...]
    """The other files in whose teams is something that its apps need, each by its path."""


class Parts(NamedTuple):
    files: Mapping[str, Part]
    """By path, from the folder of the spec."""
    shared: frozenset[tuple[str, str]]
    """The files, by repository and path, in which more than one team has a hand."""


def keep_parts(name: str, parts: Parts) -> None:
    """Keep the parts of a spec for the next run, under the name of its proof."""
    kept = json.dumps((parts.files, sorted(parts.shared)), separators=(",", ":"))
    shelf.keep(FOLDER, name, kept.encode("utf-8", "surrogatepass"))


def recall_parts(name: str) -> Parts | None:
    """The parts; `None` where nothing is kept that is to be believed."""
    kept = shelf.fetch(FOLDER, name)
    if kept is None:
        return None
    try:
        files, shared = json.loads(kept)
        return Parts(
            {path: Part(str(text), tuple(needs)) for path, (text, needs) in files.items()},
            frozenset((str(repo), str(path)) for repo, path in shared),
        )
    except (ValueError, TypeError, AttributeError):
        return None  # nothing this program wrote
