"""A proof that a compile would change nothing: what it read, and what stands where it writes."""

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from gitopsc.proof import folders
from gitopsc.proof.stamp import content, names

MANY = 10_000
"""Folders for which a second process is worth its start."""
LISTING = 5_000
AMENDING = 25_000
"""Folders that are looked at while their names are listed, and while one team's change is
compiled."""


Input = tuple[str, str]
"""A file that was read: the hash of its content, and where it is, whatever links lead there (not
all places may be read)."""


class Proof:
    """Taken after a run that had nothing to complain about."""

    def __init__(
        self,
        taken: int,
        root: str,
        inputs: dict[str, Input],
        listings: dict[str, tuple[int, str]],
        tally: dict[str, int],
        folders: list[str],
    ) -> None:
        """
        :param taken: when, in nanoseconds of the clock on the wall.
        :param root: the absolute path under which the trees are.
        :param inputs: every file that was read, by its path.
        :param listings: every folder whose names were asked for: how deep, and the hash of the
            names.
        :param tally: how many repositories there are, and how many of their files a run would
            leave unchanged, or keep.
        :param folders: a line for each folder of the trees (`folders.Folder`).
        """
        self.taken, self.root, self.inputs = taken, root, inputs
        self.listings, self.tally, self.folders = listings, tally, folders


def prove(
    inputs: Iterable[str],
    listings: Mapping[str, int],
    root: str,
    looks: Sequence[Sequence[str] | None],
    tally: Mapping[str, int],
) -> Proof | None:
    """Take a proof now; `None` when one of the files is not there.

    :param inputs: files that were read.
    :param listings: folders whose names matter, and how many levels of them.
    :param root: the absolute path under which the trees are.
    :param looks: the folders of all trees.
    :param tally: what a run that does nothing would say.
    """
    taken = time.time_ns()
    read = {path: _input(path) for path in inputs}
    if None in read.values() or None in looks:
        return None
    return Proof(
        taken,
        root,
        {path: found for path, found in read.items() if found},
        {folder: (depth, names(folder, depth)) for folder, depth in listings.items()},
        dict(tally),
        [line for look in looks for line in look or ()],
    )


def changed_inputs(proof: Proof) -> frozenset[str] | None:
    """The files that are not what they were when they were read; `None` where nobody can tell
    what else has changed."""
    if proof.taken > time.time_ns():
        return None  # the clock went back, so no time says anything
    return frozenset(path for path, known in proof.inputs.items() if _input(path) != known)


def stands(proof: Proof, meanwhile: Callable[[], object] | None = None) -> bool:
    """Whether the trees, and the names of what could be read, are what they were.

    :param meanwhile: what else is to be done. Where there is much to look at, it is done while
        other processes look; otherwise not at all.
    """
    if len(proof.folders) < MANY:
        return _stand(_Part(proof.root, proof.listings, proof.folders))
    from gitopsc import workers  # a start is felt where there is little to look at

    parts = _parts(proof, workers.spare(), is_busy=meanwhile is not None)
    with workers.Workers([*parts]) as lookers:
        return all(lookers.ask(_stand, meanwhile))  # one that was stopped says nothing


def aged(proof: Proof, now: int) -> Proof:
    """The proof once it has been found to hold: stamps that were young then may have become old
    enough to stand for the contents.

    :param now: a moment before it was held against the disk.
    """
    older = folders.aged(proof.folders, now)
    if older == proof.folders:
        return proof
    return Proof(proof.taken, proof.root, proof.inputs, proof.listings, proof.tally, older)


def amended(
    proof: Proof, inputs: Iterable[str], looks: Sequence[Sequence[str] | None]
) -> Proof | None:
    """The proof after some of its files have changed: they are looked at again, as in `prove`."""
    again = prove(inputs, {}, proof.root, looks, {})
    if again is None:
        return None
    return Proof(
        again.taken,
        proof.root,
        {**proof.inputs, **again.inputs},
        proof.listings,
        proof.tally,
        folders.merged(proof.folders, again.folders),
    )


def _input(path: str) -> Input | None:
    """A file as it is now; `None` when it cannot be read."""
    found = content(path)
    return None if found is None else (found, os.path.realpath(path))


class _Part:
    """What one process looks at."""

    def __init__(
        self, root: str, listings: Mapping[str, tuple[int, str]], folders: Sequence[str]
    ) -> None:
        self.root, self.listings, self.folders = root, listings, folders


def _parts(proof: Proof, number: int, *, is_busy: bool) -> Iterator[_Part]:
    """What each of so many processes looks at; the first one has other things to do as well.
    Neighbours are together: the system knows a folder it was just in."""
    root, lines = proof.root, proof.folders
    other = LISTING + (AMENDING if is_busy else 0)
    begin = max(0, (len(lines) + other) // number - other)
    yield _Part(root, proof.listings, lines[:begin])
    size = -(-(len(lines) - begin) // max(1, number - 1))
    for part in range(number - 1):
        yield _Part(root, {}, lines[begin + size * part : begin + size * (part + 1)])


def _stand(part: _Part) -> bool:
    listed = (names(place, depth) == known for place, (depth, known) in part.listings.items())
    return all(listed) and folders.stand(part.root, part.folders)
