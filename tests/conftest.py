"""One switch for every expectation that is recorded as text, and one manner for random tests."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

from tests.cli.console import Console

# A landing must not depend on luck: under CI the same examples are tried every time. At a desk new
# ones are, and what they find becomes a case. No deadline: shared machines pause.
settings.register_profile("desk", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "desk")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update",
        action="store_true",
        help="rewrite recorded reports, trees and sessions; review them like prose",
    )


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update"))


@pytest.fixture
def console(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Console:
    """A console in an empty folder, with a cache of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "work"
    folder.mkdir()
    return Console(folder, capsys, monkeypatch)
