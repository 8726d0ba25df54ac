"""Links to folders of links: the root reads what lies below it, and is pointed at the rest."""

from collections.abc import Iterable

from gitopsc.backends.flux.link import Key, Link
from gitopsc.backends.flux.site import Site
from gitopsc.plan.naming import folder_name
from gitopsc.plan.slots import Slot


def folder_links(site: Site, links: Iterable[Link]) -> list[Link]:
    """A Kustomization for every folder that holds links, slices, or what a team may do, and that
    nothing reads yet. Folders in the teams' repositories are read with the teams' rights, by links
    of their own; the overlays of tenants are listed above them."""
    links = tuple(links)
    read = {folder for tenant in site.tenants for folder in tenant.wiring}
    read.update(link.folder for link in links if link.reads_all and link.kubeconfig is None)
    files = [link.file for link in links if link.file.is_file]
    files += [
        tenant.slot for tenant in site.tenants if site.is_delegated(tenant) and not tenant.overlays
    ]
    files += [site.instance.slices] if site.instance.slices else []
    wanted = {file.folder for file in files}
    return [
        _link(site, folder)
        for folder in outermost(wanted | read)
        if folder not in read and not site.reads(folder)
    ]


def _link(site: Site, folder: Slot) -> Link:
    name = folder_name("wiring", folder, site.root.repo)
    return Link(
        key=Key(site.namespace, name),
        folder=folder,
        file=site.root.file_slot(f"{name}.yaml"),
        policy=site.instance.policy,
        subject=site.declared,
        reads_all=True,
    )


def outermost(folders: Iterable[Slot]) -> list[Slot]:
    """The folders that lie in none of the others: whoever reads one reads what is below it."""
    found: list[Slot] = []
    for folder in sorted(folders, key=lambda slot: (slot.repo, slot.path.split("/"))):
        if not found or not found[-1].holds(folder):
            found.append(folder)
    return found
