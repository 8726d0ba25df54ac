"""Plans as the drawing room would draw them, and what becomes of them."""

from collections.abc import Iterable
from typing import Any

from gitopsc.backends.argocd import emit
from gitopsc.diagnostics.diagnostic import Diagnostic
from gitopsc.manifests.draft import Draft
from gitopsc.plan.cluster import ClusterAt
from gitopsc.plan.instance import Instance
from gitopsc.plan.namespace import NamespaceAt
from gitopsc.plan.plan import Plan
from gitopsc.plan.project import Project
from gitopsc.plan.slots import RepoAt
from gitopsc.plan.tenant import Tenant
from gitopsc.plan.unit import Need, Unit
from gitopsc.refs import Ref
from gitopsc.wiring.order import waves
from gitopsc.wiring.policy import APPS, INFRA, resolve
from tests.compiling import Object, by_name
from tests.payload.factory import APPS_REPO, PLATFORM, draft, place

HOME = place("argocd", PLATFORM)

TENANT = RepoAt(
    "tenant/shop",
    "tenant",
    (("team", "shop"),),
    "https://git.example.org/shop/gitops.git",
    "main",
    team="shop",
)
"""The repository that team `shop` writes to."""


def instance(cluster: str = "eu", **changes: Any) -> Instance:
    """A standalone Argo CD with everything in its root."""
    root = place(f"clusters/{cluster}", PLATFORM)
    made = Instance(
        ref=Ref("instance", ("argocd", cluster)),
        operator="argocd",
        mode="standalone",
        cluster=cluster,
        team=None,
        serves=(cluster,),
        namespace="argocd",
        version="3.5",
        install=None,
        link=None,
        nest=None,
        generate=None,
        start=None,
        shards=(),
        root=root,
        home=None,
        self_wiring=root,
        platform_project=place(f"clusters/{cluster}/project-platform.yaml", PLATFORM),
        default_project=None,
        tenancy=False,
        slices=None,
        policy=resolve(INFRA),
    )
    return made._replace(**changes)


def tenant(cluster: str = "eu", **changes: Any) -> Tenant:
    """Team `shop`."""
    made = Tenant(
        team="shop",
        instance=Ref("instance", ("argocd", cluster)),
        control_namespace="argocd",
        namespaces=((cluster, "shop-staging"),),
        repos=(APPS_REPO,),
        admins=(),
        deny=(),
        shard=None,
        slot=place(f"clusters/{cluster}/tenant-shop.yaml", PLATFORM),
        overlays=(),
        wiring=(),
        policy=resolve(APPS),
    )
    return made._replace(**changes)


def project(held: Tenant, **changes: Any) -> Project:
    """The project of a team, in the root."""
    made = Project(
        name=held.team,
        instance=held.instance,
        slot=place(f"clusters/{held.instance.path[1]}/project-{held.team}.yaml", PLATFORM),
        teams=(held.team,),
        namespaces=held.namespaces,
        repos=held.repos,
        admins=held.admins,
        deny=held.deny,
        reserved=(),
        gates=(),
    )
    return made._replace(**changes)


def namespace(name: str, cluster: str = "eu", **changes: Any) -> NamespaceAt:
    made = NamespaceAt(
        cluster=cluster,
        name=name,
        team="shop",
        labels=(),
        quota=(),
        limits=(),
        denies_network=False,
        admins=(),
        slot=place(f"clusters/{cluster}/namespaces.yaml", PLATFORM),
        instance=Ref("instance", ("argocd", cluster)),
    )
    return made._replace(**changes)


def plan(
    *units: Unit,
    instances: Iterable[Instance] = (instance(),),
    tenants: Iterable[Tenant] = (tenant(),),
    namespaces: Iterable[NamespaceAt] = (),
    projects: Iterable[Project] | None = None,
) -> Plan:
    running, held = tuple(instances), tuple(tenants)
    names = sorted({c for i in running for c in i.serves})
    return Plan(
        name="shop",
        instances=running,
        clusters=tuple(ClusterAt(n, f"https://{n}", f"{n}-kubeconfig") for n in names),
        units=tuple(unit for unit in units if not unit.is_infra),
        installs=tuple(unit for unit in units if unit.is_infra),
        waves=waves(units),
        namespaces=tuple(namespaces),
        grants=(),
        tenants=held,
        projects=tuple(map(project, held)) if projects is None else tuple(projects),
    )


def after(unit: Unit, *others: Unit) -> Unit:
    """The unit, coming after others."""
    needs = tuple(Need(other.ref, other.is_infra) for other in others)
    return unit._replace(needs=needs)


def emitted(made: Plan) -> tuple[Draft, tuple[Diagnostic, ...]]:
    tree = draft()
    return tree, emit(made, tree).diagnostics


def emitted_by_name(made: Plan) -> dict[tuple[str, str], Object]:
    """Every Kubernetes object of the emitted tree, by kind and name; no mistake is expected."""
    tree, diagnostics = emitted(made)
    assert [d for d in diagnostics if d.is_error] == []
    assert tree.collisions == ()
    return by_name(tree.tree())


def slugs(made: Plan) -> list[str]:
    return [diagnostic.slug for diagnostic in emitted(made)[1]]
