"""How many processes there are at most."""

import os
import sys
from pathlib import Path

import pytest

from gitopsc import workers


@pytest.mark.skipif(sys.platform != "linux", reason="all others do everything in one process")
@pytest.mark.parametrize(
    "processors, quota, expected",
    [
        pytest.param(8, None, 4, id="no container"),
        pytest.param(8, "max 100000", 4, id="a container without a limit"),
        pytest.param(2, "max 100000", 2, id="two processors"),
        pytest.param(8, "200000 100000", 2, id="two of eight"),
        pytest.param(8, "50000 100000", 1, id="half of one"),
        pytest.param(2, "800000 100000", 2, id="more than there are"),
        pytest.param(8, "rubbish", 4, id="something else"),
    ],
)
def test_no_more_than_there_are_processors_to_use(
    processors: int,
    quota: str | None,
    expected: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = tmp_path / "cpu.max"
    if quota is not None:
        file.write_text(f"{quota}\n")
    monkeypatch.setattr(workers, "QUOTA", file)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(processors)))
    assert workers.spare() == expected
