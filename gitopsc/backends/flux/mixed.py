"""Folders that Flux reads whole hold objects of one owner, and nothing else.

Without a kustomization file Flux applies every manifest of a folder and walks into its sub-folders
(fluxcd.io, "Kustomization", "Generating a kustomization.yaml file"). So the payload of an app below
a folder of links would be applied a second time, into the wrong place and with the wrong rights
(P34).
"""

from collections.abc import Iterable, Iterator, Sequence

from gitopsc.backends.flux.link import Link
from gitopsc.backends.flux.namespaces import namespace_file
from gitopsc.backends.flux.site import Site
from gitopsc.backends.flux.umbrella import applied_folder, is_umbrella
from gitopsc.diagnostics.diagnostic import Diagnostic, Label
from gitopsc.manifests.draft import Keeps
from gitopsc.plan.slots import Slot, outwards
from gitopsc.plan.unit import Unit
from gitopsc.refs import Ref, Where
from gitopsc.wiring.workloads.rendering import called

SLUG = "mixed-directory"

Readers = dict[tuple[str, str], Ref]
"""Repository and path of each folder that is read whole, and for whom."""


def mixed_directories(site: Site, links: Sequence[Link], keeps: Keeps) -> Iterator[Diagnostic]:
    """Slugs `payload-in-root`, and `mixed-directory` for every other folder that is read whole:
    each folder that lies in it is complained about once.

    :param keeps: the repositories of the units whose own files are looked at.
    """
    readers: Readers = {(site.repo, site.root.path): site.declared}
    for link in (link for link in links if link.reads_all):
        readers.setdefault((link.folder.repo.folder, link.folder.path), link.subject)
    found: dict[tuple[str, Slot], Diagnostic] = {}
    for unit in site.units:
        if not keeps(unit.overlay.repo.folder):
            continue
        for artefact, slot in _payload(unit):
            if site.reads(slot):
                found[artefact, slot] = _in_root(unit, artefact, slot, site.root.path)
                continue
            for path in outwards(slot.path):
                reader = readers.get((slot.repo.folder, path))
                is_own = path == slot.path and reader == unit.declared
                if reader and not is_own:
                    found.setdefault((artefact, slot), _inside(unit, artefact, slot, path, reader))
    yield from found.values()
    yield from _nested(site, links, readers)
    yield from _for_another_cluster(site)


def _payload(unit: Unit) -> Iterator[tuple[str, Slot]]:
    """The folders of a unit's own files, and that of a release beside its chart; what lies in its
    overlay is not told apart from it."""
    for artefact, slot in unit.folders:
        if artefact != "version" or not unit.overlay.holds(slot):
            yield artefact, slot
    if is_umbrella(unit):
        yield unit.artefact, applied_folder(unit)


def _in_root(unit: Unit, artefact: str, slot: Slot, root: str) -> Diagnostic:
    what = str(unit.declared)
    if artefact not in ("overlay", "infra"):
        what = f"the {called(artefact)} of {what}"
    return Diagnostic(
        "payload-in-root",
        f"{what} lives in `{slot.path}`, below the root `{root}`: Flux would apply it twice",
        (
            Label(Where(Ref("place", (artefact,))), "below the root"),
            Label(Where(Ref("place", ("root",))), "everything below it is applied"),
        ),
        help=("place it beside the root, not below it",),
    )


def _inside(unit: Unit, artefact: str, slot: Slot, path: str, reader: Ref) -> Diagnostic:
    owner = str(reader) if reader.kind in ("app", "infra") else "its own objects"
    return Diagnostic(
        SLUG,
        f"the {called(artefact)} of {unit.declared} lies in `{slot.path or '.'}`, and Flux reads "
        f"`{path or '.'}` whole for {owner}",
        (
            Label(Where(unit.declared), "would be applied a second time"),
            Label(Where(Ref("place", (artefact,))), f"its {called(artefact)}"),
        ),
        help=(f"give the {called(artefact)} a folder of its own, beside the other one",),
    )


def _nested(site: Site, links: Iterable[Link], readers: Readers) -> Iterator[Diagnostic]:
    """What Flux applies for itself and finds below a folder that it reads whole; of the folders of
    units their own files have told."""
    own = [(one.folder, one.subject) for one in links if one.subject.kind not in ("app", "infra")]
    for folder, subject in ((site.root, site.declared), *own):
        around = (slot.path for slot in folder.above)
        outer = next((path for path in around if (folder.repo.folder, path) in readers), None)
        if outer is not None:
            yield Diagnostic(
                SLUG,
                f"`{folder.path}` lies in `{outer or '.'}`, and Flux reads both whole",
                (Label(Where(subject), "would be applied a second time"),),
                help=("place them beside each other",),
            )


def _for_another_cluster(site: Site) -> Iterator[Diagnostic]:
    """A folder is put on one cluster, and the root on the one that Flux runs on."""
    clusters = {(site.repo, site.root.path): site.instance.cluster}
    for item in site.namespaces:
        file = namespace_file(site, item)
        inside = site.reads(file.folder)
        key = (site.repo, site.root.path) if inside else (file.repo.folder, file.directory)
        other = clusters.setdefault(key, item.cluster)
        if other != item.cluster:
            yield Diagnostic(
                SLUG,
                f"`{key[1] or '.'}` would hold namespaces for `{item.cluster}`, and Flux puts it "
                f"on `{other}`",
                (Label(Where(Ref("place", ("namespaces",))), "the namespaces"),),
                help=(
                    "place them beside the root, in a folder per cluster: "
                    'at "namespaces/{cluster}"',
                ),
            )
