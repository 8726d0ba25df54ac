"""Folders that Argo CD reads whole hold manifests of one kind of owner, and nothing else.

Argo CD takes every YAML and JSON file of such a folder for a manifest (P14 to P16): the payload of
an app there would be deployed a second time, into the wrong place, and a chart, a kustomization or
a values file would break the folder or change what it is.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice

from gitopsc.backends.argocd.folders import Read, reads
from gitopsc.backends.argocd.order import Order
from gitopsc.backends.argocd.site import Site
from gitopsc.backends.argocd.workload import has_subfolders, infra_folder
from gitopsc.diagnostics.diagnostic import Diagnostic, Label
from gitopsc.manifests.draft import Keeps
from gitopsc.manifests.kustomize import KUSTOMIZATION_FILES
from gitopsc.plan.slots import Slot
from gitopsc.plan.source import Chart, GitChart, Manifests
from gitopsc.plan.unit import Unit
from gitopsc.refs import Ref, Where
from gitopsc.wiring.workloads.rendering import called

SLUG = "mixed-directory"


def mixed_directories(site: Site, order: Order, keeps: Keeps) -> Iterator[Diagnostic]:
    """Complain about each folder that is read whole and holds something else, once.

    :param keeps: the repositories of the units whose own files are looked at.
    """
    read_whole = reads(site)
    own = _own(site, read_whole)
    plain = {unit.deployed: unit for unit in site.units if unit.is_read_whole}
    # Of ten thousand folders none lies where another one is read, so paths are asked first.
    paths = {folder.path for folder in (*own, *plain)}
    is_walked = any(has_subfolders(unit) for unit in plain.values())
    found: dict[tuple[str, Slot], Diagnostic] = {}
    for unit in site.units:
        if not keeps(unit.overlay.repo.folder):
            continue
        for artefact, slot in _payload(unit):
            if not is_walked and slot.directory not in paths:
                continue
            folder = slot.folder
            other = _reader(unit, folder, plain)
            if folder in own:
                found.setdefault((artefact, folder), _among_own(unit, artefact, folder))
            elif other:
                found.setdefault((artefact, folder), _in_plain(unit, artefact, folder, other))
        for file in _no_manifests(unit):
            found.setdefault((file, unit.overlay), _brought(unit, file))
    home = site.instance.home
    if home and home.folder in own:
        found["operator", home] = _home(site, home)
    yield from found.values()
    yield from _below_plain({**own, **({home.folder: "operator"} if home else {})}, plain)
    yield from _two_clusters(read_whole)
    yield from _too_late(site, read_whole, order)


def _own(site: Site, read_whole: Iterable[Read]) -> dict[Slot, str]:
    """The folders that Argo CD reads whole for itself, each with the artefact whose place says
    where: the first one that needs it."""
    found = {site.root: "root"}
    for read in read_whole:
        found.setdefault(read.folder, "wiring" if read.holds == "links" else read.holds)
    for tenant in site.tenants:
        found.update(dict.fromkeys(tenant.wiring, "wiring"))
    carriers = [one for one in site.carriers if one.instance == site.instance.ref]
    told = [one.slot for one in carriers] + [one.slot for one in site.updaters]
    return {**dict.fromkeys(told, "promotion"), **found}


def _payload(unit: Unit) -> Iterable[tuple[str, Slot]]:
    """The folders of a unit's own files; the chart of an infra has none."""
    if not unit.is_infra:
        return unit.folders
    is_chart = isinstance(unit.source, (Chart, GitChart))
    return () if is_chart else (("infra", infra_folder(unit)),)


def _reader(unit: Unit, folder: Slot, plain: Mapping[Slot, Unit]) -> Unit | None:
    """The plain unit of another app that reads a folder: its own, or one below where it walks."""
    reading = ([plain[folder]] if folder in plain else [], _walking(folder, plain))
    return next((one for one in chain(*reading) if one.declared != unit.declared), None)


def _walking(folder: Slot, plain: Mapping[Slot, Unit]) -> Iterator[Unit]:
    """The plain units that come to a folder from one of those around it."""
    around = (plain[slot] for slot in folder.above if slot in plain) if plain else ()
    return (unit for unit in around if has_subfolders(unit))


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


def _among_own(unit: Unit, artefact: str, folder: Slot) -> Diagnostic:
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


def _below_plain(own: Mapping[Slot, str], plain: Mapping[Slot, Unit]) -> Iterator[Diagnostic]:
    """An app that walks through the operator's own objects would apply them as its own."""
    for folder, artefact in own.items():
        for other in islice(_walking(folder, plain), 1):
            yield Diagnostic(
                SLUG,
                f"`{folder.path}` is Argo CD's own, and lies in `{other.path or '.'}`, which it "
                f"reads whole for {other.declared}",
                (
                    Label(Where(other.declared), "its folder is read with all that lies in it"),
                    Label(Where(Ref("place", (artefact,))), "would be deployed a second time"),
                ),
                help=("place them beside each other",),
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
