"""A compile that may have been proven to change nothing, asked whether it was."""

from pathlib import Path

import pytest

from tests.cli.console import Console

FILE = "out/platform/bootstrap/main/root.yaml"


MORE = """\
team more {
  app more {
    image "registry.example.org/more"
    start "1.0.0"
  }
}
"""


def run_compile(console: Console) -> str:
    session = console.run("compile", "shop.gitops", "-o", "out")
    assert session.code == 0
    return session.out


def proofs(cache: Path) -> list[Path]:
    return sorted(cache.glob("gitopsc/proofs/*"))


def believes(console: Console, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether a compile exits early: then the compiler is not even asked."""
    asked: list[object] = []
    with monkeypatch.context() as patch:
        patch.setattr("gitopsc.cli.delivering.deliver", lambda options: asked.append(options) or 0)
        run_compile(console)
    return not asked
