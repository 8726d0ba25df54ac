"""Several processes leave what one leaves, and what they complain about is heard."""

import os
import signal
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

import pytest

from gitopsc.delivery import Deliveries, differences
from gitopsc.delivery.ground import Ground, Sight
from gitopsc.delivery.steps import Delivery
from gitopsc.delivery.writer import Writer
from gitopsc.manifests.tree import Document
from tests.cli.console import everything
from tests.delivery.compiling import surveyed as tree_surveyed

TREE = {
    f"apps/team-{number}": {f"{n}/app.yaml": Document(f"name: {number}.{n}\n") for n in range(size)}
    for number, size in enumerate((40, 3, 17, 1, 25, 9))
}
TOTAL = sum(map(len, TREE.values()))
FIRST = os.getpid()


def surveyed(folder: Path, processes: int = 3) -> AbstractContextManager[Deliveries]:
    return tree_surveyed(TREE, folder, "shop", processes=processes)


alone = partial(surveyed, processes=1)


def settled(folder: Path) -> bool:
    with surveyed(folder) as found:
        return not any(found.each(differences))


def process_and_size(delivery: Delivery) -> tuple[int, int]:
    return os.getpid(), len(delivery.documents)


def test_many_leave_what_one_leaves(tmp_path: Path) -> None:
    taken: list[str] = []
    with surveyed(tmp_path / "many") as found:
        expected = found.pending_here
        assert found.carry_out(taken.append) == ()
    assert len(taken) == expected < TOTAL
    with alone(tmp_path / "one") as found:
        assert found.pending_here == TOTAL
        assert found.carry_out() == ()
    assert everything(tmp_path / "many") == everything(tmp_path / "one")
    assert settled(tmp_path / "many")


def test_many_find_what_one_finds(tmp_path: Path) -> None:
    for path in ("apps/team-2/3/app.yaml", "apps/team-4/1/app.yaml", "apps/team-0/0/app.yaml"):
        (tmp_path / path).parent.mkdir(parents=True)
        (tmp_path / path).write_text("theirs\n")
    with surveyed(tmp_path) as many:
        lines = many.each(differences)
    with alone(tmp_path) as one:
        assert one.each(differences) == lines
    assert one.diagnostics == many.diagnostics and len(one.diagnostics) == 3
    assert one.counts == many.counts
    assert sum(one.counts.values()) == TOTAL


def test_each_has_repositories_of_its_own(tmp_path: Path) -> None:
    with surveyed(tmp_path) as found:
        told = found.each(process_and_size)
    assert [size for _, size in told] == [len(TREE[repo]) for repo in sorted(TREE)]
    processes = [process for process, _ in told]
    assert len({*processes}) == 3 and processes[0] == FIRST


def test_there_may_be_nothing_at_all(tmp_path: Path) -> None:
    with tree_surveyed({}, tmp_path, processes=3) as found:
        assert found.each(process_and_size) == [] and found.checkouts == ()
        assert found.carry_out() == ()


@pytest.mark.parametrize("number", range(len(TREE)))
def test_where_one_is_blocked_nobody_writes(number: int, tmp_path: Path) -> None:
    (tmp_path / f"apps/team-{number}/0/app.yaml").mkdir(parents=True)
    with surveyed(tmp_path) as found:
        assert found.blocked and found.carry_out() == ()
    assert [complaint.slug for complaint in found.diagnostics] == ["not-a-file"]
    assert everything(tmp_path) == {}


@pytest.mark.parametrize("number", range(len(TREE)))
def test_whoever_meets_a_full_disk_says_so(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full() -> None:
        raise OSError(28, "No space left on device")

    told = _meet(number, full, tmp_path, monkeypatch)
    assert [f"apps/team-{number}" in message for message in told] == [True]
    assert "no space left" in told[0]


@pytest.mark.parametrize("processes", [1, 3])
def test_a_disk_that_is_full_is_told_once_by_each(
    processes: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Writer, path: str, content: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Writer, "write", full)
    with surveyed(tmp_path, processes) as found:
        assert len(found.carry_out()) == processes
    monkeypatch.undo()
    with surveyed(tmp_path) as found:
        assert found.carry_out() == ()
    assert settled(tmp_path)


def test_one_that_is_killed_is_missed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The others' work is done, and the next compile does the rest."""
    told = _meet(4, lambda: os.kill(os.getpid(), signal.SIGKILL), tmp_path, monkeypatch)
    assert ["was stopped" in message for message in told] == [True]
    monkeypatch.undo()
    with surveyed(tmp_path) as found:
        assert found.carry_out() == ()
    assert settled(tmp_path)


def test_what_one_that_is_killed_would_have_found_another_finds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To carry it out is left to the next compile."""

    look = Ground.look

    def looking(ground: Ground, path: str) -> Sight:
        if os.getpid() != FIRST:
            os.kill(os.getpid(), signal.SIGKILL)
        return look(ground, path)

    monkeypatch.setattr(Ground, "look", looking)
    with surveyed(tmp_path) as found:
        assert [len(lines) for lines in found.each(differences)] == [
            len(TREE[repo]) for repo in sorted(TREE)
        ]
        assert ["was stopped" in one.message for one in found.carry_out()] == [True, True]


def test_without_processes_to_spare_one_does_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none() -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", none)
    with surveyed(tmp_path) as found:
        assert {process for process, _ in found.each(process_and_size)} == {FIRST}
        assert found.carry_out() == ()
    assert settled(tmp_path)


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
    with surveyed(folder) as found:
        return [complaint.message for complaint in found.carry_out()]
