"""Commits on branches of their own, made beside the working tree.

Objects are written first and the branch at last, so that whatever fails before leaves nothing but
objects that Git clears away. Neither the files on the disk nor the index change: whoever promotes
stays on their branch.
"""

import os
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from gitopsc.diagnostics.diagnostic import Diagnostic

MOST_SHOWN = 5
"""Files that are named in a complaint; the rest is counted."""
NOTHING = ""
"""What Git takes for the commit of a branch that must not exist yet."""


class RefusedError(Exception):
    """Git said no; the words are its own."""


class Repository:
    """The Git repository that a folder belongs to."""

    def __init__(self, folder: Path, top: Path) -> None:
        self.folder, self.top = folder, top

    @classmethod
    def around(cls, folder: Path) -> "Repository | None":
        """`None` where there is no repository, or no Git."""
        try:
            found = _git(folder, "rev-parse", "--show-toplevel")
        except (RefusedError, OSError):
            return None
        return cls(folder, Path(found.removesuffix("\n")))

    def inside(self, file: Path) -> str:
        """The path of a file as Git knows it."""
        return file.resolve().relative_to(self.top.resolve()).as_posix()

    def unready(self) -> Diagnostic | None:
        """Slug `uncommitted-changes`: what stands on the disk is not what is committed, so a
        promotion would be of something that nobody else has seen."""
        status = _git(self.top, "status", "--porcelain", "-z").split("\0")
        paths = [line[3:] for line in status if line[2:3] == " "]
        if not paths:
            return None
        more = f" and {len(paths) - MOST_SHOWN} more" if len(paths) > MOST_SHOWN else ""
        shown = ", ".join(f"`{path}`" for path in paths[:MOST_SHOWN])
        return Diagnostic(
            "uncommitted-changes",
            f"`{self.folder}` has changes that are not committed: {shown}{more}",
            help=("commit them, or put them aside with `git stash --include-untracked`",),
        )

    def prepared(self, contents: Mapping[str, bytes], message: str) -> str:
        """A commit on top of the current one, on no branch yet.

        :param contents: paths of files that the current commit has, with what shall stand there.
        """
        with tempfile.TemporaryDirectory() as scratch:
            index = {"GIT_INDEX_FILE": str(Path(scratch, "index"))}
            _git(self.top, "read-tree", "HEAD", more=index)
            for path, content in contents.items():
                listed = _git(self.top, "ls-files", "-s", "--", f":(literal){path}", more=index)
                if not listed:
                    raise RefusedError(f"`{path}` is not in the repository (is it ignored?)")
                blob = _git(self.top, "hash-object", "-w", "--stdin", "--path", path, put=content)
                entry = f"{listed.split()[0]},{blob.strip()},{path}"
                _git(self.top, "update-index", "--cacheinfo", entry, more=index)
            tree = _git(self.top, "write-tree", more=index).strip()
        said = message.encode()
        return _git(self.top, "commit-tree", tree, "-p", "HEAD", "-F", "-", put=said).strip()

    def tree(self, revision: str) -> str | None:
        """The content of a commit, by its hash; `None` where there is no such commit."""
        try:
            return _git(self.top, "rev-parse", "--verify", "--quiet", f"{revision}^{{tree}}")
        except RefusedError:
            return None

    def create(self, branch: str, commit: str) -> None:
        _git(self.top, "update-ref", f"refs/heads/{branch}", commit, NOTHING)

    def delete(self, branch: str) -> None:
        _git(self.top, "update-ref", "-d", f"refs/heads/{branch}")


def _git(folder: Path, *arguments: str, put: bytes = b"", more: Mapping[str, str] = {}) -> str:
    """One command of Git in a folder; variables of another repository around us are not its own.
    Looking changes nothing, not even the index.

    :raises RefusedError: with what Git said.
    """
    own = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE")
    environment = {name: value for name, value in os.environ.items() if name not in own}
    environment |= {"GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    done = subprocess.run(
        ["git", "-C", str(folder), *arguments],
        input=put,
        capture_output=True,
        env={**environment, **more},
    )
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip()
        raise RefusedError(said.removeprefix("fatal: ") or f"`git {arguments[0]}` failed")
    return done.stdout.decode(errors="replace")
