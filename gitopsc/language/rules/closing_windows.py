"""A window that never closes is none: changes may be applied at any time."""

from itertools import pairwise

from gitopsc.language.entry import Entry
from gitopsc.language.mistakes import Mistakes
from gitopsc.language.vocabulary.fleet import DAYS

_SECONDS = {"s": 1, "m": 60, "h": 3600}
_DAY = 24 * 3600


def closing_windows(root: Entry, mistakes: Mistakes) -> None:
    """Complain about windows that are open until they open again (`without-effect`). One that is
    open longer than a day is fine where it does not open every day: a weekend."""
    for window in root.nested("window"):
        length, days = window.one("length"), window.all("days")
        if not length or not days:
            continue
        if int(length[:-1]) * _SECONDS[length[-1]] >= _longest_wait(days):
            mistakes.report(
                "without-effect",
                f"{window.title} never closes: it is open until it opens again",
                (window.fields["length"][0].span, "too long"),
                (window.spans["days"], "opens on these days"),
                help="make it shorter, or take the window out where changes may come at any time",
            )


def _longest_wait(days: tuple[str, ...]) -> int:
    """The seconds between two openings, where they are furthest apart in a week."""
    opens = sorted(DAYS.index(day) for day in days)
    return max(later - day for day, later in pairwise([*opens, opens[0] + len(DAYS)])) * _DAY
