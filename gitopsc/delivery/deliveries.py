"""The deliveries to all repositories of a spec, surveyed and carried out by several processes.

Each process has repositories of its own, and keeps what it found in its survey: only answers
travel. But all have been surveyed before the first file is written.
"""

from collections import Counter
from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from gitopsc.delivery.complaints import write_failed
from gitopsc.delivery.share import Answer, Complaints, Progress, Share
from gitopsc.delivery.steps import Delivery, Kind, shown
from gitopsc.workers import Workers


class Deliveries:
    """For many repositories what a `Delivery` is for one."""

    def __init__(self, workers: Workers[Share[Any]], refusals: Complaints) -> None:
        """Compare repositories with what stands in their checkouts, each as `survey` does.

        :param workers: each with a share of the repositories. Whatever is to be asked or carried
            out has to be so before they go.
        :param refusals: why nothing may be written, whatever stands in the checkouts.
        """
        self._workers = workers
        accounts = [] if refusals else self.each(_account)
        self.checkouts = tuple(account.checkout for account in accounts)
        self.diagnostics = (*refusals, *(found for one in accounts for found in one.diagnostics))
        self.blocked = bool(refusals) or any(account.blocked for account in accounts)
        self.counts = sum((account.counts for account in accounts), Counter[Kind]())
        """How many files become what."""
        self.emptied = sum(account.emptied for account in accounts)
        """In how many checkouts nothing of ours is left once all is done."""

    @property
    def pending_here(self) -> int:
        """How many files are touched by this very process."""
        return 0 if self.blocked else sum(n for _, n in self._workers.shares[0].each(_pending))

    def each(self, question: Callable[[Delivery], Answer]) -> list[Answer]:
        """What is to be said of each delivery, sorted by their repositories.

        :param question: a function of a module, or a part of one, that changes nothing.
        """
        told = self._workers.find_out(partial(Share.each, question=question))
        found = dict(answer for answers in told for answer in answers)
        return [found[repo] for repo in sorted(found)]

    def without_file(self, paths: Collection[str]) -> list[str]:
        """Those of some paths, as they are told, at which no file is ours to write or to take away;
        none where nothing may be written."""
        if self.blocked or not paths:
            return []
        return sorted({*paths}.difference(*self.each(partial(_at_files, paths=paths))))

    def carry_out(self, progress: Progress = lambda path: None) -> Complaints:
        """Bring all to the disk, each as `carry_out` does; nothing at all where one is blocked.

        :param progress: called after every pending file that this very process touches.
        :return: why the disk refused, if it did.
        """
        if self.blocked:
            return ()
        self._workers.shares[0].progress = progress  # other processes have nobody to tell
        told = zip(self._workers.shares, self._workers.ask(Share.carry_out), strict=True)
        return tuple(c for share, one in told for c in (_stopped(share) if one is None else one))


class _Account(NamedTuple):
    """What is told of every delivery."""

    checkout: Path
    diagnostics: Complaints
    blocked: bool
    counts: Counter[Kind]
    emptied: bool


def _account(delivery: Delivery) -> _Account:
    counts = Counter(delivery.steps.values())
    emptied = not delivery.documents and delivery.record.is_empty
    return _Account(delivery.checkout, delivery.diagnostics, delivery.blocked, counts, emptied)


def _pending(delivery: Delivery) -> int:
    return len(delivery.pending)


def _at_files(delivery: Delivery, paths: Collection[str]) -> set[str]:
    here = shown(delivery.repo, "")
    return {one for one in paths if one.startswith(here) and one[len(here) :] in delivery.steps}


def _stopped(share: Share[Any]) -> Complaints:
    """Of a process that was stopped the records promise what it was to write, and the next compile
    goes on."""
    stopped = ChildProcessError("the process that wrote it was stopped")
    return tuple(
        write_failed(one.repo or str(one.checkout), stopped) for one in share.recipients[:1]
    )
