"""The console that all sessions run on."""

from pathlib import Path

import pytest

from tests.cli.console import SPEC, Console
from tests.cli.proofs import proofs, run_compile


@pytest.fixture(autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder for each test, so that no proof outlives it."""
    folder = tmp_path_factory.mktemp("cache")
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    return folder


@pytest.fixture
def console(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Console:
    """A console in an empty folder with one good spec, `shop.gitops`."""
    console = Console(tmp_path, capsys, monkeypatch)
    console.put("shop.gitops", SPEC)
    return console


@pytest.fixture
def settled(console: Console, cache: Path) -> Console:
    """A compiled spec whose proof has been taken."""
    assert " 0 written" not in run_compile(console)
    assert len(proofs(cache)) == 1
    return console
