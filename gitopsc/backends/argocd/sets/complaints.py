"""What stands in the way of a set."""

from gitopsc.backends.argocd.sets.gathering import Gathering
from gitopsc.backends.argocd.site import Site
from gitopsc.diagnostics.diagnostic import Diagnostic, Label
from gitopsc.refs import Ref, Where


def underivable(site: Site, gathering: Gathering, field: str) -> Diagnostic:
    return Diagnostic(
        "underivable-from-folders",
        f"`{field}` of the Applications of set `{gathering.name}` cannot be told from the path of "
        f"their folders (`{gathering.first.unit.patterns.path}`)",
        (
            Label(Where(site.declared, "generate"), "has nothing but the path"),
            Label(Where(gathering.first.unit.declared), "one of its apps"),
        ),
        help=(
            "say `generate files`, which hands over more, or `generate list`",
            "or give what differs a folder of its own in `place overlay`, e.g. `{app}/{stage}`",
        ),
    )


def unselectable(site: Site, gathering: Gathering, clusters: tuple[str, ...]) -> Diagnostic:
    names = ", ".join(f"`{name}`" for name in clusters)
    return Diagnostic(
        "clusters-not-selectable",
        f"no labels select {names} and no other cluster of the hub",
        (
            Label(Where(gathering.first.unit.declared), "runs there"),
            Label(Where(Ref("cluster", clusters[:1]), "labels"), "lacks a label of its own"),
            Label(Where(site.declared, "generate"), "selects by labels"),
        ),
        help=(
            "give what is to be selected a label that nothing else has, and put it on the Secrets "
            "of the clusters",
            "or say `generate list`",
        ),
    )


def oversized(site: Site, gathering: Gathering) -> Diagnostic:
    return Diagnostic(
        "oversized-document",
        f"the ApplicationSet `{gathering.name}` makes {len(gathering.members)} Applications and is "
        "larger than 1 MiB, which no cluster stores",
        (Label(_said(site), "has to write all of them out"),),
        help=(
            "say `generate files`, which keeps what differs beside each app",
            "or split it: add `{app}` or `{cluster}` to the pattern of `place wiring`",
        ),
    )


def _said(site: Site) -> Where:
    return Where(site.declared, "generate" if site.instance.generate else "link")
