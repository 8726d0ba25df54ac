"""The library on a disk: one folder, and nothing outside of it."""

import os
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from gitopsc.diagnostics.diagnostic import Diagnostic
from gitopsc.language.library import before_stars, matches, missing, reaches
from gitopsc.source import Source
from gitopsc.syntax.limits import LARGEST_FILE, SPLIT_SPEC, too_large

SPLIT_BESIDE = "split it: `values` takes a list of files, and `manifests` a folder of them"


class DiskLibrary:
    """The files below `root`, the folder of the entry spec. Symbolic links may not lead outside."""

    def __init__(self, root: Path) -> None:
        self._shown = root
        self._root = Path(os.path.realpath(root))  # `resolve` raises where links lead in circles

    def entry(self, name: str, shown: str) -> Source | Diagnostic:
        """The entry spec itself, which the user named: it may be a link to anywhere. `shown` is
        the name that reports give it, which is the user's own."""
        absent = Diagnostic(
            "file-not-found",
            f"there is no file `{shown}`",
            help=("write the spec, or correct its path",),
        )
        return _read(self._root / name, shown, shown, absent, SPLIT_SPEC, may_wait=True)

    def read(self, path: str) -> Source | Diagnostic:
        """The text of a file; what stands in the way is a diagnostic without a place."""
        found = self._inside(path)
        if found is None:
            return Diagnostic(
                "path-escapes",
                f"`{path}` leads out of the folder of the spec",
                help=("a spec reads only what lies in its own folder and below",),
            )
        remedy = SPLIT_SPEC if path.endswith(".gitops") else SPLIT_BESIDE
        return _read(found, path, str(self._shown / path), missing(path), remedy)

    def glob(self, pattern: str) -> tuple[str, ...]:
        """The files that match, sorted, and folders that are closed to us, as in `list`; hidden
        files only where the pattern names them."""
        start = before_stars(pattern)
        if start == pattern:
            return (pattern,)
        inner = pattern[len(start) :].lstrip("/")
        files, closed = self._below(start)
        found = [path for path in files if matches(path, inner)]
        found = sorted([*found, *(path for path in closed if reaches(path, inner))])
        return tuple(f"{start}/{path}" if start else path for path in found)

    def list(self, folder: str) -> tuple[str, ...]:
        """The files below a folder, recursive, sorted; not those that links take from outside. A
        folder that is closed to us is among them, for whoever reads them to be told: what it holds
        would be missed, and what came of that deleted."""
        files, closed = self._below(folder)
        return tuple(sorted([*files, *closed]))

    def _below(self, folder: str) -> tuple[Sequence[str], Sequence[str]]:
        """The files below a folder, and the folders in which nobody lets us look."""
        start = self._inside(folder or ".")
        if start is None or not start.is_dir():
            return (), ()
        files, closed = _walk(start)
        is_ours = cache(lambda place: self._holds(place.resolve()))
        # Following links costs more than all the rest: a file is where its folder is.
        ours = [path for path in files if is_ours(path if path.is_symlink() else path.parent)]
        return _from(start, ours), _from(start, closed)

    def _holds(self, place: Path) -> bool:
        """Whether a place is in the folder; no part of its path is a link."""
        return place == self._root or self._root in place.parents

    def _inside(self, path: str) -> Path | None:
        """The place of a path on the disk, or `None` where it would be outside of the folder."""
        if path.startswith("/") or "\\" in path or "\0" in path or ".." in path.split("/"):
            return None
        try:
            found = (self._root / path).resolve()
        except (OSError, RuntimeError):
            return None
        return found if self._holds(found) else None


def _read(
    found: Path,
    path: str,
    shown: str,
    absent: Diagnostic,
    remedy: str,
    *,
    may_wait: bool = False,
) -> Source | Diagnostic:
    """The file at `found`. Complaints call it `path`; `absent` is the one that it is not there.

    :param remedy: what to do where it is too large.
    :param may_wait: whether it may be a pipe, as `<(…)` of a shell is.
    """
    try:
        if found.is_dir():
            return _a_folder(path) if _is_open(found) else _not_readable(path, "permission denied")
        if not found.exists():
            return absent
        if not (found.is_file() or may_wait):
            return _a_pipe(path)
        if found.stat().st_size > LARGEST_FILE:
            return too_large(path, remedy)
        content = found.read_bytes()
    except OSError as error:
        return _not_readable(path, error.strerror or type(error).__name__)
    return decode(content, path, shown, remedy)


def decode(
    content: bytes, path: str, shown: str | None = None, remedy: str = SPLIT_SPEC
) -> Source | Diagnostic:
    """The source with this content; `shown` is the name that reports give it.

    :param remedy: what to do where it is too large.
    """
    if len(content) > LARGEST_FILE:
        return too_large(path, remedy)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return Diagnostic(
            "not-utf8",
            f"`{path}` is not UTF-8: byte {error.start + 1} is {content[error.start]:#04x}",
            help=("save it as UTF-8",),
        )
    return Source(shown or path, text)


def _a_folder(path: str) -> Diagnostic:
    help = ("name one of the files in it",)
    return Diagnostic("not-a-file", f"`{path or '.'}` is a folder", help=help)


def _a_pipe(path: str) -> Diagnostic:
    return Diagnostic("not-a-file", f"`{path}` is a pipe or a device", help=("put a file there",))


def _not_readable(path: str, reason: str) -> Diagnostic:
    return Diagnostic("file-not-readable", f"`{path}` cannot be read: {reason.lower()}")


def _is_open(folder: Path) -> bool:
    return os.access(folder, os.R_OK | os.X_OK)


def _from(start: Path, paths: Iterable[Path]) -> Sequence[str]:
    return [path.relative_to(start).as_posix() for path in paths]


def _walk(start: Path) -> tuple[list[Path], list[Path]]:
    """The files below a folder, and the folders in which nobody lets us look."""
    files: list[Path] = []
    closed: list[Path] = []
    for place, folders, names in os.walk(start, onerror=lambda e: closed.append(Path(e.filename))):
        folders[:] = [name for name in folders if name != ".git"]
        if names and not _is_open(Path(place)):
            closed.append(Path(place))
            continue
        files += (path for path in (Path(place, name) for name in names) if path.is_file())
    return files, closed
