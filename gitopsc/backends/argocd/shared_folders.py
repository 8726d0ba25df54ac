"""A folder that one Argo CD reads whole is read by no other one (P28, P34)."""

from collections.abc import Iterable, Iterator

from gitopsc.backends.argocd.folders import Read, reads
from gitopsc.backends.argocd.site import Site
from gitopsc.backends.shared_folder import shared_folder
from gitopsc.diagnostics.diagnostic import Diagnostic
from gitopsc.plan.slots import Slot


def shared_folders(sites: Iterable[Site]) -> Iterator[Diagnostic]:
    """Slug `shared-wiring`, once for each artefact; of units the wiring tells."""
    readers: dict[Slot, Site] = {}
    told: set[str] = set()
    for site in sites:
        for read in reads(site):
            other = readers.setdefault(read.folder, site)
            artefact = _artefact(site, read)
            if other is not site and artefact not in told:
                told.add(artefact)
                yield shared_folder(read.folder, artefact, other.instance.ref, site.instance.ref)


def _artefact(site: Site, read: Read) -> str:
    if read.holds != "links":
        return read.holds
    return "self" if read.folder == site.instance.self_wiring.folder else "tenants"
