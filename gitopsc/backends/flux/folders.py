"""Links to folders of links: the root reads what lies below it, and is pointed at the rest."""

from collections.abc import Iterable

from gitopsc.backends.flux.link import Link
from gitopsc.backends.flux.site import Site
from gitopsc.wiring.slots import Slot


def folder_links(site: Site, links: Iterable[Link]) -> list[Link]:
    """A Kustomization for every folder that holds links and that nothing reads yet. Folders in the
    teams' repositories are read with the teams' rights, by links of their own."""
    links = tuple(links)
    read = {folder for tenant in site.tenants for folder in tenant.wiring}
    read.update(link.folder for link in links if link.reads_all and link.kubeconfig is None)
    wanted = {Slot(link.file.repo, link.file.directory) for link in links}
    found: dict[Slot, Link] = {}
    for folder in outermost(wanted | read):
        if site.reads(folder) or folder in read:
            continue
        name = _name(folder)
        found[folder] = Link(
            (site.namespace, name),
            folder,
            Slot(site.root.repo, site.root.file(f"{name}.yaml")),
            site.instance.policy,
            site.declared,
            reads_all=True,
        )
    return [found[folder] for folder in sorted(found)]


def _name(folder: Slot) -> str:
    """`wiring-` and the way to the folder, which mostly begins with `wiring` anyway."""
    parts = folder.path.split("/") if folder.path else []
    return "-".join(parts if parts[:1] == ["wiring"] else ["wiring", *parts])


def outermost(folders: Iterable[Slot]) -> list[Slot]:
    """The folders that lie in none of the others: whoever reads one reads what is below it."""
    found: list[Slot] = []
    for folder in sorted(folders):
        above = found[-1] if found else None
        is_below = (
            above is not None
            and above.repo == folder.repo
            and f"{folder.path}/".startswith(f"{above.path}/" if above.path else "")
        )
        if not is_below:
            found.append(folder)
    return found
