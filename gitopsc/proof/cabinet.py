"""Where proofs are kept: in the user's cache folder, never in an output."""

# ruff: noqa: PTH100, PTH103, PTH105, PTH116, PTH111, PTH118, PTH120, PTH123

import hashlib
import json
import os
import sys
from functools import cache

from gitopsc.proof.proof import Proof
from gitopsc.proof.stamp import Stamp


def home() -> str:
    """`$XDG_CACHE_HOME/gitopsc` (XDG Base Directory Specification)."""
    caches = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.join(caches, "gitopsc")


def key(spec: str, target: str, *more: str) -> str:
    """The name of a proof: of this spec, in this place, compiled by this very program."""
    said = [os.path.abspath(spec), os.path.abspath(target), *more, *program()]
    return hashlib.sha256(json.dumps(said).encode("utf-8", "surrogateescape")).hexdigest()


def fetch(name: str) -> Proof | None:
    """A proof that was kept; `None` when there is none, or somebody else may have written it."""
    path = _path(name)
    try:
        if not _is_ours(path):
            return None
        with open(path, encoding="utf-8") as file:
            kept = json.load(file)
        outputs = {p: (Stamp(*numbers), text) for p, (numbers, text) in kept["outputs"].items()}
        return Proof(**{**kept, "outputs": outputs})
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None  # no proof, or rubbish


def keep(name: str, proof: Proof) -> None:
    """Keep a proof for the next run. A cache that cannot be written is no mistake."""
    path = _path(name)
    draft = f"{path}.{os.getpid()}"
    try:
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        with open(draft, "w", encoding="utf-8", opener=_private) as file:
            json.dump(proof._asdict(), file)
        os.replace(draft, path)
    except OSError:
        return


@cache
def program() -> list[str]:
    """What this program is: any change of its files is another program."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    digest = hashlib.sha256()
    for folder, folders, files in os.walk(package):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for file in sorted(files):
            found = os.stat(os.path.join(folder, file))
            digest.update(f"{folder}/{file} {found.st_size} {found.st_mtime_ns}\n".encode())
    return [sys.version, digest.hexdigest()]


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, mode=0o600)


def _path(name: str) -> str:
    return os.path.join(home(), "proofs", f"{name}.json")


def _is_ours(path: str) -> bool:
    """Whether nobody else can have written it."""
    found = os.lstat(path)
    if not hasattr(os, "getuid"):
        return True
    return found.st_uid == os.getuid() and not found.st_mode & 0o022
