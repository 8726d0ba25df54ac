"""The files of the infra: a folder for each, or one for a whole layer.

Without a hub the folder is the same for all clusters, as in fluxcd/flux2-kustomize-helm-example:
what one cluster says otherwise is a patch in that cluster's own Kustomization. A hub keeps the
releases of all clusters in one namespace, so there everything is written out, under names of their
own.
"""

from gitopsc.backends.flux.charts import RELEASE, REPOSITORY, version_of
from gitopsc.backends.flux.groups import Group, Grouping
from gitopsc.backends.flux.release import Wanted, package, release, release_at
from gitopsc.backends.flux.release_patches import (
    Patch,
    release_changes,
    release_patch,
    source_patch,
    whole_values,
)
from gitopsc.backends.flux.site import Site
from gitopsc.backends.flux.sources import chart_source
from gitopsc.diagnostics.diagnostic import Diagnostic, Label
from gitopsc.manifests.draft import Draft
from gitopsc.manifests.kubernetes import KubernetesObject
from gitopsc.manifests.kustomize import KUSTOMIZATION, kustomization
from gitopsc.manifests.yaml import dump
from gitopsc.payload import all_values, emit_brought, emit_file, object_patch, resources_of
from gitopsc.payload.patches import inline_patch
from gitopsc.plan.slots import Slot
from gitopsc.plan.source import Chart, GitChart, Manifests, RemoteBase
from gitopsc.plan.unit import Unit
from gitopsc.refs import Ref, Where


def emit_infra(site: Site, group: Group, grouping: Grouping, draft: Draft) -> None:
    """Put the folder of a group of infra units."""
    if not group.is_aggregate:
        _emit_folder(site, group.first, group.folder, grouping, draft)
        return
    resources = [
        name for unit in group.units for name in _emit_in_layer(site, unit, group, grouping, draft)
    ]
    listing, subject = kustomization(resources=resources), group.first.declared
    emit_file(group.folder, KUSTOMIZATION, listing, subject=subject, draft=draft)


def uneven_layers(sites: list[tuple[Site, Grouping]]) -> list[Diagnostic]:
    """Layers whose folder two clusters share although they do not run the same infra: each would
    get what the other one lists."""
    held: dict[Slot, tuple[Group, frozenset[str]]] = {}
    found = []
    for _, grouping in sites:
        for group in grouping.groups:
            if not (group.is_aggregate and group.first.is_infra):
                continue
            names = frozenset(unit.app for unit in group.units)
            other, others = held.setdefault(group.folder, (group, names))
            for name in sorted(names ^ others):
                lacking = other.first.cluster if name in names else group.first.cluster
                found.append(_uneven(name, group, lacking))
    return found


def _uneven(name: str, group: Group, lacking: str) -> Diagnostic:
    return Diagnostic(
        "uneven-layer",
        f"infra `{name}` is in layer `{group.first.layer}`, whose folder `{lacking}` shares "
        "without running it",
        (
            Label(Where(Ref("infra", (name,))), "not on every cluster of its layer"),
            Label(Where(Ref("place", ("infra",))), "one folder for all clusters"),
        ),
        help=("give it a layer of its own, or add `{cluster}` to the place of infra",),
    )


def shared_releases(sites: list[tuple[Site, Grouping]]) -> list[Diagnostic]:
    """Folders in which a hub would keep the releases of several clusters: each release has a name
    and a kubeconfig of its own."""
    held: dict[tuple[Slot, str], Unit] = {}
    found = []
    for site, grouping in sites:
        for group in grouping.groups if site.is_hub else ():
            for unit in group.units if group.first.is_infra else ():
                other = held.setdefault((group.folder, unit.app), unit)
                if unit.tool == "helm" and other.cluster != unit.cluster:
                    found.append(_shared(unit, other, group.folder))
    return found


def _shared(unit: Unit, other: Unit, folder: Slot) -> Diagnostic:
    where = f"{unit.patterns.path}/{{cluster}}".removeprefix("/")
    return Diagnostic(
        "colliding-paths",
        f"two different releases would live in `{folder.path or '.'}`: {unit.declared} for "
        f"`{other.cluster}` and for `{unit.cluster}`",
        (
            Label(Where(unit.declared), "the hub keeps a release for each cluster"),
            Label(Where(Ref("place", ("infra",))), "no `{cluster}` in this pattern"),
        ),
        help=(f'write `place infra in {folder.repo.name} at "{where}"`',),
    )


def link_patches(site: Site, unit: Unit) -> tuple[Patch, ...]:
    """What one cluster says beyond the shared folder, as patches of its Kustomization. Each names
    its object, or it would change every release of the folder (P5)."""
    patches = [object_patch(patch) for patch in unit.patches]
    if unit.tool == "helm" and not site.is_hub:
        at = release_at(site, unit)
        spec = release_changes(unit, unit.policy)
        said = [release_patch(at, spec) if spec else None, source_patch(unit, at)]
        patches += [_inline(item) for item in said if item]
        patches += whole_values(unit, at)
    return tuple(patches)


def _inline(item: KubernetesObject) -> Patch:
    metadata = item["metadata"]
    assert isinstance(metadata, dict)
    return inline_patch(dump(item), str(item["kind"]), metadata["name"])


def _emit_folder(site: Site, unit: Unit, folder: Slot, grouping: Grouping, draft: Draft) -> None:
    """A folder of one infra's own."""
    match unit.source:
        case Chart() | GitChart():
            repository, made = _chart_objects(site, unit, grouping)
            emit_file(folder, REPOSITORY, repository, subject=unit.declared, draft=draft)
            emit_file(folder, RELEASE, made, subject=unit.declared, draft=draft)
            resources: tuple[str, ...] = (REPOSITORY, RELEASE)
        case Manifests(brought):
            emit_brought(folder, brought, draft, unit.declared)
            if brought.has_kustomization:
                return
            resources = resources_of(brought)
        case RemoteBase(url):
            resources = (url,)
        case _:
            raise AssertionError("infra brings something; the wiring sees to that")
    emit_file(
        folder,
        KUSTOMIZATION,
        kustomization(resources=resources),
        subject=unit.declared,
        draft=draft,
    )


def _emit_in_layer(
    site: Site, unit: Unit, group: Group, grouping: Grouping, draft: Draft
) -> tuple[str, ...]:
    """One infra in the folder of its layer, as a file if it is one; gives what the layer lists."""
    folder = group.folder
    match unit.source:
        case Chart() | GitChart():
            name = f"{unit.app}.yaml"
            objects = _chart_objects(site, unit, grouping)
            emit_file(folder, name, *objects, subject=unit.declared, draft=draft)
            return (name,)
        case Manifests(brought) if len(brought.files) == 1 and not brought.has_kustomization:
            emit_brought(folder, brought, draft, unit.declared)
            return tuple(brought.files)
        case RemoteBase(url):
            return (url,)
        case _:
            _emit_folder(site, unit, folder.below(unit.app), grouping, draft)
            return (unit.app,)


def _chart_objects(
    site: Site, unit: Unit, grouping: Grouping
) -> tuple[KubernetesObject, KubernetesObject]:
    installed, at = package(unit), release_at(site, unit)
    version = version_of(installed.source) if site.is_hub else unit.base_version
    values = all_values(unit) if site.is_hub else unit.base_values
    wanted = Wanted(version, values, unit.policy)
    before = grouping.releases_before(site, unit)
    return (
        chart_source(installed.source, at.name, at.namespace, version),
        release(installed, at, wanted, namespace=at.namespace, needs=before),
    )
