"""Running a command and saying what it cost: time on the wall, and peak memory."""

import os
import statistics
import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from time import perf_counter
from typing import NamedTuple


class Cost(NamedTuple):
    seconds: float
    mebibytes: float


class Case(NamedTuple):
    """Something to be measured, and what is done before each time without being measured."""

    command: Sequence[str]
    before: Callable[[], object] = lambda: None


def run(command: Sequence[str], environment: Mapping[str, str]) -> Cost:
    """Run a command to its end; one that fails ends the bench, with what it said."""
    with tempfile.TemporaryFile() as said:
        begin = perf_counter()
        process = subprocess.Popen(command, env=environment, stdout=said, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise SystemExit(f"{' '.join(command)}:\n{said.read().decode()[-2000:]}")
    return Cost(seconds, usage.ru_maxrss / 1024)


def in_turns(
    cases: Mapping[str, Case], rounds: int, environment: Mapping[str, str]
) -> dict[str, Cost]:
    """The medians of all cases, run in turns: what slows the machine for a while slows all."""
    costs: dict[str, list[Cost]] = {name: [] for name in cases}
    for _ in range(rounds):
        for name, case in cases.items():
            case.before()
            costs[name].append(run(case.command, environment))
    return {name: _median(found) for name, found in costs.items()}


def _median(costs: Sequence[Cost]) -> Cost:
    return Cost(*(statistics.median(values) for values in zip(*costs, strict=True)))


def files_below(folder: Path) -> int:
    return sum(len(files) for _, _, files in os.walk(folder))
