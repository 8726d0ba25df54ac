"""The folders that Argo CDs read whole."""

from collections.abc import Iterable, Iterator

from gitopsc.backends.argocd.folders import Read, reads
from gitopsc.backends.argocd.site import Site
from gitopsc.backends.shared_folders import WholeRead


def whole_reads(sites: Iterable[Site]) -> Iterator[WholeRead]:
    """All but the folders of units: of those the wiring tells."""
    for site in sites:
        for read in reads(site):
            yield WholeRead(read.folder, _artefact(site, read), site.instance.ref)


def _artefact(site: Site, read: Read) -> str:
    if read.holds != "links":
        return read.holds
    return "self" if read.folder == site.instance.self_wiring.folder else "tenants"
