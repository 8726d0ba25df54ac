"""Argo CD's own installation: where it is part of the tree, Argo CD operates itself."""

from collections.abc import Iterator, Sequence

from gitopsc.backends.argocd.destination import destination
from gitopsc.backends.argocd.home.chart import CHART, emit_chart
from gitopsc.backends.argocd.home.manifests import DEFINITIONS, UPSTREAM, emit_manifests
from gitopsc.backends.argocd.home.root import emit_kustomized_root
from gitopsc.backends.argocd.link import Link, git_source
from gitopsc.backends.argocd.settings import Settings, scenes, unsettled
from gitopsc.backends.argocd.site import Site
from gitopsc.backends.argocd.sync_policy import MAY_BE_LARGE, sync_policy
from gitopsc.backends.argocd.titles import titles
from gitopsc.diagnostics.diagnostic import Diagnostic, Label
from gitopsc.manifests.draft import Draft
from gitopsc.plan.slots import Slot
from gitopsc.refs import Where
from gitopsc.wiring.places.project_places import PLATFORM

__all__ = ["CHART", "DEFINITIONS", "UPSTREAM", "emit_home", "homeless", "self_link"]


def self_link(site: Site, home: Slot) -> Link:
    """The Application by which Argo CD operates itself. It never prunes: that could be itself."""
    instance = site.instance
    name = titles(instance).own
    is_chart = instance.install not in UPSTREAM
    return Link(
        slot=instance.self_wiring,
        name=name,
        namespace=instance.namespace,
        project=PLATFORM,
        sources=(git_source(home, {"helm": {"releaseName": name}} if is_chart else None),),
        destination=destination(instance, instance.cluster, instance.namespace),
        sync=sync_policy(instance.policy, instance.version, options=MAY_BE_LARGE, prune=False),
        wave=0,
        subject=site.declared,
    )


def emit_home(site: Site, home: Slot, needed: Settings, draft: Draft) -> tuple[Diagnostic, ...]:
    """Put the installation, and a root that takes it along."""
    if site.instance.install not in UPSTREAM:
        return emit_chart(site, home, needed, draft)
    found = emit_manifests(site, home, needed, draft)
    if site.is_kustomized:
        found += emit_kustomized_root(site, home, draft)
    return found


def homeless(needed: Sequence[tuple[Site, Settings]]) -> Iterator[Diagnostic]:
    """What to complain about where no place holds the installation: it may be somebody else's."""
    ours = [site for site, _ in needed if site.instance.install]
    if ours:
        yield _no_home(ours)
    yield from unsettled([one for one in needed if not one[0].instance.install])


def _no_home(sites: Sequence[Site]) -> Diagnostic:
    return Diagnostic(
        "missing-place",
        f"nothing says where the installation of Argo CD on {scenes(sites)} lives",
        (Label(Where(sites[0].declared, "install"), "no `place operator`"),),
        help=(
            'add `place operator in REPO at "bootstrap/argo-cd"`',
            "or leave `install` out for an Argo CD that is there already",
        ),
    )
