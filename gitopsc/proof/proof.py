"""A proof that a compile would change nothing: what it read, and what stands where it writes."""

# ruff: noqa: PTH120

import os
import time
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from gitopsc.proof.stamp import content, fingerprint, is_young, names, stamp


class Seen(NamedTuple):
    """A file of the trees, as it was when a proof was taken."""

    stamp: str
    """Empty for one that is theirs: it has to be there, and may change."""
    fingerprint: str
    """Of its content, where the stamp was too young to stand for it; empty otherwise."""

    def stands(self, path: str) -> bool:
        """Whether the file is still what it was."""
        found = stamp(path)
        if found is None or not self.stamp:
            return found is not None
        return found == self.stamp and (
            not self.fingerprint or fingerprint(path) == self.fingerprint
        )


class Proof(NamedTuple):
    """Taken after a run that had nothing to complain about."""

    taken: int
    """When, in nanoseconds of the clock on the wall."""
    inputs: dict[str, str]
    """Every file that was read, and the hash of its content."""
    listings: dict[str, tuple[int, str]]
    """Every folder whose names were asked for: how deep, and the hash of the names."""
    tally: dict[str, int]
    """How many repositories there are, and how many of their files a run would leave unchanged, or
    keep."""
    folders: dict[str, int]
    """The folders of the trees' files, and their inodes: none has become a link."""
    outputs: dict[str, Seen]
    """Every file of the trees."""


def prove(
    since: int,
    inputs: Iterable[str],
    listings: Mapping[str, int],
    outputs: Mapping[str, str | None],
    tally: Mapping[str, int],
) -> Proof | None:
    """Take a proof now; `None` when one of the files is not there.

    :param since: when the run began, in nanoseconds: what has changed after that moment is proven
        by its content.
    :param inputs: files that were read.
    :param listings: folders whose names matter, and how many levels of them.
    :param outputs: the files of the trees, with the fingerprint they have to have; `None` for one
        that is theirs.
    :param tally: what a run that does nothing would say.
    """
    taken = time.time_ns()
    read = {path: content(path) for path in inputs}
    seen = {path: _see(path, wanted, since) for path, wanted in outputs.items()}
    if None in read.values() or None in seen.values():
        return None
    folders = {os.path.dirname(path) for path in seen}
    return Proof(
        taken,
        {path: found for path, found in read.items() if found},
        {folder: (depth, names(folder, depth)) for folder, depth in listings.items()},
        dict(tally),
        {folder: os.lstat(folder).st_ino for folder in folders},
        {path: found for path, found in seen.items() if found},
    )


def changed_inputs(proof: Proof) -> frozenset[str] | None:
    """The files that have another content than when they were read, everything else being as it
    was; `None` where anything else is not, or there is any doubt: then all is to be done."""
    if proof.taken > time.time_ns():
        return None  # the clock went back, so no time says anything
    stands = (
        all(names(place, depth) == known for place, (depth, known) in proof.listings.items())
        and all(_is_folder(folder, inode) for folder, inode in proof.folders.items())
        and all(seen.stands(path) for path, seen in proof.outputs.items())
    )
    if not stands:
        return None
    return frozenset(path for path, known in proof.inputs.items() if content(path) != known)


def aged(proof: Proof, now: int) -> Proof:
    """The proof once it has been found to hold: stamps that were young then may have become old
    enough to stand for the contents.

    :param now: a moment before it was held against the disk.
    """
    grown = {
        path: Seen(seen.stamp, "")
        for path, seen in proof.outputs.items()
        if seen.fingerprint and not is_young(seen.stamp, now)
    }
    return proof._replace(outputs={**proof.outputs, **grown}) if grown else proof


def amended(
    proof: Proof, since: int, inputs: Iterable[str], outputs: Mapping[str, str | None]
) -> Proof | None:
    """The proof after some of its files have changed: they are looked at again, as in `prove`."""
    again = prove(since, inputs, {}, outputs, {})
    if again is None:
        return None
    return proof._replace(
        taken=again.taken,
        inputs={**proof.inputs, **again.inputs},
        outputs={**proof.outputs, **again.outputs},
    )


def _see(path: str, wanted: str | None, since: int) -> Seen | None:
    found = stamp(path)
    if found is None:
        return None
    if wanted is None:
        return Seen("", "")
    return Seen(found, wanted if is_young(found, since) else "")


def _is_folder(path: str, inode: int) -> bool:
    try:
        return os.lstat(path).st_ino == inode
    except OSError:
        return False
