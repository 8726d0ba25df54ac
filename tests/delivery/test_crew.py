"""Several processes leave what one leaves, and what they complain about is heard."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from gitopsc import hands
from gitopsc.delivery import carry_out_all, crew, shares, survey_output
from gitopsc.delivery.steps import Delivery
from gitopsc.delivery.writer import Writer
from gitopsc.manifests.tree import Document
from tests.cli.console import everything

TREE = {
    f"apps/team-{number}": {f"{n}/app.yaml": Document(f"name: {number}.{n}\n") for n in range(size)}
    for number, size in enumerate((40, 3, 17, 1, 25, 9))
}
TOTAL = sum(map(len, TREE.values()))


@pytest.fixture
def three(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three processes, however little there is to do."""
    monkeypatch.setattr(crew, "MANY", 1)
    monkeypatch.setattr(hands, "spare", lambda: 3)


def surveyed(folder: Path) -> tuple[Delivery, ...]:
    return survey_output(TREE, folder, "shop")


def test_many_leave_what_one_leaves(tmp_path: Path, three: None) -> None:
    steps: list[object] = []
    assert carry_out_all(surveyed(tmp_path / "many"), steps.append) == ()
    assert 0 < len(steps) < TOTAL
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(crew, "MANY", TOTAL + 1)
        assert carry_out_all(surveyed(tmp_path / "one"), steps.append) == ()
    assert everything(tmp_path / "many") == everything(tmp_path / "one")
    assert not any(delivery.pending for delivery in surveyed(tmp_path / "many"))


def test_everything_is_in_one_share_and_none_is_much_larger(tmp_path: Path, three: None) -> None:
    found = shares(surveyed(tmp_path))
    assert sorted(d.repo for share in found for d in share) == sorted(TREE)
    assert {sum(len(d.pending) for d in share) for share in found} == {40, 28, 27}


def test_little_is_done_by_one(tmp_path: Path) -> None:
    assert [len(share) for share in shares(surveyed(tmp_path))] == [len(TREE)]


@pytest.mark.parametrize("number", range(len(TREE)))
def test_whoever_meets_a_full_disk_says_so(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, three: None
) -> None:
    def full() -> None:
        raise OSError(28, "No space left on device")

    told = _meet(number, full, tmp_path, monkeypatch)
    assert [f"apps/team-{number}" in message for message in told] == [True]
    assert "no space left" in told[0]


def test_one_that_is_killed_is_missed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, three: None
) -> None:
    """The others' work is done, and the next compile does the rest."""
    told = _meet(4, lambda: os.kill(os.getpid(), signal.SIGKILL), tmp_path, monkeypatch)
    assert ["was stopped" in message for message in told] == [True]
    monkeypatch.undo()
    assert carry_out_all(surveyed(tmp_path)) == ()
    assert not any(delivery.pending for delivery in surveyed(tmp_path))


def test_without_processes_to_spare_one_does_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, three: None
) -> None:
    def none() -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", none)
    steps: list[object] = []
    assert carry_out_all(surveyed(tmp_path), steps.append) == ()
    assert len(steps) == TOTAL


def _meet(
    number: int, what: Callable[[], object], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> list[str]:
    """Let something happen to whoever writes the second file of one repository."""
    write = Writer.write

    def writing(self: Writer, path: str, content: bytes) -> None:
        write(self, path, content)
        if content.startswith(f"name: {number}.".encode()):
            what()

    monkeypatch.setattr(Writer, "write", writing)
    return [complaint.message for complaint in carry_out_all(surveyed(folder))]
