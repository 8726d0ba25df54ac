"""Argo CD's own installation: where it is part of the tree, Argo CD operates itself."""

from gitopsc.backends.argocd.destination import destination
from gitopsc.backends.argocd.home.chart import CHART, emit_chart
from gitopsc.backends.argocd.home.manifests import DEFINITIONS, UPSTREAM, emit_manifests
from gitopsc.backends.argocd.home.root import emit_kustomized_root
from gitopsc.backends.argocd.link import Link, git_source
from gitopsc.backends.argocd.settings import Settings, unsettled
from gitopsc.backends.argocd.site import Site
from gitopsc.backends.argocd.sync_policy import MAY_BE_LARGE, sync_policy
from gitopsc.backends.argocd.titles import titles
from gitopsc.diagnostics.diagnostic import Diagnostic, Label
from gitopsc.manifests.draft import Draft
from gitopsc.plan.slots import Slot
from gitopsc.refs import Where
from gitopsc.wiring.places.project_places import PLATFORM

__all__ = ["CHART", "DEFINITIONS", "UPSTREAM", "emit_home", "self_link"]


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


def emit_home(site: Site, needed: Settings, draft: Draft) -> tuple[Diagnostic, ...]:
    """Put the installation, and a root that takes it along. Nothing where it is somebody else's."""
    instance = site.instance
    if instance.home is None:
        return (_no_home(site),) if instance.install else unsettled(site, needed)
    if instance.install not in UPSTREAM:
        return emit_chart(site, instance.home, needed, draft)
    found = emit_manifests(site, instance.home, needed, draft)
    if site.is_kustomized:
        found += emit_kustomized_root(site, instance.home, draft)
    return found


def _no_home(site: Site) -> Diagnostic:
    return Diagnostic(
        "missing-place",
        f"nothing says where the installation of Argo CD on `{site.instance.cluster}` lives",
        (Label(Where(site.declared, "install"), "no `place operator`"),),
        help=(
            'add `place operator in REPO at "bootstrap/argo-cd"`',
            "or leave `install` out for an Argo CD that is there already",
        ),
    )
