"""The agents that carry releases: their objects are applied, and some may touch Applications."""

from collections.abc import Iterator, Mapping

from gitopsc.backends.argocd.folders import platform_link
from gitopsc.backends.argocd.link import Consent, Link
from gitopsc.backends.argocd.namespaces import KEPT
from gitopsc.backends.argocd.order import Order
from gitopsc.backends.argocd.sets import makes_sets
from gitopsc.backends.argocd.site import Site, sites
from gitopsc.plan.carrier import STOP
from gitopsc.plan.conventions import Conventions
from gitopsc.plan.pattern import pattern
from gitopsc.plan.plan import Plan
from gitopsc.plan.unit import Unit
from gitopsc.refs import Ref
from gitopsc.wiring.versions.staging import PART_OF, strategies

STAGE = "kargo.akuity.io/authorized-stage"
"""Without this annotation Kargo's step `argocd-update` is turned away
(docs.kargo.io, "argocd-update")."""


def carrier_links(site: Site, order: Order) -> Iterator[Link]:
    """The Application on the objects of each agent. It comes last: something else has to bring the
    kinds of the objects, and in an earlier wave they would keep it from coming."""
    last = max(order.waves.values(), default=0)
    for carrier in site.carriers:
        if carrier.instance == site.instance.ref:
            yield platform_link(
                site,
                slot=site.root,
                name=carrier.link,
                folder=carrier.slot,
                cluster=carrier.cluster,
                wave=last,
            )


def consents(site: Site) -> Mapping[Ref, Consent]:
    """The consent of each unit to the agent beside this Argo CD that carries its releases."""
    found: dict[Ref, Consent] = {}
    for carrier in site.carriers:
        if carrier.cluster != site.instance.cluster:
            continue
        match carrier.using:
            case "kargo":
                said = f"{carrier.scope('{team}')}:{STOP}"
                found |= {
                    unit.ref: Consent(
                        annotations={STAGE: pattern(said).fill(unit.dimensions)},
                        patterns={STAGE: said},
                    )
                    for stop in carrier.stops
                    for unit in stop.units
                }
            case "gitops-promoter":
                found |= {
                    unit: Consent(labels={PART_OF: strategy.name})
                    for strategy in strategies(carrier)
                    for unit in strategy.units
                }
    return found


def is_staged(site: Site, unit: Unit) -> bool:
    """Whether an agent merges what is rendered, before it is deployed."""
    return any(
        carrier.using == "gitops-promoter" and carrier.stop(unit.ref) is not None
        for carrier in site.carriers
    )


def conventions(plan: Plan) -> Mapping[Ref, Conventions]:
    """The ways of each Argo CD of a plan."""
    return {site.instance.ref: Conventions(KEPT, _told(site)) for site in sites(plan)}


def _told(site: Site) -> dict[Ref, Mapping[str, str]]:
    """What a set makes carries no label of its own: whoever looks for one does not find it."""
    agreed = consents(site)
    return {
        unit.ref: {"name": unit.name, "namespace": unit.control_namespace}
        for unit in site.units
        if unit.ref in agreed and not (makes_sets(site.instance) and agreed[unit.ref].labels)
    }
