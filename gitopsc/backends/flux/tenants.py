"""What a team's links may do: accounts, bindings, sources, and the link to the team's own links."""

from collections.abc import Iterator, Mapping

from gitopsc.backends.flux.folders import outermost
from gitopsc.backends.flux.link import Key, Link
from gitopsc.backends.flux.namespaces import KEPT, NamespaceFiles
from gitopsc.backends.flux.reach import is_out_of_reach
from gitopsc.backends.flux.site import Site
from gitopsc.backends.flux.sources import repository, source_name
from gitopsc.diagnostics.diagnostic import Diagnostic, Label, Severity
from gitopsc.manifests.draft import Draft
from gitopsc.manifests.kinds import group_kind
from gitopsc.manifests.kubernetes import (
    KubernetesObject,
    account_subject,
    namespace,
    role_binding,
    service_account,
)
from gitopsc.payload import gather_beside
from gitopsc.plan.naming import folder_name
from gitopsc.plan.slots import Slot
from gitopsc.plan.tenant import Tenant
from gitopsc.refs import Ref, Where

ROLE = "admin"
"""What a team may do in its namespaces; Flux adds its own kinds to the role. Nothing is bound for
the whole cluster, so cluster-scoped objects are out of reach."""


def emit_tenant(site: Site, tenant: Tenant, files: NamespaceFiles, draft: Draft) -> None:
    """Put the furniture of a team: its own objects into the tenant's own file, unless there is an
    overlay, and what is in a namespace of its workloads beside that namespace, on whichever
    cluster."""
    subject = Ref("team", (tenant.team,))
    control, own = tenant.control_namespace, site.instance.cluster
    file = file_of(tenant)
    for item in own_objects(site, tenant, files) if file.is_file else ():
        draft.gather(file.repo.folder, file.path, item, subject, _rank(item))
    for cluster, name in tenant.namespaces:
        held = files.get(cluster, {})
        objects = _account(tenant, name)
        if cluster != own:
            objects += [namespace(control, annotations=KEPT), service_account(tenant.team, control)]
        elif _is_own(tenant, name, held):
            continue
        gather_beside(held.get(name) or next(iter(held.values())), objects, subject, draft)


def own_objects(site: Site, tenant: Tenant, files: NamespaceFiles) -> list[KubernetesObject]:
    """What a team holds where its operator runs, but for what stands beside a namespace."""
    control, own = tenant.control_namespace, site.instance.cluster
    made = _account(tenant, control)
    for cluster, name in tenant.namespaces:
        if cluster == own and _is_own(tenant, name, files.get(cluster, {})):
            made += _account(tenant, name)
    return made + [
        repository(source_name(site, repo), control, repo, tenant.shard) for repo in tenant.repos
    ]


def _is_own(tenant: Tenant, name: str, held: Mapping[str, Slot]) -> bool:
    """Whether the account in a namespace stands with the team's other objects: always in an
    overlay, otherwise where the namespace is not the platform's to create."""
    return bool(tenant.overlays) or name not in held


def file_of(tenant: Tenant) -> Slot:
    """Where a team's own objects stand; the folder of its overlay if it has one."""
    if tenant.overlays:
        return tenant.overlays[0].slot
    return tenant.slot.file_slot(f"{tenant.team}.yaml")


def nowhere_for_accounts(site: Site, files: NamespaceFiles) -> list[Diagnostic]:
    """Slug `nowhere-for-accounts`: the account a link is applied with has to exist on both sides of
    a hub (fluxcd.io, "Kustomization", "KubeConfig (Remote clusters)"), so each side needs a folder
    that the platform applies."""
    return [
        Diagnostic(
            "nowhere-for-accounts",
            f"on `{cluster}` the platform creates no namespace, so there is no place for the "
            f"account of team `{tenant.team}`",
            (Label(Where(Ref("team", (tenant.team,)), "namespace"), f"runs in `{name}` there"),),
            help=("give the team a namespace of its own",),
        )
        for tenant in site.delegated.values()
        for cluster, name in tenant.namespaces
        if cluster != site.instance.cluster and cluster not in files
    ]


def platform_rights(site: Site) -> Iterator[Diagnostic]:
    """Warning `platform-rights`: what a team writes is applied with the rights of the platform, so
    whoever may push to its repository may do anything on the cluster (P28)."""
    for tenant in site.tenants:
        if site.is_delegated(tenant) or site.instance.team:
            continue
        written = [repo for repo in tenant.repos if repo.team]
        if written:
            yield Diagnostic(
                "platform-rights",
                f"Flux applies what team `{tenant.team}` writes with the rights of the platform",
                (
                    Label(Where(Ref("team", (tenant.team,))), "has no rights of its own"),
                    Label(Where(Ref("repo", (written[0].name,))), "written by the team"),
                ),
                help=("add `place tenants`: then it is applied with the rights of the team",),
                severity=Severity.WARNING,
            )


def denials_not_enforced(site: Site) -> list[Diagnostic]:
    """What a team is denied and Flux cannot keep from it: rights only allow, they never deny."""
    found = []
    for tenant in site.tenants:
        where = Where(Ref("team", (tenant.team,)), "deny")
        if tenant.deny and not (site.is_delegated(tenant) or site.instance.team):
            found.append(
                _unenforced(
                    where,
                    "its links run with the rights of the platform",
                    "place `tenants`: then they run with its own",
                )
            )
            continue
        for word in tenant.deny:
            if not is_out_of_reach(group_kind(word)):
                found.append(
                    _unenforced(
                        where,
                        f"a team may write `{word}` in its namespaces",
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
    return [
        Link(
            key=Key(tenant.control_namespace, folder_name("tenant", folder, site.root.repo)),
            folder=folder,
            file=file_of(tenant),
            policy=tenant.policy,
            subject=Ref("team", (tenant.team,)),
            reads_all=True,
            account=tenant.team,
            shard=tenant.shard,
        )
        for folder in outermost(tenant.wiring)
    ]


def _rank(item: KubernetesObject) -> str:
    """In the file the accounts stand after the team's link, and before its sources."""
    ranks = {"ServiceAccount": "1", "RoleBinding": "2"}
    return f"0000-{ranks.get(str(item['kind']), '3')}"


def _account(tenant: Tenant, name: str) -> list[KubernetesObject]:
    """The team's account in a namespace, and the rights there of both its accounts: that of its
    links, and the local one of its HelmReleases."""
    accounts = sorted({tenant.control_namespace, name})
    subjects = [account_subject(tenant.team, at) for at in accounts]
    return [
        service_account(tenant.team, name),
        role_binding(tenant.team, name, cluster_role=ROLE, subjects=subjects),
    ]
