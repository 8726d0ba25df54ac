"""One Application per unit: an app in a stage on a cluster, or an infra on a cluster."""

from gitopsc.backends.argocd.carriers import is_staged
from gitopsc.backends.argocd.destination import destination
from gitopsc.backends.argocd.health import WINDOW
from gitopsc.backends.argocd.link import Consent, Link
from gitopsc.backends.argocd.rendered import hydrator
from gitopsc.backends.argocd.site import Site
from gitopsc.backends.argocd.sync_policy import MAY_BE_LARGE, sync_policy
from gitopsc.backends.argocd.workload import dependencies, sources
from gitopsc.manifests.draft import Draft
from gitopsc.plan.unit import Unit


def unit_link(
    site: Site,
    unit: Unit,
    draft: Draft,
    *,
    wave: int = 0,
    consent: Consent,
    templated: bool = False,
) -> Link:
    """Put the files of a unit and give the Application that deploys them.

    :param templated: a set makes it; waves and health mean nothing for what a set makes.
    """
    return Link(
        slot=unit.wiring,
        name=unit.name,
        namespace=unit.control_namespace,
        project=unit.project,
        sources=sources(unit, draft, templated=templated),
        destination=destination(site.instance, unit.cluster, unit.namespace),
        sync=sync_policy(
            unit.policy,
            site.instance.version,
            options=MAY_BE_LARGE if unit.is_infra else (),
        ),
        wave=wave,
        subject=unit.declared,
        hydrator=hydrator(unit, is_staged(site, unit)) if unit.is_hydrated else None,
        dependencies=dependencies(unit),
        consent=consent,
        shown={} if templated else _shown(site, unit),
    )


def _shown(site: Site, unit: Unit) -> dict[str, str]:
    window = site.windows.get(unit.name)
    return {WINDOW: window} if window else {}
