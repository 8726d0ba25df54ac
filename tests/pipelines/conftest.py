"""The Git server that pipelines push to."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.real.gitserver import Forge, forge


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Forge]:
    with forge(tmp_path / "server") as running:
        yield running
