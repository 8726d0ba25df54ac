"""Did you mean …?"""

from collections.abc import Iterable

SHORTEST = 3
"""Letters from which on a beginning stands for one word, and not for any."""


def closest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate nearest to a misspelt word, or `None` when none is near: at most a third of the
    letters may differ, and at least one may, unless it is the only one. Ties go to the first in
    alphabetical order. Then the one candidate that the word abbreviates: `prod`, `production`."""
    known = sorted(candidates)
    limit = min(max(1, len(word) // 3), len(word) - 1)
    scored = [(distance(word.lower(), candidate.lower()), candidate) for candidate in known]
    best = min(scored, default=None, key=lambda pair: pair[0])
    if best and best[0] <= limit:
        return best[1]
    longer = [one for one in known if one.lower().startswith(word.lower())]
    return longer[0] if len(longer) == 1 and len(word) >= SHORTEST else None


def shortened(word: str, candidates: Iterable[str]) -> str | None:
    """The one candidate that abbreviates a word: `monday`, `mon`."""
    shorter = [one for one in candidates if word.lower().startswith(one.lower())]
    return shorter[0] if len(shorter) == 1 and len(shorter[0]) >= SHORTEST else None


def distance(one: str, other: str) -> int:
    """How many letters have to be added, removed, changed or swapped with their neighbour
    (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, mine in enumerate(one, 1):
        before, row, above = row, [i], before
        for j, theirs in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (mine != theirs))
            if i > 1 and j > 1 and mine == other[j - 2] and one[i - 2] == theirs:
                cost = min(cost, above[j - 2] + 1)
            row.append(cost)
    return row[-1]
