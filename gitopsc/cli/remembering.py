"""What a run leaves for the next one: a proof that nothing is left to do, and the parts of the spec
that may change alone."""

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from gitopsc.cli.last_run import proof_name
from gitopsc.cli.spec import is_current
from gitopsc.cli.target import Target
from gitopsc.delivery import Delivery, Kind
from gitopsc.delivery.output import DEEPEST
from gitopsc.delivery.record import FOLDER, fingerprint, record_path, render
from gitopsc.language.watched import Watched
from gitopsc.memory.parts import Parts, keep_parts
from gitopsc.proof import cabinet
from gitopsc.proof.proof import prove

ALL = 1_000
"""Levels of folders: more than any path can have."""

BECOMES = {
    Kind.WRITE_NEW: "unchanged",
    Kind.OVERWRITE: "unchanged",
    Kind.UNCHANGED: "unchanged",
    Kind.ADOPT: "unchanged",
    Kind.WRITE_SEED: "kept",
    Kind.KEEP_SEEDED: "kept",
}
"""What the next run says of a file, if nothing changes."""


def remember(
    options: argparse.Namespace,
    began: int,
    library: Watched,
    parts: Parts,
    target: Target,
    deliveries: Sequence[Delivery],
) -> None:
    """Keep what is known after a run that had nothing to complain about.

    :param began: when the run began, in nanoseconds.
    :param deliveries: what was brought to the disk, or found there.
    """
    name = proof_name(options)
    if name is None:
        return
    spec = Path(options.spec).absolute()
    beside = spec.parent.resolve()
    listings = {str(beside / path): ALL for path in library.listed}
    listings |= {str(target.folder.absolute()): DEEPEST} if target.repo is None else {}
    listings |= {str(delivery.checkout.absolute() / FOLDER): 0 for delivery in deliveries}
    proof = prove(
        began,
        [str(spec), *(str(beside / path) for path in library.answers)],
        listings,
        {path: mark for delivery in deliveries for path, mark in standing(delivery)},
        _tally(deliveries),
    )
    if proof and is_current(options.spec, library):
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


def _tally(deliveries: Sequence[Delivery]) -> Counter[str]:
    counts = Counter(repositories=len(deliveries))
    for delivery in deliveries:
        counts.update(BECOMES[step.kind] for step in delivery.steps if step.kind in BECOMES)
    return counts
