"""A proof that a compile would change nothing: what it read, and what stands where it writes."""

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from gitopsc.proof.stamp import content, fingerprint, is_young, names, stamp

MANY = 20_000
"""Files for which a second process is worth its start."""
LISTING = 10_000
PREPARING = 50_000
"""Files that are looked at while folders are listed, and while a compiler is imported."""


class Seen(NamedTuple):
    """A file of the trees, as it was when a proof was taken."""

    stamp: str
    """Empty for one that is theirs: it has to be there, and may change."""
    fingerprint: str
    """Of its content, where the stamp was too young to stand for it; empty otherwise."""
    path: str

    @property
    def line(self) -> str:
        return "\t".join(self)


class Look(NamedTuple):
    """At some files of the trees, which are all there."""

    folders: list[str]
    """The folders of the files behind their inodes."""
    outputs: list[str]
    """Every file as the line of a `Seen`: of a hundred thousand, making values takes as long as
    asking the disk."""


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
    folders: list[str]
    """The folders of the trees' files behind their inodes: none has become a link."""
    outputs: list[str]
    """Every file of the trees."""


def look(outputs: Mapping[str, str | None], since: int) -> Look | None:
    """Look at files of the trees; `None` when one of them is not there, or could not be written on
    a line.

    :param outputs: with the fingerprint that each has to have; `None` for one that is theirs.
    :param since: when the run began, in nanoseconds: what has changed after that moment is proven
        by its content.
    """
    seen = [_see(path, wanted, since) for path, wanted in outputs.items()]
    if None in seen:
        return None
    folders = dict.fromkeys(map(os.path.dirname, outputs))
    return Look(
        [f"{os.lstat(folder).st_ino}\t{folder}" for folder in folders],
        [found.line for found in seen if found],
    )


def prove(
    inputs: Iterable[str],
    listings: Mapping[str, int],
    looks: Sequence[Look | None],
    tally: Mapping[str, int],
) -> Proof | None:
    """Take a proof now; `None` when one of the files is not there.

    :param inputs: files that were read.
    :param listings: folders whose names matter, and how many levels of them.
    :param looks: at the files of the trees.
    :param tally: what a run that does nothing would say.
    """
    taken = time.time_ns()
    read = {path: content(path) for path in inputs}
    if None in read.values() or None in looks:
        return None
    return Proof(
        taken,
        {path: found for path, found in read.items() if found},
        {folder: (depth, names(folder, depth)) for folder, depth in listings.items()},
        dict(tally),
        [line for found in looks if found for line in found.folders],
        [line for found in looks if found for line in found.outputs],
    )


def changed_inputs(
    proof: Proof, prepare: Callable[[], object] | None = None
) -> frozenset[str] | None:
    """The files that have another content than when they were read, everything else being as it
    was; `None` where anything else is not, or there is any doubt: then all is to be done.

    :param prepare: what is needed where something has changed. Where there is much to look at, it
        is done while other processes look.
    """
    if proof.taken > time.time_ns():
        return None  # the clock went back, so no time says anything
    changed = frozenset(path for path, known in proof.inputs.items() if content(path) != known)
    return changed if _all_stand(proof, prepare if changed else None) else None


def aged(proof: Proof, now: int) -> Proof:
    """The proof once it has been found to hold: stamps that were young then may have become old
    enough to stand for the contents.

    :param now: a moment before it was held against the disk.
    """
    outputs = [_aged(line, now) if "\t\t" not in line else line for line in proof.outputs]
    return proof if outputs == proof.outputs else proof._replace(outputs=outputs)


def amended(
    proof: Proof, since: int, inputs: Iterable[str], outputs: Mapping[str, str | None]
) -> Proof | None:
    """The proof after some of its files have changed: they are looked at again, as in `prove`."""
    again = prove(inputs, {}, [look(outputs, since)], {})
    if again is None:
        return None
    fresh = {line.rpartition("\t")[2]: line for line in again.outputs}
    standing = [fresh.pop(line.rpartition("\t")[2], line) for line in proof.outputs]
    return proof._replace(
        taken=again.taken,
        inputs={**proof.inputs, **again.inputs},
        outputs=[*standing, *fresh.values()],
    )


class _Part(NamedTuple):
    """What one process looks at."""

    listings: Mapping[str, tuple[int, str]]
    folders: Sequence[str]
    outputs: Sequence[str]


def _all_stand(proof: Proof, prepare: Callable[[], object] | None) -> bool:
    """Whether the trees are what they were; a process that was stopped does not say so."""
    if len(proof.outputs) < MANY:
        return _stand(_Part(proof.listings, proof.folders, proof.outputs))
    from gitopsc import hands  # a start is felt where there is little to look at

    with hands.Hands(_parts(proof, hands.spare(), is_preparing=prepare is not None)) as at_hand:
        return all(at_hand.ask(_stand, prepare))


def _parts(proof: Proof, number: int, *, is_preparing: bool) -> list[_Part]:
    """What each of so many processes looks at; the first one has other things to do as well."""
    listings, lines = proof.listings, len(proof.folders) + len(proof.outputs)
    other = LISTING + (PREPARING if is_preparing else 0)
    first = max(0.0, ((lines + other) / number - other) / lines)
    folders = _divided(proof.folders, number, first)
    outputs = _divided(proof.outputs, number, first)
    looks = zip(folders, outputs, strict=True)
    return [_Part(listings if not at else {}, *look) for at, look in enumerate(looks)]


def _divided(lines: Sequence[str], number: int, first: float) -> Iterator[Sequence[str]]:
    """The lines in so many parts, the first of them so much of the whole. Neighbours are together:
    the system knows a folder it was just in."""
    begin = int(first * len(lines))
    yield lines[:begin]
    size = -(-(len(lines) - begin) // max(1, number - 1))
    for part in range(number - 1):
        yield lines[begin + size * part : begin + size * (part + 1)]


def _stand(part: _Part) -> bool:
    listed = (names(place, depth) == known for place, (depth, known) in part.listings.items())
    try:
        return (
            all(listed) and all(map(_is_folder, part.folders)) and all(map(_stands, part.outputs))
        )
    except ValueError:
        return False  # a line that says of no file what it was


def _see(path: str, wanted: str | None, since: int) -> Seen | None:
    found = stamp(path)
    if found is None or "\n" in path or "\t" in path:
        return None
    if wanted is None:
        return Seen("", "", path)
    return Seen(found, wanted if is_young(found, since) else "", path)


def _stands(line: str) -> bool:
    """Whether a file is still what it was."""
    known, text, path = line.split("\t")
    found = stamp(path)
    if found is None or not known:
        return found is not None
    return found == known and (not text or fingerprint(path) == text)


def _aged(line: str, now: int) -> str:
    known, _, path = line.split("\t")
    return line if is_young(known, now) else Seen(known, "", path).line


def _is_folder(line: str) -> bool:
    inode, _, path = line.partition("\t")
    try:
        return str(os.lstat(path).st_ino) == inode
    except OSError:
        return False
