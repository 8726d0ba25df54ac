"""A proof that a compile would change nothing: what it read, and what stands where it writes."""

# ruff: noqa: PTH120

import os
import time
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from gitopsc.proof.stamp import Stamp, content, names, stamp


class Proof(NamedTuple):
    """Taken after a run that found nothing to do and nothing to complain about."""

    taken: int
    """When, in nanoseconds of the clock on the wall."""
    inputs: dict[str, str]
    """Every file that was read, and the hash of its content."""
    listings: dict[str, tuple[int, str]]
    """Every folder whose names were asked for: how deep, and the hash of the names."""
    outputs: dict[str, tuple[Stamp, str | None]]
    """Every file of the trees with its stamp; and its content, where the stamp was too young."""
    folders: dict[str, int]
    """The folders of those files, and their inodes: none has become a link."""
    said: str
    """What the run printed."""


def prove(
    inputs: Iterable[str], listings: Mapping[str, int], outputs: Iterable[str], said: str
) -> Proof | None:
    """Take a proof now; `None` when one of the files is not there.

    :param inputs: files that were read.
    :param listings: folders whose names matter, and how many levels of them.
    :param outputs: the files of the trees.
    :param said: what the run printed.
    """
    taken = time.time_ns()
    read = {path: content(path) for path in inputs}
    stamps = {path: stamp(path) for path in outputs}
    if None in read.values() or None in stamps.values():
        return None
    stood = {path: found for path, found in stamps.items() if found}
    return Proof(
        taken,
        {path: found for path, found in read.items() if found},
        {folder: (depth, names(folder, depth)) for folder, depth in listings.items()},
        {p: (found, content(p) if found.is_young(taken) else None) for p, found in stood.items()},
        {folder: os.lstat(folder).st_ino for folder in {os.path.dirname(path) for path in stood}},
        said,
    )


def holds(proof: Proof) -> bool:
    """Whether everything is as it was. Any doubt is a no: then the run is made."""
    if proof.taken > time.time_ns():
        return False  # the clock went back, so no time says anything
    return (
        all(content(path) == known for path, known in proof.inputs.items())
        and all(names(place, depth) == known for place, (depth, known) in proof.listings.items())
        and all(_is_folder(folder, inode) for folder, inode in proof.folders.items())
        and all(
            stamp(path) == known and (text is None or content(path) == text)
            for path, (known, text) in proof.outputs.items()
        )
    )


def _is_folder(path: str, inode: int) -> bool:
    try:
        return os.lstat(path).st_ino == inode
    except OSError:
        return False
