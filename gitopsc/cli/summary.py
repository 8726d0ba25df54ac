"""The one line that a compile ends with."""

from collections.abc import Mapping

WORDS = ("written", "unchanged", "kept", "deleted")


def summary(tally: Mapping[str, int]) -> str:
    """How many files were written, unchanged, kept and deleted; of deletions only if there are any.

    :param tally: numbers by those words, and of `repositories`; what is not there is none.
    """
    repos = tally.get("repositories", 0)
    counts = {word: tally.get(word, 0) for word in WORDS}
    said = ", ".join(f"{n} {word}" for word, n in counts.items() if n or word != "deleted")
    return f"{repos} repositor{'y' if repos == 1 else 'ies'}: {said}"
