"""The trees as they were seen: their folders, and the files in each.

Every folder is a line. There are tens of thousands of them, and to make values of all would take as
long as to ask the disk.

The disk is asked from inside of each folder. The system says then where that is, so no folder on
the way to it has become a link, and the paths of its files are short.
"""

# The calls of `os` on plain strings: `pathlib` costs more to import than a whole proof takes.
# ruff: noqa: PTH109, PTH118

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from gitopsc.proof.stamp import fingerprint, is_young, stamp


class Seen:
    """A file, as it was when somebody looked."""

    def __init__(self, name: str, stamp: str, fingerprint: str) -> None:
        """
        :param stamp: empty for one that is theirs: it has to be there, and may change.
        :param fingerprint: of its content, where the stamp was too young to stand for it; empty
            otherwise.
        """
        self.name, self.stamp, self.fingerprint = name, stamp, fingerprint

    @property
    def words(self) -> tuple[str, str, str]:
        return self.name, self.stamp, self.fingerprint


class Folder:
    """A folder, and what is ours in it, or was seeded."""

    def __init__(self, path: str, files: list[Seen]) -> None:
        """:param path: from the root of the trees, with slashes; empty for the root itself."""
        self.path, self.files = path, files

    @property
    def line(self) -> str:
        age = YOUNG if any(seen.fingerprint for seen in self.files) else ""
        return "\t".join((age, self.path, *(word for seen in self.files for word in seen.words)))


YOUNG = "young"
"""How a line begins in which some content is proven: stamps may soon stand for them all."""


def folder(line: str) -> Folder:
    """:raises ValueError: the line is of no folder."""
    _, path, *words = line.split("\t")
    files = zip(words[::3], words[1::3], words[2::3], strict=True)
    return Folder(path, [Seen(*file) for file in files])


def look(root: str, files: Mapping[str, str | None], since: int) -> list[str] | None:
    """The folders of some files of the trees, as lines; `None` when one of the files is not there,
    or could not be written on a line.

    :param root: an absolute path.
    :param files: from there, with the fingerprint that each has to have; `None` for one that is
        theirs.
    :param since: when the run began, in nanoseconds: what has changed after that moment is proven
        by its content.
    """
    by_folder: dict[str, dict[str, str | None]] = {}
    for path, wanted in files.items():
        if "\n" in path or "\t" in path:
            return None
        at, _, name = path.rpartition("/")
        by_folder.setdefault(at, {})[name] = wanted
    try:
        with _inside(root) as here:
            found = [_folder(here, at, inside, since) for at, inside in by_folder.items()]
    except OSError:
        return None
    lines = [one.line for one in found if one]
    return lines if len(lines) == len(found) else None


def stand(root: str, lines: Iterable[str]) -> bool:
    """Whether everything is still what it was."""
    try:
        with _inside(root) as here:
            return all(_stands(here, line) for line in lines)
    except (OSError, ValueError):
        return False


def aged(lines: Iterable[str], now: int) -> list[str]:
    """What was found to stand: stamps that have become old enough stand for contents.

    :param now: a moment before it was held against the disk.
    """
    return [_aged(line, now) if line.startswith(YOUNG) else line for line in lines]


def merged(before: Iterable[str], again: Iterable[str]) -> list[str]:
    """What was seen before, but for files that were seen again."""
    newer = {_path(line): line for line in again}
    lines = [
        _merged(line, newer.pop(path)) if (path := _path(line)) in newer else line
        for line in before
    ]
    return [*lines, *newer.values()]


def _folder(here: str, at: str, files: Mapping[str, str | None], since: int) -> Folder | None:
    if not _entered(here, at):
        return None
    seen = [_seen(name, wanted, since) for name, wanted in files.items()]
    known = [one for one in seen if one]
    return Folder(at, known) if len(known) == len(seen) else None


def _seen(name: str, wanted: str | None, since: int) -> Seen | None:
    found = stamp(name)
    if found is None:
        return None
    if wanted is None:
        return Seen(name, "", "")
    return Seen(name, found, wanted if is_young(found, since) else "")


def _stands(here: str, line: str) -> bool:
    """Whether a folder is still what it was. Values of its files would take as long as the disk."""
    _, at, *words = line.split("\t")
    if not words or len(words) % 3 or not _entered(here, at):
        return False
    return all(map(_is_as_seen, words[::3], words[1::3], words[2::3]))


def _is_as_seen(name: str, known: str, text: str) -> bool:
    found = stamp(name)
    if found is None or not known:
        return found is not None
    return found == known and (not text or fingerprint(name) == text)


@contextmanager
def _inside(root: str) -> Iterator[str]:
    """Go into the root of the trees for a while; where that is. The way back is by the folder
    itself, where a system has that: not everybody may go to where they are by its path."""
    has_folders = os.chdir in os.supports_fd
    back = os.open(os.curdir, _WAY_BACK) if has_folders else os.getcwd()
    try:
        os.chdir(root)
        yield _here()
    finally:
        os.chdir(back)
        if isinstance(back, int):
            os.close(back)


_WAY_BACK = getattr(os, "O_PATH", os.O_RDONLY)
"""It asks for no right to read the folder, where a system has that (open(2) of Linux)."""


def _entered(here: str, at: str) -> bool:
    """Go into a folder of the trees, and see whether that is where it seems to be.

    :param here: where the root is.
    """
    path = os.path.join(here, at.replace("/", os.sep)) if at else here
    os.chdir(path)
    return _here() == path


def _here() -> str:
    """Where this process is, by a path in which nothing is a link (POSIX.1-2017, `getcwd`). Windows
    would keep links as they were given."""
    return os.getcwd() if os.name == "posix" else os.path.realpath(os.curdir)


def _aged(line: str, now: int) -> str:
    known = folder(line)
    return Folder(known.path, [_older(seen, now) for seen in known.files]).line


def _older(seen: Seen, now: int) -> Seen:
    is_old = seen.fingerprint and not is_young(seen.stamp, now)
    return Seen(seen.name, seen.stamp, "") if is_old else seen


def _path(line: str) -> str:
    return line.split("\t", 2)[1]


def _merged(before: str, again: str) -> str:
    newer = folder(again)
    files = {seen.name: seen for seen in (*folder(before).files, *newer.files)}
    return Folder(newer.path, [*files.values()]).line
