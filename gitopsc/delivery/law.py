"""The law of ownership as two decisions, without a disk: docs/decisions/0004-ownership.md.

Contents appear as fingerprints; `found` is what stands on the disk, `None` where nothing does;
`ours` are the contents on our record, none where the path is not on it.
"""

from gitopsc.delivery.record import Marks
from gitopsc.delivery.steps import Kind

NOT_OURS: Marks = ()
"""What the record says of a path that is not on it."""


def of_emitted(found: str | None, wanted: str, ours: Marks, *, forced: bool) -> Kind:
    """What becomes of an owned file that the spec emits."""
    if found is None:
        return Kind.WRITE_NEW
    if found == wanted:
        return Kind.UNCHANGED if ours else Kind.ADOPT
    if not ours:
        return Kind.FOREIGN
    return Kind.OVERWRITE if found in ours or forced else Kind.EDITED


def of_obsolete(found: str | None, ours: Marks, *, forced: bool) -> Kind:
    """What becomes of a file on our record that the spec no longer emits."""
    if found is None:
        return Kind.FORGET
    return Kind.DELETE if found in ours or forced else Kind.EDITED
