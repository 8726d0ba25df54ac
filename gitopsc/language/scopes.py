"""The scopes of one thing: what is written twice for one scope is one section."""

from gitopsc.language.entry import Entry
from gitopsc.model.section import scope_text

WORDS = ("in", "on", "with")

ScopeKey = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]
"""Stages, clusters and groups, variants; three empty ones mean everywhere."""

EVERYWHERE: ScopeKey = ((), (), ())


def by_scope(owner: Entry) -> dict[ScopeKey, list[Entry]]:
    """The entries that speak for each scope; the thing's own block speaks for everywhere. A scope
    that mentions nothing which is declared speaks for nobody."""
    found: dict[ScopeKey, list[Entry]] = {EVERYWHERE: [owner]}
    for scope in owner.scopes:
        if all(scope.fields.get(word, True) for word in WORDS):
            found.setdefault(key_of(scope), []).append(scope)
    return found


def key_of(scope: Entry) -> ScopeKey:
    return scope.all("in"), scope.all("on"), scope.all("with")


def text_of(scope: Entry) -> str:
    """A scope as the model prints it (`str(scope)`)."""
    return scope_text(*key_of(scope))
