"""One running Argo CD and everything in the plan that is its own."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from gitopsc.plan.carrier import Carrier
from gitopsc.plan.cluster import ClusterAt
from gitopsc.plan.instance import Instance
from gitopsc.plan.namespace import Grant, NamespaceAt
from gitopsc.plan.plan import Plan
from gitopsc.plan.preview import PreviewAt
from gitopsc.plan.project import Project
from gitopsc.plan.slots import Slot
from gitopsc.plan.tenant import Tenant
from gitopsc.plan.unit import Unit
from gitopsc.plan.updater import Updater
from gitopsc.refs import Ref

OPERATOR = "argocd"


class Site(NamedTuple):
    instance: Instance
    units: tuple[Unit, ...]
    """Infra and apps, each in the plan's order."""
    links: tuple[Slot, ...]
    """The folders in which the links of units stand, each once."""
    tenants: tuple[Tenant, ...]
    namespaces: tuple[NamespaceAt, ...]
    projects: tuple[Project, ...]
    grants: tuple[Grant, ...]
    """Its rights, where it is one team's alone."""
    labels: Mapping[str, Mapping[str, str]]
    """Of each cluster but its own the labels of the Secret by which it is known."""
    servers: Mapping[str, str | None]
    """Of each cluster but its own the address, where the spec says it."""
    carriers: tuple[Carrier, ...]
    """All agents of the plan that carry releases."""
    updaters: tuple[Updater, ...]
    """What raises versions beside it."""
    previews: tuple[PreviewAt, ...]
    """What it deploys for each pull request."""
    windows: Mapping[str, str]
    """For each unit that changes only in a window, by its name, which one."""

    @property
    def root(self) -> Slot:
        """The folder the root Application reads."""
        return self.instance.root.folder

    @property
    def is_kustomized(self) -> bool:
        """Whether the root is a kustomization, and not a folder that is read as it is."""
        return self.instance.install == "kubectl"

    def is_at_root(self, folder: Slot) -> bool:
        """Whether what stands in a folder is applied by the root's own Application: that of the
        root itself, and as a kustomization it takes along what else lies in its repository."""
        return folder == self.root or (self.is_kustomized and folder.repo == self.root.repo)

    @property
    def declared(self) -> Ref:
        """The operator as the spec declares it."""
        return Ref("operator", (self.instance.operator,))

    def is_delegated(self, tenant: Tenant) -> bool:
        """Whether the team's Applications live in a namespace of the team's own."""
        return tenant.control_namespace != self.instance.namespace


def sites(plan: Plan) -> Iterator[Site]:
    """The sites of a plan, in its order."""
    units: dict[Ref, list[Unit]] = defaultdict(list)
    tenants: dict[Ref, list[Tenant]] = defaultdict(list)
    namespaces: dict[Ref, list[NamespaceAt]] = defaultdict(list)
    for unit in (*plan.installs, *plan.units):
        units[unit.instance].append(unit)
    for tenant in plan.tenants:
        tenants[tenant.instance].append(tenant)
    for namespace in plan.namespaces:
        namespaces[namespace.instance].append(namespace)
    projects: dict[Ref, list[Project]] = defaultdict(list)
    for project in plan.projects:
        projects[project.instance].append(project)
    for instance in plan.instances:
        if instance.operator == OPERATOR:
            ref = instance.ref
            remote = tuple(_remote(plan, instance))
            yield Site(
                instance=instance,
                units=tuple(units[ref]),
                links=_links(units[ref]),
                tenants=tuple(tenants[ref]),
                namespaces=tuple(namespaces[ref]),
                projects=tuple(projects[ref]),
                grants=tuple(grant for grant in plan.grants if grant.instance == ref),
                labels={cluster.name: dict(cluster.labels) for cluster in remote},
                servers={cluster.name: cluster.server for cluster in remote},
                carriers=plan.carriers,
                updaters=tuple(one for one in plan.updaters if one.instance == ref),
                previews=tuple(one for one in plan.previews if one.like.instance == ref),
                windows=dict(_windows(projects[ref])),
            )


def _links(units: Iterable[Unit]) -> tuple[Slot, ...]:
    """Told apart by texts: a slot takes ten times longer to hash, and mostly they are few."""
    found = {(unit.wiring.repo.folder, unit.wiring.directory): unit.wiring for unit in units}
    return tuple(slot.folder for slot in found.values())


def _windows(projects: Iterable[Project]) -> Iterator[tuple[str, str]]:
    for project in projects:
        for gate in project.gates:
            for name in gate.units:
                yield name, gate.window.name


def _remote(plan: Plan, instance: Instance) -> Iterator[ClusterAt]:
    for cluster in plan.clusters:
        if cluster.name in instance.serves and cluster.name != instance.cluster:
            yield cluster
