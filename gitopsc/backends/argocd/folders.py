"""The Applications that read folders of links: the root, the folders beside it, the teams' own."""

from collections.abc import Iterator
from typing import NamedTuple

from gitopsc.backends.argocd.cluster_resources import resource_folders
from gitopsc.backends.argocd.destination import destination
from gitopsc.backends.argocd.link import Link, git_source
from gitopsc.backends.argocd.order import Order
from gitopsc.backends.argocd.project import project_slots
from gitopsc.backends.argocd.site import Site
from gitopsc.backends.argocd.sync_policy import MAY_BE_LARGE, sync_policy
from gitopsc.backends.argocd.titles import titles
from gitopsc.backends.argocd.waves import NAMESPACES, PROJECTS
from gitopsc.plan.naming import folder_name
from gitopsc.plan.slots import Slot
from gitopsc.plan.tenant import Tenant
from gitopsc.wiring.places.project_places import PLATFORM


class Read(NamedTuple):
    """A folder that the platform reads, and on which cluster its objects are put."""

    folder: Slot
    name: str
    cluster: str
    holds: str
    """`projects`, `namespaces`, or `links`."""

    def is_by_root(self, site: Site) -> bool:
        """Whether the root's Application reads it, which puts everything on its own cluster."""
        return self.cluster == site.instance.cluster and site.is_at_root(self.folder)


def root_link(site: Site, wave: int) -> Link:
    """The Application on the root, standing in the root: whoever applies it once, by hand, starts
    everything. It prunes: a link that is gone from the folder goes away, what it had deployed
    stays, because Applications carry no finalizer.

    Where there is an order it is the last: its health is that of all others, and in an earlier wave
    a unit that fails later would keep it, and with it the repair, from being applied.
    """
    slot = _root_slot(site)
    stem = root_file(site).rpartition("/")[2].rpartition(".")[0]
    options = MAY_BE_LARGE if site.is_kustomized else ()
    return platform_link(
        site,
        slot=slot,
        name=stem,
        folder=site.root,
        cluster=site.instance.cluster,
        wave=wave,
        options=options,
    )


def root_file(site: Site) -> str:
    """The file of that Application."""
    return _root_slot(site).file(f"{titles(site.instance).root}.yaml")


def _root_slot(site: Site) -> Slot:
    """In the root; but where the root takes the installation along, an Application on the one is
    that on the other, and stands where that is placed."""
    own = site.instance.self_wiring
    return own if site.is_kustomized and own != site.root else site.instance.root


def folder_links(site: Site, order: Order) -> Iterator[Link]:
    """An Application for each folder that the platform reads beside the root, each one once."""
    beside: dict[Slot, list[Read]] = {}
    by_set = resource_folders(site).values()
    for read in _reads(site):
        if not read.is_by_root(site) and read.folder not in by_set:
            beside.setdefault(read.folder, []).append(read)
    for folder, uses in beside.items():
        holds = {read.holds for read in uses}
        yield platform_link(
            site,
            slot=site.root,
            name=uses[0].name,
            folder=folder,
            cluster=uses[0].cluster,
            wave=_wave(holds, order.of_folder(folder)),
            prune=False if "namespaces" in holds else None,
        )


def _wave(holds: set[str], among_links: int) -> int:
    """Projects before namespaces before all else; a folder with links keeps their order."""
    if holds == {"projects"}:
        return PROJECTS
    return NAMESPACES if "links" not in holds else among_links


def tenant_links(site: Site, order: Order) -> Iterator[Link]:
    """The Application on each folder of links that a team keeps itself. It is in the team's
    project, and what it creates lands in the team's namespace, where no other project can be
    named: this is what keeps a team from giving itself the platform's rights."""
    for tenant in site.tenants:
        for folder in tenant.wiring:
            yield Link(
                slot=_tenant_slot(site, tenant),
                name=folder_name("tenant", folder, site.root.repo),
                namespace=site.instance.namespace,
                project=tenant.team,
                sources=(git_source(folder),),
                destination=destination(
                    site.instance, site.instance.cluster, tenant.control_namespace
                ),
                sync=sync_policy(tenant.policy, site.instance.version),
                wave=order.of_folder(folder),
                subject=site.declared,
            )


def reads(site: Site) -> tuple[Read, ...]:
    """Every folder the platform reads, the root included."""
    return (Read(site.root, "root", site.instance.cluster, "links"), *_reads(site))


def _reads(site: Site) -> Iterator[Read]:
    """In the order of their importance: a folder used twice is named for the first use."""
    instance, home = site.instance, site.instance.cluster
    own = {folder for tenant in site.tenants for folder in tenant.wiring}
    known = titles(instance).projects
    projects = {name: slot.folder for name, slot in project_slots(site)}
    is_shared = len(set(projects.values())) == 1
    for name, folder in projects.items():
        yield Read(folder, known if is_shared else f"{known}-{name}", home, "projects")
    # What is beyond the rights of a team's own Argo CD, a person applies.
    for item in site.namespaces if not instance.team else ():
        yield Read(item.slot.folder, f"namespaces-{item.cluster}", item.cluster, "namespaces")
    for tenant in site.tenants:
        if tenant.wiring:
            folder = tenant.slot.folder
            yield Read(folder, folder_name("tenants", folder, site.root.repo), home, "links")
    for folder in (*([instance.self_wiring.folder] if instance.home else []), *site.links):
        if folder not in own:
            yield Read(folder, folder_name("wiring", folder, site.root.repo), home, "links")


def _tenant_slot(site: Site, tenant: Tenant) -> Slot:
    """Beside other links the file says whose it is; in a folder of tenants the team's name does."""
    if tenant.slot.is_file or tenant.slot.folder == site.root:
        return tenant.slot
    return tenant.slot.file_slot(f"{tenant.team}.yaml")


def platform_link(
    site: Site,
    *,
    slot: Slot,
    name: str,
    folder: Slot,
    cluster: str,
    wave: int,
    prune: bool | None = None,
    options: tuple[str, ...] = (),
) -> Link:
    """The Application on a folder of the platform's own."""
    # Every object in such a folder names its namespace; `default` is there on every cluster.
    is_home = cluster == site.instance.cluster
    namespace = site.instance.namespace if is_home else "default"
    return Link(
        slot=slot,
        name=name,
        namespace=site.instance.namespace,
        project=PLATFORM,
        sources=(git_source(folder),),
        destination=destination(site.instance, cluster, namespace),
        sync=sync_policy(site.instance.policy, site.instance.version, options=options, prune=prune),
        wave=wave,
        subject=site.declared,
    )
