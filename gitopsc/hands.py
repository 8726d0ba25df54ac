"""One work done by several processes: this very one, and others forked of it.

What a task works on was made before, and a forked process has it as well: only what comes of it is
handed over.
"""

import os
import sys
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

MOST = 4
"""More processes would wait for each other at the disk."""

Result = TypeVar("Result")


def spare() -> int:
    """How many processes can work at once."""
    if sys.platform != "linux":  # others have no `fork`, or warn of it
        return 1
    return min(MOST, len(os.sched_getaffinity(0)))


def together(tasks: Sequence[Callable[[], Result]]) -> list[Result | None]:
    """Do all tasks: the first, and those that the system has no process for, by this very process.

    :return: what comes of each, in their order; `None` where a process was stopped.
    """
    mine, *others = tasks
    begun = [_begin(task) for task in others]
    try:
        found: list[Result | None] = [mine()]
    finally:
        told = [_end(helper) if helper else None for helper in begun]
    for task, helper, result in zip(others, begun, told, strict=True):
        found.append(result if helper else task())
    return found


class _Helper(NamedTuple):
    process: int
    pipe: int
    """Through which it tells what came of its task."""


def _begin(task: Callable[[], object]) -> _Helper | None:
    """Let another process do a task; `None` where the system has none to spare."""
    ours, its = os.pipe()
    try:
        process = os.fork()
    except OSError:
        os.close(ours)
        os.close(its)
        return None
    if process:
        os.close(its)
        return _Helper(process, ours)
    try:
        import pickle  # not worth its import where all is done by one

        os.close(ours)
        with os.fdopen(its, "wb") as file:
            pickle.dump(task(), file)
    except Exception:  # a mistake of ours, which would be lost with the process
        sys.excepthook(*sys.exc_info())
    finally:
        os._exit(0)  # what is still to be said or tidied up is the first process's


def _end(helper: _Helper) -> "Result | None":
    """What came of a task, once its process is done."""
    import pickle

    with os.fdopen(helper.pipe, "rb") as file:
        told = file.read()
    os.waitpid(helper.process, 0)
    if not told:
        return None
    result: Result = pickle.loads(told)  # through a pipe that nobody else has
    return result
