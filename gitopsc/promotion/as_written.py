"""Versions in files that stand as we write them ourselves: read without a parser.

Whether a file does, writing it again says: the text between two known ends is a version exactly if
the writer makes that text of it. A parser takes three hundred times longer, and a company has a
file for each app and stage. Whatever looks otherwise, people's layouts and those of other tools, is
read by `gitopsc.promotion.fields` alone.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from gitopsc.manifests.kustomize import component
from gitopsc.manifests.yaml import dump, noted, one_line
from gitopsc.plan.state import State

_MARK = "~version~"
"""It stands unquoted."""
_COMMENTS = re.compile(r"(?:#[ -~]*\n)*")


class Tag(NamedTuple):
    """The tag of an image, and the letters that say it."""

    text: str
    start: int
    end: int


def tag_in(text: str, state: State) -> Tag | None:
    """The tag in a component that holds the version of one image and nothing else; `None` for any
    other text."""
    if state.form != "images":
        return None
    before, after = _ends(state.name, state.note)
    found = _COMMENTS.match(text)
    start, end = found.end() if found else 0, len(text) - len(after)
    if not text.startswith(before, start) or not text.endswith(after):
        return None
    start += len(before)
    said = text[start:end]
    tag = said[1:-1] if said.startswith('"') else said
    return Tag(tag, start, end) if tag and one_line(tag) == said else None


@lru_cache(maxsize=1024)
def _ends(image: str, note: str) -> tuple[str, str]:
    written = dump(component(images=[{"name": image, "newTag": noted(_MARK, note)}]))
    before, _, after = written.partition(_MARK)
    return before, after
