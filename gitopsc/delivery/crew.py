"""Carrying out many deliveries at once, by several processes.

Each delivery is for a repository of its own, so nobody waits for anybody. What is to be written was
made before, and a process that was forked has it as well: only complaints are handed over.
"""

import os
import pickle
import sys
from collections.abc import Callable, Sequence
from typing import NamedTuple

from gitopsc.delivery.carrier import carry_out
from gitopsc.delivery.complaints import write_failed
from gitopsc.delivery.steps import Delivery, Step
from gitopsc.diagnostics.diagnostic import Diagnostic

MANY = 5_000
"""Files for which a second process is worth its start."""
MOST = 4
"""More processes would wait for each other at the disk."""

Complaints = tuple[Diagnostic, ...]
Progress = Callable[[Step], object]


def carry_out_all(
    deliveries: Sequence[Delivery], progress: Progress = lambda step: None
) -> Complaints:
    """Carry out deliveries for different repositories, each as `carry_out` does.

    :param progress: called after every pending step that this very process takes.
    :return: why the disk refused, if it did.
    """
    mine, *others = shares(deliveries)
    begun: list[_Helper] = []
    for share in others:
        helper = _begin(share)
        if helper:
            begun.append(helper)
        else:
            mine += share
    try:
        told = _carry_out(mine, progress)
    finally:
        heard = [_end(helper) for helper in begun]
    return tuple(complaint for one in (told, *heard) for complaint in one)


def shares(deliveries: Sequence[Delivery]) -> list[list[Delivery]]:
    """The deliveries, divided so that all processes have about as much to do; one share where that
    is little, or no process can be doubled."""
    work = {id(delivery): len(delivery.pending) for delivery in deliveries}
    found: list[list[Delivery]] = [[] for _ in range(_hands() if sum(work.values()) >= MANY else 1)]
    loads = [0] * len(found)
    for delivery in sorted(deliveries, key=lambda delivery: -work[id(delivery)]):
        least = loads.index(min(loads))
        found[least].append(delivery)
        loads[least] += work[id(delivery)]
    return found


def _hands() -> int:
    if sys.platform != "linux":  # others have no `fork`, or warn of it
        return 1
    return min(MOST, len(os.sched_getaffinity(0)))


def _carry_out(share: Sequence[Delivery], progress: Progress) -> Complaints:
    return tuple(complaint for delivery in share for complaint in carry_out(delivery, progress))


class _Helper(NamedTuple):
    process: int
    pipe: int
    """Through which it tells its complaints."""
    share: Sequence[Delivery]


def _begin(share: Sequence[Delivery]) -> _Helper | None:
    """Let another process carry out a share; `None` where the system has none to spare."""
    ours, its = os.pipe()
    try:
        process = os.fork()
    except OSError:
        os.close(ours)
        os.close(its)
        return None
    if process:
        os.close(its)
        return _Helper(process, ours, share)
    try:
        os.close(ours)
        os.write(its, pickle.dumps(_carry_out(share, lambda step: None)))
    except Exception:  # a mistake of ours, which would be lost with the process
        sys.excepthook(*sys.exc_info())
    finally:
        os._exit(0)  # what is still to be said or tidied up is the first process's


def _end(helper: _Helper) -> Complaints:
    """What a process has told, once it is done. Where it was stopped, the records promise what it
    was to write, and the next compile goes on."""
    with os.fdopen(helper.pipe, "rb") as file:
        told = file.read()
    os.waitpid(helper.process, 0)
    if told:
        complaints: Complaints = pickle.loads(told)  # through a pipe that nobody else has
        return complaints
    first = helper.share[0]
    stopped = ChildProcessError("the process that wrote it was stopped")
    return (write_failed(first.repo or str(first.checkout), stopped),)
