"""What a run leaves for the next one: a proof that nothing is left to do, and the parts of the spec
that may change alone."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from gitopsc.cli.spec import is_current
from gitopsc.cli.tally import NEXT, tally
from gitopsc.cli.target import Target
from gitopsc.delivery import Deliveries, Delivery, Kind
from gitopsc.delivery.output import DEEPEST
from gitopsc.delivery.paths import RECORDS
from gitopsc.delivery.record import fingerprint, record_path, render
from gitopsc.language.watched import WatchedLibrary
from gitopsc.memory.parts import Parts, keep_parts
from gitopsc.proof import cabinet
from gitopsc.proof.folders import look
from gitopsc.proof.proof import prove

ALL = 1_000
"""Levels of folders: more than any path can have."""


def remember(
    name: str,
    spec: str,
    began: int,
    library: WatchedLibrary,
    parts: Parts,
    target: Target,
    deliveries: Deliveries,
) -> None:
    """Keep what is known after a run that had nothing to complain about.

    :param name: the name of its proof.
    :param began: when it began, in nanoseconds.
    :param deliveries: what was brought to the disk, or found there.
    """
    entry, root = Path(spec).absolute(), target.folder.absolute()
    beside = entry.parent.resolve()
    listings = {str(beside / path): ALL for path in library.listed}
    listings |= {str(root): DEEPEST} if target.repo is None else {}
    listings |= {str(checkout.absolute() / RECORDS): 1 for checkout in deliveries.checkouts}
    counts = tally(deliveries, NEXT)
    counts["repositories"] -= deliveries.emptied  # of which the next run knows nothing
    proof = prove(
        [str(entry), *(str(beside / path) for path in library.answers)],
        listings,
        str(root),
        deliveries.each(partial(seen, root=root, since=began)),
        counts,
    )
    if proof and is_current(spec, library):
        cabinet.keep(name, proof)
        keep_parts(name, parts)


def seen(delivery: Delivery, root: Path, since: int) -> list[str] | None:
    """The files of a repository that stand once all is done, as they are seen now (`folders.look`).

    :param root: where all trees are.
    :param since: when the run began, in nanoseconds.
    """
    at = delivery.checkout.absolute().relative_to(root).as_posix()
    inside = "" if at == "." else f"{at}/"
    return look(str(root), {f"{inside}{path}": mark for path, mark in _marks(delivery)}, since)


def _marks(delivery: Delivery) -> Iterator[tuple[str, str | None]]:
    """Every file by its path in the repository, with its fingerprint; `None` for one that is
    theirs, whatever it holds."""
    out = _stay_out(delivery)
    for path in delivery.documents:
        if path not in out:
            yield path, next(iter(delivery.record.owned.get(path, ())), None)
    if not delivery.record.is_empty:
        text = render(delivery.record, delivery.owner)
        yield record_path(delivery.owner), fingerprint(text)
    yield from delivery.neighbours.items()


def _stay_out(delivery: Delivery) -> set[str]:
    """The seeds that were taken out of a set of which another stands: as long as that one does, and
    it is looked at, they do not come again."""
    out = [path for path, kind in delivery.steps.items() if kind is Kind.LEAVE_OUT]
    if not out:
        return set()
    sets = {path: document.seeded_with for path, document in delivery.documents.items()}
    kept = {sets[path] for path, kind in delivery.steps.items() if kind is Kind.KEEP_SEEDED}
    return {path for path in out if sets[path] in kept}
