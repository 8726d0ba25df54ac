"""No two Applications of one namespace share a name, whatever they are for (P19), nor two sets; and
all these names fit (P42)."""

from collections.abc import Iterable, Iterator

from gitopsc.backends.argocd.link import Link
from gitopsc.backends.argocd.previews import PreviewSet
from gitopsc.backends.argocd.sets import ApplicationSet
from gitopsc.backends.collisions import name_collision
from gitopsc.diagnostics.diagnostic import Diagnostic
from gitopsc.wiring.lengths import LABEL, overlong

Named = Link | ApplicationSet | PreviewSet

_WAYS_OUT = {
    "ApplicationSet": "rename a team, an app or a stage: the names of sets are made of theirs",
}


def taken_names(links: Iterable[Named]) -> Iterator[Diagnostic]:
    """Slug `name-collision`: of a unit with one of the tree's own Applications (`root`, `argocd`,
    `projects`, …), of two of those, or of two sets.

    :param links: those that sets make are among them.
    """
    holders: dict[tuple[str, str, str], Named] = {}
    for link in links:
        other = holders.setdefault((link.kind, link.namespace, link.name), link)
        if other is not link:
            subjects, way_out = (link.subject, other.subject), _WAYS_OUT.get(link.kind)
            yield name_collision(link.kind, link.namespace, link.name, *subjects, way_out)


def long_names(links: Iterable[Named]) -> Iterator[Diagnostic]:
    """Slug `name-too-long`."""
    for link in links:
        yield from overlong(link.kind, link.subject, link.name, LABEL, says="has this link")
