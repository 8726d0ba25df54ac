"""A run of several processes is a run of one: the same reports, the same files."""

import os
import re
import signal
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from gitopsc import workers
from gitopsc.cli import emitting
from gitopsc.cli.alone import alone
from gitopsc.cli.emitting import Emitting, divided
from gitopsc.compiler import Emission
from gitopsc.delivery import share
from tests.cli.console import Console
from tests.test_cases import CASES, MARKER
from tests.test_portions import SPECS, planned

ROOMS = ("argocd", "carriers", "config", "flux", "pipelines", "previews", "rendering", "tenancy")
"""Those in which emission has something to complain about."""
KNOWN = [*SPECS, *sorted(path for room in ROOMS for path in CASES.glob(f"{room}/*.gitops"))]
PATHS = [
    path
    for path in KNOWN
    if re.search(r" per |\brepo .*\n+(.*\n)*\s*repo ", path.read_text("utf-8"))
]
"""With several repositories: one is emitted by one."""
FIRST = os.getpid()


@pytest.fixture
def three(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three processes, however little there is to do."""
    monkeypatch.setattr(emitting, "MANY", 1)
    monkeypatch.setattr(workers, "spare", lambda: 3)


@pytest.mark.parametrize("path", [pytest.param(p, id=f"{p.parent.name}-{p.stem}") for p in PATHS])
def test_three_do_what_one_does(
    path: Path, console: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = path.read_text(encoding="utf-8").partition(MARKER)[0]
    console.put(path.name, text)
    for beside in path.parent.rglob("*") if "examples" in str(path) else ():
        if beside.is_file() and not {"argocd", "flux"} & {*beside.relative_to(path.parent).parts}:
            console.put(str(beside.relative_to(path.parent)), beside.read_bytes())
    one = console.run("compile", path.name, "-o", "out", "--no-cache")
    left = console.everything()
    monkeypatch.setattr(emitting, "MANY", 1)
    monkeypatch.setattr(workers, "spare", lambda: 3)
    assert console.run("check", path.name, "-o", "out", "--no-cache").code == one.code
    many = console.run("compile", path.name, "-o", "many", "--no-cache")
    assert many == one
    assert console.everything("many") == left


def test_what_a_process_that_is_killed_would_have_emitted_another_emits(
    console: Console, monkeypatch: pytest.MonkeyPatch, three: None
) -> None:
    """It is carried out by the next compile."""
    spec = Path(__file__).parents[1] / "patterns/repo-per-team.gitops"
    console.put("topology.gitops", spec.read_bytes())
    told = Emitting.told

    def dying(self: Emitting) -> Emission:
        if os.getpid() != FIRST:
            os.kill(os.getpid(), signal.SIGKILL)
        return told(self)

    monkeypatch.setattr(Emitting, "told", dying)
    stopped = console.run("compile", "topology.gitops", "-o", "out")
    assert stopped.code == 1 and "was stopped" in stopped.err
    monkeypatch.undo()
    monkeypatch.chdir(console.folder)
    assert console.run("compile", "topology.gitops", "-o", "out").code == 0
    assert console.run("check", "topology.gitops", "-o", "out").code == 0


@pytest.mark.skipif(sys.platform != "linux", reason="others do all in one process")
def test_the_processes_of_a_compile_that_was_killed_end_before_another_one_begins(
    console: Console, monkeypatch: pytest.MonkeyPatch, three: None
) -> None:
    """They would write on, over what was edited meanwhile."""
    spec = Path(__file__).parents[1] / "patterns/repo-per-team.gitops"
    console.put("topology.gitops", spec.read_bytes())
    (console.folder / "out").mkdir()
    killed, carry_out = os.fork(), share.carry_out
    if not killed:

        def slow(*arguments: Any) -> Any:
            console.put(f"began-{os.getpid()}", "")
            time.sleep(1)
            return carry_out(*arguments)

        monkeypatch.setattr(share, "carry_out", slow)
        console.run("compile", "topology.gitops", "-o", "out")
        os._exit(0)
    while len(begun := [*console.folder.glob("began-*")]) < 2:
        time.sleep(0.01)
    os.kill(killed, signal.SIGKILL)
    os.waitpid(killed, 0)
    with alone(console.folder / "out"):
        assert len(begun) == 2
        written = [path for path in console.everything() if ".gitopsc/" not in path]
        assert len(written) <= 1, "not one more than the one that was being written"
        time.sleep(1.5)
        assert [path for path in console.everything() if ".gitopsc/" not in path] == written


@pytest.mark.parametrize("pattern, expected", [("repo-per-team", 2), ("repo", 1)])
def test_there_are_no_more_processes_than_repositories(
    pattern: str, expected: int, three: None
) -> None:
    found = planned(CASES.parent / f"patterns/{pattern}.gitops", "argocd")
    assert found.plan
    assert len({unit.overlay.repo for unit in found.plan.units}) == 1
    assert len(divided(found)) == expected
