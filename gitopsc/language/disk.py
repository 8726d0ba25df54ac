"""The library on a disk: one folder, and nothing outside of it."""

from functools import cache
from pathlib import Path

from gitopsc.diagnostics.diagnostic import Diagnostic
from gitopsc.language.library import before_stars, matches, missing
from gitopsc.source import Source

LARGEST_FILE = 4 * 1024 * 1024
"""The same limit as the parser's: a larger spec or values file is a mistake, not a spec."""


class Folder:
    """The files below `root`, the folder of the entry spec. Symbolic links may not lead outside."""

    def __init__(self, root: Path) -> None:
        self._shown = root
        self._root = root.resolve()

    def entry(self, name: str, shown: str | None = None) -> Source | Diagnostic:
        """The entry spec itself, which the user named: it may be a link to anywhere. `shown` is
        the name that reports give it, which is the user's own."""
        shown = shown or str(self._shown / name)
        absent = Diagnostic(
            "file-not-found",
            f"there is no file `{shown}`",
            help=("write the spec, or correct its path",),
        )
        return _read(self._root / name, shown, shown, absent)

    def read(self, path: str) -> Source | Diagnostic:
        """The text of a file; what stands in the way is a diagnostic without a place."""
        found = self._inside(path)
        if found is None:
            return Diagnostic(
                "path-escapes",
                f"`{path}` leads out of the folder of the spec",
                help=("a spec reads only what lies in its own folder and below",),
            )
        return _read(found, path, str(self._shown / path), missing(path))

    def glob(self, pattern: str) -> tuple[str, ...]:
        """The files that match, sorted; hidden ones only where the pattern names them."""
        start = before_stars(pattern)
        if start == pattern:
            return (pattern,)
        inner = pattern[len(start) :].lstrip("/")
        found = (path for path in self.list(start) if matches(path, inner))
        return tuple(f"{start}/{path}" if start else path for path in found)

    def list(self, folder: str) -> tuple[str, ...]:
        """The files below a folder, recursive, sorted; not those that links take from outside."""
        start = self._inside(folder or ".")
        if start is None or not start.is_dir():
            return ()
        try:
            found = [path for path in start.rglob("*") if path.is_file()]
        except OSError:
            return ()
        is_ours = cache(lambda place: self._holds(place.resolve()))
        return tuple(
            sorted(
                path.relative_to(start).as_posix()
                for path in found
                # Following links costs more than all the rest: a file is where its folder is.
                if ".git" not in path.parts and is_ours(path if path.is_symlink() else path.parent)
            )
        )

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


def _read(found: Path, path: str, shown: str, absent: Diagnostic) -> Source | Diagnostic:
    """The file at `found`. Complaints call it `path`; `absent` is the one that it is not there."""
    try:
        if found.is_dir():
            return Diagnostic(
                "not-a-file", f"`{path}` is a folder", help=("name one of the files in it",)
            )
        if not found.exists():
            return absent
        if found.stat().st_size > LARGEST_FILE:
            return _too_large(path)
        content = found.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return Diagnostic("file-not-readable", f"`{path}` cannot be read: {reason.lower()}")
    return decode(content, path, shown)


def decode(content: bytes, path: str, shown: str | None = None) -> Source | Diagnostic:
    """The source with this content; `shown` is the name that reports give it."""
    if len(content) > LARGEST_FILE:
        return _too_large(path)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return Diagnostic(
            "not-utf8",
            f"`{path}` is not UTF-8: byte {error.start + 1} is {content[error.start]:#04x}",
            help=("save it as UTF-8",),
        )
    return Source(shown or path, text)


def _too_large(path: str) -> Diagnostic:
    return Diagnostic(
        "file-too-large",
        f"`{path}` is larger than {LARGEST_FILE // 1024 // 1024} MiB",
        help=("split it: a spec may `include` other files",),
    )
