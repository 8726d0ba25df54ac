"""Brought manifests that Flux would stumble over while it applies them."""

from collections.abc import Iterator

from gitopsc.backends.flux.reach import is_out_of_reach
from gitopsc.backends.flux.site import Site
from gitopsc.diagnostics.diagnostic import Diagnostic, Label
from gitopsc.manifests.kinds import is_namespaced, kind_of
from gitopsc.materials.manifests import BroughtObject
from gitopsc.plan.source import Manifests
from gitopsc.plan.unit import Unit
from gitopsc.refs import Where


def refused_manifests(site: Site) -> Iterator[Diagnostic]:
    """Slug `namespace-not-said`: infra is applied as it is, and an object that needs a namespace
    has to say which. Slug `not-permitted`: what the team's account may not write.

    A folder with a kustomization of its own is not looked into: it may say all of that itself.
    """
    for unit in site.units:
        source = unit.source
        if not isinstance(source, Manifests) or source.brought.has_kustomization:
            continue
        for item in source.brought.objects:
            kind = kind_of(item.content)
            if unit.is_infra and is_namespaced(kind) and not item.namespace:
                yield _nowhere(unit, item)
            if site.tenant(unit.team) and is_out_of_reach(kind):
                yield _not_permitted(unit, item)


def _nowhere(unit: Unit, item: BroughtObject) -> Diagnostic:
    return Diagnostic(
        "namespace-not-said",
        f"{unit.declared} brings the {item.kind} `{item.name}` without a namespace, and Flux does "
        "not choose one",
        (Label(Where(unit.declared, "manifests"), f"in `{item.file}`"),),
        help=(f"write `namespace:` into its metadata, for instance `{unit.namespace}`",),
    )


def _not_permitted(unit: Unit, item: BroughtObject) -> Diagnostic:
    return Diagnostic(
        "not-permitted",
        f"{unit.declared} brings the {item.kind} `{item.name}`, and the account of team "
        f"`{unit.team}` may not write it",
        (Label(Where(unit.declared, "manifests"), f"in `{item.file}`"),),
        help=("take it out, or bring it as an infra of the platform",),
    )
