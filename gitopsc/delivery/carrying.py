"""Carrying out a delivery, in an order that a kill at any point leaves healable.

First the record promises everything that will be ours, then the files are written, then the
obsolete ones deleted, then the record is put right. So whatever stands on the disk at any time is
either untouched or on the record, and the next compile takes up from there.
"""

import os
from collections.abc import Callable, Iterable
from pathlib import Path

from gitopsc.delivery import complaints
from gitopsc.delivery.record import (
    Record,
    fingerprint,
    record_path,
    render,
    temporary_path,
    union,
)
from gitopsc.delivery.steps import GONE, SEEDING, WRITING, Delivery, shown
from gitopsc.delivery.writer import Writer
from gitopsc.diagnostics.diagnostic import Diagnostic


def carry_out(
    deliveries: Iterable[Delivery], progress: Callable[[str], object] = lambda path: None
) -> tuple[Diagnostic, ...]:
    """Write and delete what surveys found to be pending; nothing at all where nothing is.

    :param progress: called after every pending file.
    :return: why the disk refused, if it did. The work stops at the first file that it refuses, for
        one that is full refuses all others as well, and the next compile goes on.
    """
    found: list[Diagnostic] = []
    for delivery in deliveries:
        found.extend(_carry_out(delivery, progress))
        if any(complaint.slug == "write-failed" for complaint in found):
            break
    return tuple(found)


def _carry_out(delivery: Delivery, progress: Callable[[str], object]) -> tuple[Diagnostic, ...]:
    if delivery.blocked or not (delivery.pending or delivery.record != delivery.recorded):
        return ()
    if not _is_writable(delivery.checkout):
        reason = "cannot be written: permission denied"
        return (complaints.not_writable(str(delivery.checkout), reason),)
    writer = Writer(str(delivery.checkout), temporary_path(delivery.owner))
    try:
        writer.tidy()
        _perform(delivery, writer, progress)
    except OSError as error:
        return (complaints.write_failed(shown(delivery.repo, writer.at), error),)
    finally:
        writer.tidy()
    return ()


def _perform(delivery: Delivery, writer: Writer, progress: Callable[[str], object]) -> None:
    promised = union(delivery.recorded, delivery.record, _seeds(delivery))
    _put_record(delivery.recorded, promised, delivery.owner, writer)
    for path in delivery.pending:
        if delivery.steps[path] in WRITING:
            writer.write(path, delivery.documents[path].text.encode())
        else:
            writer.delete(path)
        progress(path)
    writer.settle()
    # A kill may have come between the deletion of a file and that of its folder.
    writer.prune(path for path, kind in delivery.steps.items() if kind in GONE)
    _put_record(promised, delivery.record, delivery.owner, writer)


def _put_record(standing: Record, wanted: Record, owner: str, writer: Writer) -> None:
    """Bring the record from what stands on the disk to what is wanted; an empty one is no file."""
    if wanted != standing and not wanted.is_empty:
        writer.write(record_path(owner), render(wanted, owner))
        writer.settle()
    elif wanted.is_empty and not standing.is_empty:
        writer.delete(record_path(owner))
        writer.prune((record_path(owner),))


def _seeds(delivery: Delivery) -> Record:
    """What will be seeded. It counts as owned until all is done, so that half of a set is known for
    what it is and completed; then it is theirs."""
    return Record(
        {
            path: (fingerprint(delivery.documents[path].text.encode()),)
            for path, kind in delivery.steps.items()
            if kind in SEEDING
        }
    )


def _is_writable(checkout: Path) -> bool:
    """Whether the checkout, or the folder in which it would be made, lets us write."""
    folder = checkout.absolute()
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)
