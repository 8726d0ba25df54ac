"""The deliveries to all repositories of a spec, surveyed and carried out by several processes.

Each process has repositories of its own, and keeps what it found in its survey: only answers
travel. But all have been surveyed before the first file is written.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property, partial
from pathlib import Path
from typing import NamedTuple, TypeVar

from gitopsc import hands
from gitopsc.delivery.carrier import carry_out
from gitopsc.delivery.complaints import write_failed
from gitopsc.delivery.steps import Delivery, Kind
from gitopsc.delivery.surveyor import survey
from gitopsc.diagnostics.diagnostic import Diagnostic
from gitopsc.manifests.tree import Document

MANY = 5_000
"""Files for which a second process is worth its start."""

Answer = TypeVar("Answer")
Complaints = tuple[Diagnostic, ...]
Progress = Callable[[str], object]


class Site(NamedTuple):
    """A repository that is delivered to."""

    repo: str
    """What it is called in front of a path; `""` for a checkout that stands alone."""
    checkout: Path
    documents: Mapping[str, Document]


class Deliveries:
    """For many repositories what a `Delivery` is for one."""

    def __init__(
        self, shares: Sequence["_Share"], at_hand: "hands.Hands[_Share]", refusals: Complaints
    ) -> None:
        self._shares, self._hands = shares, at_hand
        self.checkouts = tuple(site.checkout for share in shares for site in share.sites)
        accounts = self.each(_account)
        self.diagnostics = (*refusals, *(found for one in accounts for found in one.diagnostics))
        self.blocked = bool(refusals) or any(account.blocked for account in accounts)
        self.counts = sum((account.counts for account in accounts), Counter[Kind]())
        """How many files become what."""

    @property
    def pending_here(self) -> int:
        """How many files are touched by this very process."""
        return sum(self._shares[0].each(_pending))

    def each(self, question: Callable[[Delivery], Answer]) -> list[Answer]:
        """What is to be said of each delivery, sorted by their repositories.

        :param question: a function of a module, or a part of one, that changes nothing.
        """
        asked = partial(_Share.each, question=question)
        found: dict[str, Answer] = {}
        for share, told in zip(self._shares, self._hands.ask(asked), strict=True):
            # What a process that was stopped does not say, this one finds out.
            answers = asked(share) if told is None else told
            found |= zip((site.repo for site in share.sites), answers, strict=True)
        return [found[repo] for repo in sorted(found)]

    def carry_out(self, progress: Progress = lambda path: None) -> Complaints:
        """Bring all to the disk, each as `carry_out` does; nothing at all where one is blocked.

        :param progress: called after every pending file that this very process touches.
        :return: why the disk refused, if it did.
        """
        if self.blocked:
            return ()
        self._shares[0].progress = progress  # other processes have nobody to tell
        told = zip(self._shares, self._hands.ask(_Share.carry_out), strict=True)
        return tuple(c for share, one in told for c in (_stopped(share) if one is None else one))


@contextmanager
def surveyed(
    sites: Sequence[Site],
    owner: str,
    force: frozenset[str] = frozenset(),
    refusals: Complaints = (),
) -> Iterator[Deliveries]:
    """Compare repositories with what stands in their checkouts, each as `survey` does. Whatever is
    to be asked or carried out has to be so before the other processes go.

    :param refusals: why nothing may be written, whatever stands in the checkouts.
    """
    shares = [_Share(share, owner, force) for share in _divided(sites)]
    with hands.Hands(shares) as at_hand:
        yield Deliveries(shares, at_hand, refusals)


class _Share:
    """The repositories of one process."""

    def __init__(self, sites: Sequence[Site], owner: str, force: frozenset[str]) -> None:
        self.sites = sites
        self.progress: Progress = lambda path: None
        self._owner, self._force = owner, force

    def each(self, question: Callable[[Delivery], Answer]) -> list[Answer]:
        return [question(delivery) for delivery in self._deliveries]

    def carry_out(self) -> Complaints:
        told = self.each(partial(carry_out, progress=self.progress))
        return tuple(complaint for one in told for complaint in one)

    @cached_property
    def _deliveries(self) -> list[Delivery]:
        return [
            survey(documents, checkout, self._owner, self._force, repo)
            for repo, checkout, documents in self.sites
        ]


class _Account(NamedTuple):
    """What is told of every delivery."""

    diagnostics: Complaints
    blocked: bool
    counts: Counter[Kind]


def _account(delivery: Delivery) -> _Account:
    return _Account(delivery.diagnostics, delivery.blocked, Counter(delivery.steps.values()))


def _pending(delivery: Delivery) -> int:
    return len(delivery.pending)


def _divided(sites: Sequence[Site]) -> list[list[Site]]:
    """The sites, divided so that all processes have about as much to do; one share where that is
    little."""
    number = hands.spare() if sum(map(_work, sites)) >= MANY else 1
    found: list[list[Site]] = [[] for _ in range(min(number, len(sites)) or 1)]
    loads = [0] * len(found)
    for site in sorted(sites, key=_work, reverse=True):
        least = loads.index(min(loads))
        found[least].append(site)
        loads[least] += _work(site)
    return found


def _work(site: Site) -> int:
    """About how much there is to do; where nothing is emitted any more, its record is read."""
    return 1 + len(site.documents)


def _stopped(share: _Share) -> Complaints:
    """Of a process that was stopped the records promise what it was to write, and the next compile
    goes on."""
    first = share.sites[0]
    stopped = ChildProcessError("the process that wrote it was stopped")
    return (write_failed(first.repo or str(first.checkout), stopped),)
