"""Carrying out many deliveries at once, by several processes.

Each delivery is for a repository of its own, so nobody waits for anybody.
"""

import os
from collections.abc import Callable, Sequence
from functools import partial

from gitopsc import hands
from gitopsc.delivery.carrier import carry_out
from gitopsc.delivery.complaints import write_failed
from gitopsc.delivery.steps import Delivery, Step
from gitopsc.diagnostics.diagnostic import Diagnostic

MANY = 5_000
"""Files for which a second process is worth its start."""

Complaints = tuple[Diagnostic, ...]
Progress = Callable[[Step], object]


def carry_out_all(
    deliveries: Sequence[Delivery], progress: Progress = lambda step: None
) -> Complaints:
    """Carry out deliveries for different repositories, each as `carry_out` does.

    :param progress: called after every pending step that this very process takes.
    :return: why the disk refused, if it did.
    """
    divided = shares(deliveries)
    step = _here(progress)
    told = hands.together([partial(_carry_out, share, step) for share in divided])
    heard = zip(divided, told, strict=True)
    return tuple(c for share, one in heard for c in (_stopped(share) if one is None else one))


def shares(deliveries: Sequence[Delivery]) -> list[list[Delivery]]:
    """The deliveries, divided so that all processes have about as much to do; one share where that
    is little."""
    work = {id(delivery): len(delivery.pending) for delivery in deliveries}
    number = hands.spare() if sum(work.values()) >= MANY else 1
    found: list[list[Delivery]] = [[] for _ in range(number)]
    loads = [0] * len(found)
    for delivery in sorted(deliveries, key=lambda delivery: -work[id(delivery)]):
        least = loads.index(min(loads))
        found[least].append(delivery)
        loads[least] += work[id(delivery)]
    return found


def _here(progress: Progress) -> Progress:
    """The progress, of what this very process does: others have nobody to tell."""
    process = os.getpid()
    return lambda step: progress(step) if os.getpid() == process else None


def _carry_out(share: Sequence[Delivery], progress: Progress) -> Complaints:
    return tuple(complaint for delivery in share for complaint in carry_out(delivery, progress))


def _stopped(share: Sequence[Delivery]) -> Complaints:
    """Of a process that was stopped the records promise what it was to write, and the next compile
    goes on."""
    first = share[0]
    stopped = ChildProcessError("the process that wrote it was stopped")
    return (write_failed(first.repo or str(first.checkout), stopped),)
