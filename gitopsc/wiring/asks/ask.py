"""One word that is asked of operators, and what several kinds of things may ask."""

from collections.abc import Iterator
from typing import NamedTuple

from gitopsc.model.place import Place
from gitopsc.model.sync import Sync
from gitopsc.refs import Ref, Where

Operators = frozenset[str]
"""The operators by whom a word has to be realised, by name."""


Word = tuple[str, Where]
"""A word as in an `Ask`, and where it is said."""


class Ask(NamedTuple):
    word: str
    """`link applicationset`, `bump`, `config pointer`, …"""
    where: Where
    operators: Operators
    """Those that deploy what the word is about; no other one has to know it."""


def of_sync(ref: Ref, sync: Sync) -> Iterator[Word]:
    """What the `sync` of a thing asks."""
    if sync.heal is False:
        yield "heal false", Where(ref, "sync heal")
    if sync.every is not None:
        yield "sync every", Where(ref, "sync every")
    if sync.retries is not None:
        yield "sync retries", Where(ref, "sync retries")


def of_places(owner: tuple[str, ...], places: tuple[Place, ...]) -> Iterator[Word]:
    """What the places of an owner ask."""
    for place in places:
        if place.artefact in ("slices", "tenant-overlay"):
            yield place.artefact, Where(Ref("place", (*owner, place.artefact)))
