"""What a run leaves for the next one: a proof that nothing is left to do, and the parts of the spec
that may change alone."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from gitopsc.cli.spec import is_current
from gitopsc.cli.tally import NEXT, tally
from gitopsc.cli.target import Target
from gitopsc.delivery import Deliveries, Delivery
from gitopsc.delivery.output import DEEPEST
from gitopsc.delivery.record import FOLDER, fingerprint, record_path, render
from gitopsc.language.watched import Watched
from gitopsc.memory.parts import Parts, keep_parts
from gitopsc.proof import cabinet
from gitopsc.proof.proof import Look, look, prove

ALL = 1_000
"""Levels of folders: more than any path can have."""


def remember(
    name: str,
    spec: str,
    began: int,
    library: Watched,
    parts: Parts,
    target: Target,
    deliveries: Deliveries,
) -> None:
    """Keep what is known after a run that had nothing to complain about.

    :param name: the name of its proof.
    :param began: when it began, in nanoseconds.
    :param deliveries: what was brought to the disk, or found there.
    """
    entry = Path(spec).absolute()
    beside = entry.parent.resolve()
    listings = {str(beside / path): ALL for path in library.listed}
    listings |= {str(target.folder.absolute()): DEEPEST} if target.repo is None else {}
    listings |= {str(checkout.absolute() / FOLDER): 0 for checkout in deliveries.checkouts}
    proof = prove(
        [str(entry), *(str(beside / path) for path in library.answers)],
        listings,
        deliveries.each(partial(_look, since=began)),
        tally(deliveries, NEXT),
    )
    if proof and is_current(spec, library):
        cabinet.keep(name, proof)
        keep_parts(name, parts)


def standing(delivery: Delivery) -> Iterator[tuple[str, str | None]]:
    """Every file of a repository, absolute, that stands once all is done, with its fingerprint;
    `None` for one that is theirs, whatever it holds."""
    at = str(delivery.checkout.absolute())
    for path in delivery.documents:
        yield f"{at}/{path}", next(iter(delivery.owned.get(path, ())), None)
    if delivery.owned:
        record = render(delivery.owned, delivery.owner)
        yield f"{at}/{record_path(delivery.owner)}", fingerprint(record)


def _look(delivery: Delivery, since: int) -> Look | None:
    return look(dict(standing(delivery)), since)
