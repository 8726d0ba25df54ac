"""Where proofs are kept: in the user's cache folder, never in an output."""

# ruff: noqa: PTH100, PTH103, PTH105, PTH108, PTH111, PTH118, PTH120, PTH123

import json
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache

from gitopsc.proof.digest import sha256
from gitopsc.proof.proof import Input, Proof


def home() -> str:
    """`$XDG_CACHE_HOME/gitopsc` (XDG Base Directory Specification)."""
    caches = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.join(caches, "gitopsc")


def key(spec: str, target: str, *more: str) -> str:
    """The name of a proof: of this spec, in this place, compiled by this very program. A folder on
    the way may be a link, and lead elsewhere the next time."""
    folder, name = os.path.split(spec)
    said = [os.path.realpath(folder), name, os.path.realpath(target), *more, *program()]
    return sha256(json.dumps(said).encode("utf-8", "surrogateescape")).hexdigest()


def fetch(name: str) -> Proof | None:
    """A proof that was kept; `None` when there is none, or somebody else may have written it."""
    path = _path(name)
    try:
        if not _is_ours(path):
            return None
        with open(path, encoding="utf-8", errors="surrogateescape", newline="\n") as file:
            return _read(file.read())
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None  # no proof, or rubbish


def keep(name: str, proof: Proof) -> None:
    """Keep a proof for the next run."""
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
    """A head, and a line for each folder: as JSON so many take four times longer."""
    *head, folders = proof
    return "\n".join((json.dumps((*head, len(folders))), *folders))


def _read(text: str) -> Proof:
    """:raises ValueError, TypeError, AttributeError: what was kept is no proof."""
    head, *folders = text.split("\n")
    taken, inputs, listings, tally, root, number = json.loads(head)
    if len(folders) != number:
        raise ValueError("something is missing")
    return Proof(
        int(taken),
        {path: Input(*found) for path, found in inputs.items()},
        {folder: (int(depth), str(found)) for folder, (depth, found) in listings.items()},
        dict(tally),
        str(root),
        folders,
    )


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
