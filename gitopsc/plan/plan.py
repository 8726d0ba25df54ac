"""The drawing both workshops build from: everything concrete, nothing of one operator alone."""

from collections.abc import Mapping
from typing import NamedTuple

from gitopsc.plan.carrier import Carrier
from gitopsc.plan.cluster import ClusterAt
from gitopsc.plan.instance import Instance
from gitopsc.plan.mover import Mover
from gitopsc.plan.namespace import Grant, NamespaceAt
from gitopsc.plan.preview import PreviewAt
from gitopsc.plan.project import Project
from gitopsc.plan.slots import RepoAt
from gitopsc.plan.tenant import Tenant
from gitopsc.plan.unit import Unit
from gitopsc.plan.updater import Updater
from gitopsc.refs import Ref


class Plan(NamedTuple):
    """Units and their furniture, each tuple sorted by name; units in dependency order."""

    name: str
    instances: tuple[Instance, ...]
    clusters: tuple[ClusterAt, ...]
    units: tuple[Unit, ...]
    installs: tuple[Unit, ...]
    """The infra, unit by unit."""
    waves: Mapping[Ref, int]
    """The longest way to each of them along `needs`, from 0."""
    namespaces: tuple[NamespaceAt, ...]
    grants: tuple[Grant, ...]
    tenants: tuple[Tenant, ...]
    projects: tuple[Project, ...]
    repos: tuple[RepoAt, ...] = ()
    """All in which anything has its place, ours or not."""
    carriers: tuple[Carrier, ...] = ()
    """The agents that carry releases inside a cluster."""
    movers: tuple[Mover, ...] = ()
    """The agents that raise versions, version by version."""
    updaters: tuple[Updater, ...] = ()
    """Those of them that run beside an operator."""
    previews: tuple[PreviewAt, ...] = ()

    def cluster(self, name: str) -> ClusterAt:
        return next(cluster for cluster in self.clusters if cluster.name == name)
