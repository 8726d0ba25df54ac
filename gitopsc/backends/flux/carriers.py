"""The agents that carry releases: their objects are applied."""

from collections.abc import Mapping

from gitopsc.backends.flux.link import Key, Link
from gitopsc.backends.flux.namespaces import KEPT
from gitopsc.backends.flux.site import Site, sites
from gitopsc.plan.conventions import Conventions
from gitopsc.plan.plan import Plan
from gitopsc.refs import Ref


def carrier_links(site: Site) -> list[Link]:
    """The Kustomization on the objects of each agent. Kinds that are not known yet stop it, and
    nothing else; it is tried again until something has brought them."""
    return [
        Link(
            key=Key(site.namespace, carrier.link),
            folder=carrier.slot,
            file=site.root.file_slot(f"{carrier.link}.yaml"),
            policy=site.instance.policy,
            subject=carrier.ref,
            reads_all=True,
            kubeconfig=site.kubeconfig(carrier.cluster),
        )
        for carrier in site.carriers
    ]


def conventions(plan: Plan) -> Mapping[Ref, Conventions]:
    """The ways of each Flux of a plan. No agent tells it of releases: it polls, or its webhook
    receiver is told by the forge."""
    return {site.instance.ref: Conventions(KEPT, {}) for site in sites(plan)}
