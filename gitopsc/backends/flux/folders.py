"""Links to folders of links: the root reads what lies below it, and is pointed at the rest."""

from collections.abc import Iterable

from gitopsc.backends.flux.link import Link
from gitopsc.backends.flux.site import Site
from gitopsc.wiring.slots import Slot


def folder_links(site: Site, links: Iterable[Link]) -> list[Link]:
    """A Kustomization for every folder that holds links and that nothing reads yet. Folders in the
    teams' repositories are read with the teams' rights, by links of their own."""
    written_by_teams = {folder for tenant in site.tenants for folder in tenant.wiring}
    found: dict[Slot, Link] = {}
    for link in links:
        folder = Slot(link.file.repo, link.file.directory)
        if site.reads(folder) or folder in written_by_teams:
            continue
        name = _name(folder)
        found[folder] = Link(
            (site.namespace, name),
            folder,
            Slot(site.root.repo, site.root.file(f"{name}.yaml")),
            site.instance.policy,
            site.declared,
        )
    return [found[folder] for folder in sorted(found)]


def _name(folder: Slot) -> str:
    """`wiring-` and the way to the folder, which mostly begins with `wiring` anyway."""
    parts = folder.path.split("/") if folder.path else []
    return "-".join(parts if parts[:1] == ["wiring"] else ["wiring", *parts])
