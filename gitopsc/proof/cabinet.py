"""Where proofs are kept: in the user's cache folder, never in an output."""

# ruff: noqa: PTH100, PTH103, PTH105, PTH108, PTH111, PTH118, PTH120, PTH123

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from itertools import islice

from gitopsc.proof.digest import sha256
from gitopsc.proof.proof import Proof


def home() -> str:
    """`$XDG_CACHE_HOME/gitopsc` (XDG Base Directory Specification)."""
    caches = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.join(caches, "gitopsc")


def key(*said: str) -> str:
    """The name of what was proven when this was said, by this very program."""
    return sha256("\0".join((*said, *program())).encode("utf-8", "surrogateescape")).hexdigest()


def fetch(name: str) -> Proof | None:
    """A proof that was kept; `None` when there is none, or somebody else may have written it."""
    path = _path(name)
    try:
        if not _is_ours(path):
            return None
        with open(path, encoding="utf-8", errors="surrogateescape", newline="\n") as file:
            return _read(file.read())
    except (OSError, ValueError):
        return None  # no proof, or rubbish


def keep(name: str, proof: Proof) -> None:
    """Keep a proof for the next run, unless some path could not be written on a line."""
    with suppress(ValueError):
        put(_path(name), _written(proof).encode("utf-8", "surrogateescape"))


def put(path: str, content: bytes) -> None:
    """Write a file that nobody but this user may read or write. A cache that cannot be written is
    no mistake."""
    draft = f"{path}.{os.getpid()}"
    try:
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        with open(draft, "wb", opener=_private) as file:
            file.write(content)
        os.replace(draft, path)
    except OSError:
        with suppress(OSError):
            os.unlink(draft)  # a disk that is full has room for a part of it


def _written(proof: Proof) -> str:
    """A head that tells how many lines of each kind follow, and these: as JSON the folders alone
    would take four times longer.

    :raises ValueError: a path breaks the line.
    """
    groups: list[list[str]] = [
        [_line(path, *found) for path, found in proof.inputs.items()],
        [_line(folder, depth, found) for folder, (depth, found) in proof.listings.items()],
        [_line(word, number) for word, number in proof.tally.items()],
        proof.folders,
    ]
    head = _line(proof.taken, proof.root, *map(len, groups))
    return "\n".join((head, *(line for group in groups for line in group)))


def _line(*words: str | int) -> str:
    line = "\t".join(map(str, words))
    if "\n" in line or line.count("\t") >= len(words):
        raise ValueError(line)
    return line


def _read(text: str) -> Proof:
    """:raises ValueError: what was kept is no proof."""
    head, *lines = text.split("\n")
    taken, root, *numbers = head.split("\t")
    inputs, listings, tally, folders = map(int, numbers)
    if inputs + listings + tally + folders != len(lines):
        raise ValueError("something is missing")
    kept = iter(lines)
    return Proof(
        int(taken),
        root,
        {path: (content, place) for path, content, place in _split(kept, inputs)},
        {folder: (int(depth), found) for folder, depth, found in _split(kept, listings)},
        {word: int(number) for word, number in _split(kept, tally)},
        list(kept),
    )


def _split(lines: Iterable[str], number: int) -> Iterator[list[str]]:
    """The words of the next lines."""
    return (line.split("\t") for line in islice(lines, number))


@cache
def program() -> list[str]:
    """What this program is: any change of its files is another program."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    digest = sha256("".join(_files(package)).encode("utf-8", "surrogateescape"))
    return [sys.version, digest.hexdigest()]


def _files(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if not entry.is_dir():
                found = entry.stat()
                yield f"{entry.path} {found.st_size} {found.st_mtime_ns}\n"
            elif entry.name != "__pycache__":
                yield from _files(entry.path)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, mode=0o600)


def _path(name: str) -> str:
    return os.path.join(home(), "proofs", name)


def _is_ours(path: str) -> bool:
    """Whether nobody else can have written it."""
    found = os.lstat(path)
    if not hasattr(os, "getuid"):
        return True
    return found.st_uid == os.getuid() and not found.st_mode & 0o022
