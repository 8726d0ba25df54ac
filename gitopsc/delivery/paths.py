"""Which paths inside a repository can be written safely, on every disk."""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple
from unicodedata import normalize

RECORDS = ".gitopsc"
"""The folder of a repository that holds the records of owned files, and nothing else."""

LONGEST_PATH = 1000
LONGEST_NAME = 255
"""In characters and bytes: what macOS and most disks hold, with room for the checkout itself."""

_UNWRITABLE = re.compile(
    # Windows would take a colon for a stream of another file.
    r'[\x00-\x1f\x7f\\\ud800-\udfff<>:"|?*]'
    if os.name == "nt"
    else r"[\x00-\x1f\x7f\\\ud800-\udfff]"
)

_USUAL = re.compile(r"(?:[A-Za-z0-9_][A-Za-z0-9_.-]*/)*[A-Za-z0-9_][A-Za-z0-9_.-]*")
"""Nearly all paths: no name in them begins with a dot, and every disk can hold every letter."""


class Clash(NamedTuple):
    """Two paths that cannot both stand in one repository."""

    first: str
    second: str
    """Equal to `first` where one path is wanted as a file and as a folder."""


def flaw(path: str) -> str | None:
    """What makes a path unsafe, as the end of a sentence about it; `None` for a safe one.

    A safe path is relative, POSIX, and stays inside the repository and out of Git's own folder.
    """
    if _USUAL.fullmatch(path) and len(path) <= LONGEST_NAME:
        return None
    if path.startswith("/"):
        return "is absolute"
    if _UNWRITABLE.search(path):
        return "has a character that not every disk can hold"
    segments = path.split("/")
    if "" in segments:
        return "has an empty segment"
    if ".." in segments or "." in segments:
        return "has a segment that is no name"
    if ".git" in map(str.lower, segments):
        return "leads into Git's own folder"
    if segments[0].lower() == RECORDS:
        return "leads into the folder of the records"
    if len(path) > LONGEST_PATH or max(map(len, map(str.encode, segments))) > LONGEST_NAME:
        return "is too long"
    return None


def folded(path: str) -> str:
    """What a disk that ignores case and Unicode forms makes of a path."""
    return path.lower() if path.isascii() else normalize("NFC", normalize("NFC", path).casefold())


def parent(path: str) -> str:
    """The folder of a path; `""` is the repository itself."""
    return path.rpartition("/")[0]


def name(path: str) -> str:
    """What a path is called in its folder."""
    return path.rpartition("/")[2]


def inside(folder: str, name: str) -> str:
    """The path of something in a folder."""
    return f"{folder}/{name}" if folder else name


def likeness(path: str, other: str) -> int:
    """How many of their parts are the same, from the end on and from the beginning on."""
    parts, others = path.split("/"), other.split("/")
    return _common(parts, others) + _common(parts[::-1], others[::-1])


def _common(parts: Sequence[str], others: Sequence[str]) -> int:
    same = takewhile(lambda pair: pair[0] == pair[1], zip(parts, others, strict=False))
    return sum(1 for _ in same)


def folders(path: str) -> Iterator[str]:
    """The folders around a path, the innermost first, without the repository itself."""
    while path := parent(path):
        yield path


def clashes(paths: Iterable[str]) -> Iterator[Clash]:
    """The paths, or folders of paths, that differ only by case, or are a file and a folder."""
    files = set(paths)
    around: set[str] = set()
    for path in files:
        while (path := parent(path)) and path not in around:
            around.add(path)
    yield from (Clash(path, path) for path in sorted(files & around))
    places = files | around
    # Mostly all are different, and need not be sorted to find that out.
    if len(set(map(folded, places))) < len(places):
        yield from _respelled(sorted(places))


def _respelled(places: Iterable[str]) -> Iterator[Clash]:
    spellings: dict[str, str] = {}
    for place in places:
        if (known := spellings.setdefault(folded(place), place)) != place:
            yield Clash(known, place)
