"""What `gitopsc check` tells of a delivery."""

from gitopsc.delivery.record import record_path
from gitopsc.delivery.steps import Delivery, Kind, shown

WORDS = {
    Kind.WRITE_NEW: "missing",
    Kind.WRITE_SEED: "missing",
    Kind.SEED_ANEW: "changed",
    Kind.OVERWRITE: "changed",
    Kind.EDITED: "edited",
    Kind.DELETE: "obsolete",
    Kind.FOREIGN: "foreign",
    Kind.LEFT_BEHIND: "left",
    Kind.DECIDING: "deciding",
    Kind.UNLISTED: "unlisted",
}


def differences(delivery: Delivery) -> tuple[str, ...]:
    """One line per file that is not what the spec compiles to: a word and its path.

    A stale record is told only where it is the one difference, as every other implies it. Hence:
    no line means that compiling would write nothing and report nothing.
    """
    lines = tuple(
        f"{WORDS[kind]} {shown(delivery.repo, path)}"
        for path, kind in delivery.steps.items()
        if kind in WORDS
    )
    if lines or delivery.record == delivery.recorded:
        return lines
    word = "missing" if delivery.recorded.is_empty else "changed"
    return (f"{word} {shown(delivery.repo, record_path(delivery.owner))}",)
