"""How many files become what, in the words of a summary."""

from collections import Counter
from collections.abc import Mapping

from gitopsc.delivery import Deliveries, Kind

NOW = {
    Kind.WRITE_NEW: "written",
    Kind.WRITE_SEED: "written",
    Kind.SEED_ANEW: "written",
    Kind.OVERWRITE: "written",
    Kind.UNCHANGED: "unchanged",
    Kind.ADOPT: "unchanged",
    Kind.KEEP_SEEDED: "kept",
    Kind.LEAVE_OUT: "kept",
    Kind.DELETE: "deleted",
}
"""What this run says of a file; of what is reported instead of done, nothing."""

NEXT = {
    Kind.WRITE_NEW: "unchanged",
    Kind.OVERWRITE: "unchanged",
    Kind.UNCHANGED: "unchanged",
    Kind.ADOPT: "unchanged",
    Kind.WRITE_SEED: "kept",
    Kind.SEED_ANEW: "kept",
    Kind.KEEP_SEEDED: "kept",
    Kind.LEAVE_OUT: "kept",
}
"""What the next run says of it, if nothing changes."""


def tally(deliveries: Deliveries, words: Mapping[Kind, str]) -> Counter[str]:
    """How many repositories there are, and of how many of their files a word is said."""
    counts = Counter(repositories=len(deliveries.checkouts))
    for kind, number in deliveries.counts.items():
        if kind in words:
            counts[words[kind]] += number
    return counts
