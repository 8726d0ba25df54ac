"""A folder that one Flux reads whole is read by no other one (P28, P34)."""

from collections.abc import Iterable, Iterator, Sequence

from gitopsc.backends.flux.link import Link
from gitopsc.backends.flux.site import Site
from gitopsc.backends.shared_folder import shared_folder
from gitopsc.diagnostics.diagnostic import Diagnostic
from gitopsc.plan.slots import Slot


def shared_folders(linked: Iterable[tuple[Site, Sequence[Link]]]) -> Iterator[Diagnostic]:
    """Slug `shared-wiring`, once for each artefact. Infra may be the same on all clusters, and of
    apps and teams the wiring tells."""
    readers: dict[Slot, Site] = {}
    told: set[str] = set()
    for site, links in linked:
        for link in links:
            if not link.reads_all or link.subject.kind not in ("cluster", "operator"):
                continue
            other = readers.setdefault(link.folder, site)
            artefact = _artefact(site, link)
            if other is not site and artefact not in told:
                told.add(artefact)
                yield shared_folder(link.folder, artefact, other.instance.ref, site.instance.ref)


def _artefact(site: Site, link: Link) -> str:
    if link.subject.kind == "cluster":
        return "namespaces"
    is_sliced = site.instance.slices and site.instance.slices.folder == link.folder
    return "slices" if is_sliced else "tenants"
