"""The repositories below `-o DIR`, read for their versions."""

from pathlib import Path

from gitopsc.delivery import complaints
from gitopsc.delivery.ground import Ground, Standing
from gitopsc.diagnostics.diagnostic import Diagnostic
from gitopsc.language.disk import decode
from gitopsc.source import Source

BYTE_ORDER_MARK = "\ufeff"

TOO_LARGE = "take it back from Git: what holds a version is a few lines"


class DiskCheckouts:
    """A folder per repository. Links are not followed: they lead out of it."""

    def __init__(self, out: Path) -> None:
        self._out = out
        self._grounds: dict[str, Ground] = {}
        self._read: dict[tuple[str, str], Source | Diagnostic | None] = {}

    def folder(self, repo: str) -> Path:
        return self._out.joinpath(*repo.split("/"))

    def text(self, repo: str, path: str) -> Source | Diagnostic | None:
        if (repo, path) not in self._read:
            self._read[repo, path] = self._look(repo, path)
        return self._read[repo, path]

    def content(self, repo: str, path: str, text: str) -> bytes:
        """A new text of a file that was read, with the mark that it began with."""
        marked = self._ground(repo).read(path).startswith(BYTE_ORDER_MARK.encode())
        return f"{BYTE_ORDER_MARK if marked else ''}{text}".encode()

    def _ground(self, repo: str) -> Ground:
        return self._grounds.setdefault(repo, Ground(self.folder(repo)))

    def _look(self, repo: str, path: str) -> Source | Diagnostic | None:
        shown, ground = f"{repo}/{path}", self._ground(repo)
        try:
            sight = ground.look(path)
            if sight.standing is Standing.NOTHING:
                return None
            if sight.bars(path):
                return complaints.obstacle(shown, sight, f"{repo}/{sight.at}")
            return decode(ground.read(path), shown, remedy=TOO_LARGE)
        except OSError as error:
            return complaints.not_readable(shown, error)
