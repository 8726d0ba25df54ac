"""Folders that Argo CD reads whole hold manifests of one kind of owner, and nothing else.

Argo CD takes every YAML and JSON file of such a folder for a manifest (P14 to P16): the payload of
an app there would be deployed a second time, into the wrong place, and a chart, a kustomization or
a values file would break the folder or change what it is.
"""

import json
from collections.abc import Iterable, Iterator, Mapping

from gitopsc.backends.argocd.folders import Read, reads
from gitopsc.backends.argocd.order import Order
from gitopsc.backends.argocd.site import Site, folder_of
from gitopsc.backends.argocd.workload import has_subfolders, infra_folder
from gitopsc.diagnostics.diagnostic import Diagnostic, Label
from gitopsc.manifests.draft import Keeps
from gitopsc.materials.kustomizations import KUSTOMIZATION_FILES
from gitopsc.refs import Ref, Where
from gitopsc.wiring.rendering import called
from gitopsc.wiring.slots import Slot
from gitopsc.wiring.source import Chart, GitChart, Manifests
from gitopsc.wiring.unit import Unit

SLUG = "mixed-directory"


def mixed(site: Site, order: Order, keeps: Keeps) -> Iterator[Diagnostic]:
    """Complain about each folder that is read whole and holds something else, once.

    :param keeps: the repositories of the units whose own files are looked at.
    """
    read_whole = reads(site)
    links = {read.folder for read in read_whole}
    links.update(folder for tenant in site.tenants for folder in tenant.wiring)
    plain = {unit.deployed: unit for unit in site.units if unit.is_read_whole}
    # Of ten thousand folders none lies where another one is read, so paths are asked first.
    paths = {folder.path for folder in (*links, *plain)}
    found: dict[tuple[str, Slot], Diagnostic] = {}
    for unit in site.units:
        if not keeps(unit.overlay.repo.folder):
            continue
        for artefact, slot in _payload(unit):
            if not plain and slot.directory not in paths:
                continue
            folder = folder_of(slot)
            other = _reader(unit, folder, plain)
            if folder in links:
                found.setdefault((artefact, folder), _in_links(unit, artefact, folder))
            elif other:
                found.setdefault((artefact, folder), _in_plain(unit, artefact, folder, other))
        for file in _no_manifests(unit):
            found.setdefault((file, unit.overlay), _brought(unit, file))
    home = site.instance.home
    if home and folder_of(home) in links:
        found["operator", home] = _home(site, home)
    yield from found.values()
    yield from _two_clusters(read_whole)
    yield from _too_late(site, read_whole, order)


def _payload(unit: Unit) -> Iterator[tuple[str, Slot]]:
    """The folders of a unit's own files, with the artefact whose place says where."""
    if unit.is_infra:
        if not isinstance(unit.source, (Chart, GitChart)):
            yield "infra", infra_folder(unit)
        return
    yield unit.artefact, unit.overlay
    if unit.code:
        yield "source", unit.code.slot
    if unit.rendered_by:
        yield "rendered", unit.deployed
    if unit.base:
        yield "base", unit.base
    for slot in unit.version_folders:
        yield "version", slot
    for variant in unit.components:
        yield "variant", variant.slot


def _reader(unit: Unit, folder: Slot, plain: Mapping[Slot, Unit]) -> Unit | None:
    """The plain unit of another app that reads a folder: its own, or one below where it walks."""
    if not plain:
        return None
    parts = folder.path.split("/")
    above = [Slot(folder.repo, "/".join(parts[:depth])) for depth in range(1, len(parts))]
    walking = [plain[slot] for slot in above if slot in plain and has_subfolders(plain[slot])]
    reading = [*walking, *([plain[folder]] if folder in plain else [])]
    return next((other for other in reading if other.declared != unit.declared), None)


def _no_manifests(unit: Unit) -> Iterator[str]:
    """Brought files of a plain unit that Argo CD would stumble over."""
    if unit.tool != "plain" or not isinstance(unit.source, Manifests):
        return
    recurse = has_subfolders(unit)
    for name, text in unit.source.brought.files.items():
        last = name.rpartition("/")[2]
        if last.endswith(".json") and not _is_object(text):
            yield name
        if last == "Chart.yaml" or (recurse and last in KUSTOMIZATION_FILES):
            yield name


def _is_object(text: str) -> bool:
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(content, dict) and "apiVersion" in content and "kind" in content


def _in_links(unit: Unit, artefact: str, folder: Slot) -> Diagnostic:
    return Diagnostic(
        SLUG,
        f"the {called(artefact)} of {unit.declared} lies in `{folder.path or '.'}`, which Argo CD "
        "reads whole for its own objects",
        (
            Label(Where(unit.declared), "would be deployed a second time"),
            Label(Where(Ref("place", (artefact,))), f"its {called(artefact)}"),
        ),
        help=(f"give the {called(artefact)} a folder of its own",),
    )


def _in_plain(unit: Unit, artefact: str, folder: Slot, other: Unit) -> Diagnostic:
    manner = "rendered" if other.rendered_by else "plain"
    return Diagnostic(
        SLUG,
        f"the {called(artefact)} of {unit.declared} lies in `{folder.path or '.'}`, which Argo CD "
        f"reads whole for {other.declared}",
        (
            Label(Where(unit.declared), "would be deployed a second time"),
            Label(Where(other.declared), f"is {manner}: its folder is read whole"),
        ),
        help=("give each of them a folder of its own",),
    )


def _brought(unit: Unit, file: str) -> Diagnostic:
    return Diagnostic(
        SLUG,
        f"`{file}` is no manifest, and Argo CD reads the folder of a plain app whole",
        (Label(Where(unit.declared, "manifests"), "brought here"),),
        help=("say `using kustomize`, or keep the file elsewhere",),
    )


def _home(site: Site, home: Slot) -> Diagnostic:
    return Diagnostic(
        SLUG,
        f"Argo CD's own chart lies in `{home.path or '.'}`, which it reads whole for its objects",
        (
            Label(Where(Ref("place", ("operator",))), "the chart"),
            Label(Where(Ref("place", ("root",))), "its objects"),
        ),
        help=("give the operator a folder of its own",),
    )


def _two_clusters(read_whole: Iterable[Read]) -> Iterator[Diagnostic]:
    """What lies in one folder is put on one cluster, so it is all for that cluster."""
    clusters: dict[Slot, str] = {}
    for read in read_whole:
        other = clusters.setdefault(read.folder, read.cluster)
        if other != read.cluster:
            yield Diagnostic(
                SLUG,
                f"`{read.folder.path or '.'}` would hold objects for `{other}` and for "
                f"`{read.cluster}`, and Argo CD puts a folder on one cluster",
                (Label(Where(Ref("place", ("namespaces",))), "the namespaces"),),
                help=('add `{cluster}` to the pattern, e.g. `at "namespaces/{cluster}"`',),
            )


def _too_late(site: Site, read_whole: Iterable[Read], order: Order) -> Iterator[Diagnostic]:
    """Namespaces and projects that came with a later wave would be waited for by an earlier one."""
    early: dict[Slot, Read] = {}
    for read in read_whole:
        if read.holds != "links" and read.folder != site.root and order.of_folder(read.folder) > 0:
            early.setdefault(read.folder, read)
    for folder, read in early.items():
        yield Diagnostic(
            SLUG,
            f"`{folder.path or '.'}` holds {read.holds} and Applications that come after others: "
            f"those others would wait for the {read.holds}",
            (Label(Where(Ref("place", (read.holds,))), f"the {read.holds}"),),
            help=(f"give the {read.holds} a folder of their own",),
        )
