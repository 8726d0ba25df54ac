"""A console: commands go in, what was printed and the exit code come out."""

import io
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from gitopsc.cli.main import main

SPEC = """\
gitops 1

include "preset:argocd-monorepo"
operator argocd

repo platform at "https://git.example.org/gitops.git"
cluster main
stage staging
stage production
promote staging -> production by manual

team shop {
  app web {
    image "registry.example.org/web"
    start "1.0.0"
  }

  app api {
    image "registry.example.org/api"
    start "1.0.0"
  }
}
"""


class Session(NamedTuple):
    code: int
    out: str
    err: str


class Console:
    """Runs commands inside this process, in a folder of its own."""

    def __init__(
        self,
        folder: Path,
        capture: pytest.CaptureFixture[str],
        patch: pytest.MonkeyPatch,
    ) -> None:
        self.folder = folder
        self._capture = capture
        self._patch = patch
        patch.chdir(folder)

    def put(self, path: str, content: str | bytes) -> Path:
        """Write a file below the folder."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return file

    def run(self, *arguments: str, stdin: str | bytes = b"") -> Session:
        """One command; whatever it was given, it prints no traceback."""
        content = stdin if isinstance(stdin, bytes) else stdin.encode()
        self._patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content), encoding="ascii"))
        self._capture.readouterr()
        code = main(arguments)
        out, err = self._capture.readouterr()
        assert "Traceback" not in err
        return Session(code, out, err)

    def everything(self, folder: str = "out") -> dict[str, bytes]:
        """Every file below a folder with its content."""
        return everything(self.folder / folder)


def everything(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def process(
    *arguments: str,
    environment: Mapping[str, str] = {},
    stdin: bytes = b"",
    cwd: Path | None = None,
) -> Session:
    """The same by the real command, in a process of its own."""
    run = subprocess.run(
        [sys.executable, "-m", "gitopsc", *arguments],
        input=stdin,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent.parent), **environment},
        cwd=cwd,
    )
    out, err = run.stdout.decode("utf-8"), run.stderr.decode("utf-8")
    assert "Traceback" not in err, err
    return Session(run.returncode, out, err)
