"""What a team's links may do: accounts, bindings, sources, and the link to the team's own links."""

from gitopsc.backends.flux.link import Link
from gitopsc.backends.flux.namespaces import FILE, KEPT
from gitopsc.backends.flux.site import Site
from gitopsc.backends.flux.sources import git_repository, source_name
from gitopsc.diagnostics.diagnostic import Diagnostic, Label
from gitopsc.manifests.draft import Draft
from gitopsc.manifests.kubernetes import (
    KubernetesObject,
    account_subject,
    namespace,
    role_binding,
    service_account,
)
from gitopsc.refs import Ref, Where
from gitopsc.wiring.plan import Tenant
from gitopsc.wiring.slots import Slot

ROLE = "admin"
"""What a team may do in its namespaces; Flux adds its own kinds to the role. Nothing is bound for
the whole cluster, so cluster-scoped objects are out of reach."""


def emit_tenant(site: Site, tenant: Tenant, draft: Draft) -> None:
    """Put the furniture of a team. What a spoke of a hub needs stands beside its namespaces,
    because it is applied there."""
    subject = Ref("team", (tenant.team,))
    control = tenant.control_namespace
    here = [service_account(tenant.team, control), _binding(tenant, control)]
    for cluster, name in tenant.namespaces:
        objects = [service_account(tenant.team, name), _binding(tenant, name)]
        if cluster == site.instance.cluster:
            here += objects
        else:
            _emit_on_spoke(site, tenant, cluster, objects, draft)
    here += [git_repository(source_name(site, repo), control, repo) for repo in tenant.repos]
    for item in here:
        file = tenant.slot.file(f"{tenant.team}.yaml")
        draft.gather(tenant.slot.repo.folder, file, item, subject, _rank(item))


OUT_OF_REACH = frozenset(
    {
        "ClusterRole",
        "ClusterRoleBinding",
        "CustomResourceDefinition",
        "IngressClass",
        "LimitRange",
        "Namespace",
        "Node",
        "PersistentVolume",
        "PriorityClass",
        "ResourceQuota",
        "StorageClass",
    }
)
"""Kinds that the role `admin` cannot write (kubernetes.io, "User-facing roles"), so that denying
them asks for nothing more."""


def undeniable(site: Site) -> list[Diagnostic]:
    """What a team is denied and Flux cannot keep from it: rights only allow, they never deny."""
    found = []
    for tenant in site.tenants:
        where = Where(Ref("team", (tenant.team,)), "deny")
        if tenant.deny and not site.is_delegated(tenant):
            found.append(
                _unenforced(
                    where,
                    "its links run with the rights of the platform",
                    "place `tenants`: then they run with its own",
                )
            )
            continue
        for kind in tenant.deny:
            if kind not in OUT_OF_REACH:
                found.append(
                    _unenforced(
                        where,
                        f"a team may write `{kind}` in its namespaces",
                        "leave it out, or keep the kind away by a policy of the cluster",
                    )
                )
    return found


def _unenforced(where: Where, why: str, way_out: str) -> Diagnostic:
    return Diagnostic(
        "deny-not-enforced",
        f"Flux cannot keep the team from what it is denied: {why}",
        (Label(where, "said here"),),
        help=(way_out,),
    )


def tenant_links(site: Site, tenant: Tenant) -> list[Link]:
    """The links to the folders of links in the team's own repositories, with the team's rights."""
    several = len(tenant.wiring) > 1
    return [
        Link(
            (
                tenant.control_namespace,
                f"{tenant.team}-{folder.path.replace('/', '-')}" if several else tenant.team,
            ),
            folder,
            Slot(tenant.slot.repo, tenant.slot.file(f"{tenant.team}.yaml")),
            tenant.policy,
            Ref("team", (tenant.team,)),
            account=tenant.team,
        )
        for folder in tenant.wiring
    ]


def _rank(item: KubernetesObject) -> str:
    ranks = {"Namespace": "0", "ServiceAccount": "1", "RoleBinding": "2"}
    return f"0000-{ranks.get(str(item['kind']), '3')}"


def _binding(tenant: Tenant, name: str) -> KubernetesObject:
    accounts = sorted({tenant.control_namespace, name})
    subjects = [account_subject(tenant.team, at) for at in accounts]
    return role_binding(tenant.team, name, cluster_role=ROLE, subjects=subjects)


def _emit_on_spoke(
    site: Site, tenant: Tenant, cluster: str, objects: list[KubernetesObject], draft: Draft
) -> None:
    """The account a link is applied with has to exist on both sides, in the namespace of the link
    (operators.md, "Remote apply")."""
    slot = next(item.slot for item in site.namespaces if item.cluster == cluster)
    control = tenant.control_namespace
    held = [
        namespace(control, annotations=KEPT),
        service_account(tenant.team, control),
        *objects,
    ]
    for item in held:
        rank = "0" if item["kind"] == "Namespace" else "1"
        subject = Ref("team", (tenant.team,))
        draft.gather(slot.repo.folder, slot.file(FILE), item, subject, rank)
