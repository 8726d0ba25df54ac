"""The console that all sessions run on."""

from pathlib import Path

import pytest

from tests.cli.console import SPEC, Console


@pytest.fixture
def console(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Console:
    """A console in an empty folder with one good spec, `shop.gitops`."""
    console = Console(tmp_path, capsys, monkeypatch)
    console.put("shop.gitops", SPEC)
    return console
