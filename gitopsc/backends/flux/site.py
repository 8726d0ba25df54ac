"""One running Flux and everything in the plan that is its own."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from gitopsc.plan.carrier import Carrier
from gitopsc.plan.cluster import ClusterAt
from gitopsc.plan.instance import Instance
from gitopsc.plan.namespace import Grant, NamespaceAt
from gitopsc.plan.plan import Plan
from gitopsc.plan.preview import PreviewAt
from gitopsc.plan.slots import RepoAt, Slot
from gitopsc.plan.tenant import Tenant
from gitopsc.plan.unit import Unit
from gitopsc.plan.updater import Updater
from gitopsc.refs import Ref

OPERATOR = "flux"


@dataclass(frozen=True)
class Site:
    instance: Instance
    installs: tuple[Unit, ...]
    apps: tuple[Unit, ...]
    tenants: tuple[Tenant, ...]
    namespaces: tuple[NamespaceAt, ...]
    grants: tuple[Grant, ...]
    """Its rights, where it is one team's alone."""
    clusters: dict[str, ClusterAt]
    carriers: tuple[Carrier, ...]
    """The agents whose objects it applies."""
    updaters: tuple[Updater, ...]
    """What its image automation is told."""
    previews: tuple[PreviewAt, ...]
    """What it deploys for each pull request."""

    @property
    def units(self) -> tuple[Unit, ...]:
        return (*self.installs, *self.apps)

    @cached_property
    def root(self) -> Slot:
        """The folder that `flux bootstrap --path` names."""
        return self.instance.root_folder

    @cached_property
    def repo(self) -> str:
        """The repository of the root, which Flux knows by the name of its own namespace."""
        return self.root.repo.folder

    @property
    def namespace(self) -> str:
        return self.instance.namespace

    @property
    def is_hub(self) -> bool:
        return self.instance.mode == "hub"

    @property
    def keeps_releases(self) -> bool:
        """Whether HelmReleases stay in its own namespace: a hub has no helm-controller anywhere
        else (P39), and a team's own watches no other one."""
        return self.is_hub or self.instance.team is not None

    @property
    def has_operator(self) -> bool:
        """Whether the Flux Operator looks after it, which brings kinds of its own."""
        return self.instance.install == "flux-operator"

    @property
    def has_sets(self) -> bool:
        """Whether the links of apps are made by ResourceSets."""
        return self.instance.link == "resourceset"

    @property
    def declared(self) -> Ref:
        """The operator as the spec declares it."""
        return Ref("operator", (self.instance.operator,))

    def tenant(self, team: str | None) -> Tenant | None:
        """The tenant of a team whose links run with its own rights, otherwise `None`."""
        return self.delegated.get(team) if team else None

    @cached_property
    def delegated(self) -> dict[str, Tenant]:
        """The tenants whose links run with the rights of their team, by the team's name."""
        return {tenant.team: tenant for tenant in self.tenants if self.is_delegated(tenant)}

    def shard(self, team: str | None) -> str | None:
        """The shard that looks after what is a team's."""
        return self._shards.get(team) if team else None

    @cached_property
    def _shards(self) -> dict[str, str | None]:
        return {tenant.team: tenant.shard for tenant in self.tenants}

    def is_delegated(self, tenant: Tenant) -> bool:
        return tenant.control_namespace != self.namespace

    def reads(self, folder: Slot) -> bool:
        """Whether the root's scan comes to a folder by itself."""
        return self.root.holds(folder)

    def is_own(self, repo: RepoAt) -> bool:
        return repo.folder == self.repo

    def kubeconfig(self, cluster: str) -> str | None:
        """The Secret by which a hub reaches a cluster; `None` for the one it runs on."""
        is_home = cluster == self.instance.cluster
        return None if is_home else self.clusters[cluster].credentials


def sites(plan: Plan) -> Iterator[Site]:
    """The sites of a plan, in its order."""
    installs: dict[Ref, list[Unit]] = defaultdict(list)
    apps: dict[Ref, list[Unit]] = defaultdict(list)
    tenants: dict[Ref, list[Tenant]] = defaultdict(list)
    namespaces: dict[Ref, list[NamespaceAt]] = defaultdict(list)
    for unit in plan.installs:
        installs[unit.instance].append(unit)
    for unit in plan.units:
        apps[unit.instance].append(unit)
    for tenant in plan.tenants:
        tenants[tenant.instance].append(tenant)
    for namespace in plan.namespaces:
        namespaces[namespace.instance].append(namespace)
    clusters = {cluster.name: cluster for cluster in plan.clusters}
    for instance in plan.instances:
        if instance.operator == OPERATOR:
            ref = instance.ref
            yield Site(
                instance=instance,
                installs=tuple(installs[ref]),
                apps=tuple(apps[ref]),
                tenants=tuple(tenants[ref]),
                namespaces=tuple(namespaces[ref]),
                grants=tuple(grant for grant in plan.grants if grant.instance == ref),
                clusters=clusters,
                carriers=tuple(one for one in plan.carriers if one.instance == ref),
                updaters=tuple(one for one in plan.updaters if one.instance == ref),
                previews=tuple(one for one in plan.previews if one.like.instance == ref),
            )
