"""No two Applications of one namespace share a name, whatever they are for (P19)."""

from collections.abc import Iterator, Sequence

from gitopsc.backends.argocd.link import Link
from gitopsc.diagnostics.diagnostic import Diagnostic, Label
from gitopsc.refs import Where


def taken_names(links: Sequence[Link]) -> Iterator[Diagnostic]:
    """Slug `name-collision`: of a unit with one of the tree's own Applications (`root`, `argocd`,
    `projects`, …), or of two of those."""
    holders: dict[tuple[str, str], Link] = {}
    for link in links:
        other = holders.setdefault((link.namespace, link.name), link)
        if other is not link:
            yield Diagnostic(
                "name-collision",
                f"two Applications in `{link.namespace}` would be called `{link.name}`",
                (
                    Label(Where(link.subject), "one of them"),
                    Label(Where(other.subject), "the other"),
                ),
                help=("rename one, or say `name` on the place of its wiring",),
            )
