"""The folders that Fluxes read whole."""

from collections.abc import Iterable, Iterator, Sequence

from gitopsc.backends.flux.link import Link
from gitopsc.backends.flux.site import Site
from gitopsc.backends.shared_folders import WholeRead


def whole_reads(linked: Iterable[tuple[Site, Sequence[Link]]]) -> Iterator[WholeRead]:
    """Infra may be the same on all clusters, and of apps and teams the wiring tells."""
    for site, links in linked:
        for link in links:
            if link.reads_all and link.subject.kind in ("cluster", "operator"):
                yield WholeRead(link.folder, _artefact(site, link), site.instance.ref)


def _artefact(site: Site, link: Link) -> str:
    if link.subject.kind == "cluster":
        return "namespaces"
    is_sliced = site.instance.slices and site.instance.slices.folder == link.folder
    return "slices" if is_sliced else "tenants"
