"""What a team holds as base and overlay: `place tenants` and `place tenant-overlay`.

The layout of fluxcd/flux2-multi-tenancy: a base for each team, an overlay for each team and stage,
a folder for each stage that lists its teams, and one link to that folder. Whatever is equal in all
stages sinks into the base; of a team's link, each field that is.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import NamedTuple

from gitopsc.backends.flux.groups import Grouping
from gitopsc.backends.flux.link import LINK, Key, Link, link_objects
from gitopsc.backends.flux.namespaces import namespace_files
from gitopsc.backends.flux.site import Site
from gitopsc.backends.flux.tenants import file_of, own_objects
from gitopsc.diagnostics.diagnostic import Diagnostic, Label
from gitopsc.manifests.draft import Draft
from gitopsc.manifests.kubernetes import RBAC, KubernetesObject, kubernetes_object
from gitopsc.manifests.kustomize import KUSTOMIZATION, kustomization
from gitopsc.payload import emit_file, relative
from gitopsc.plan.naming import folder_name
from gitopsc.plan.slots import Slot
from gitopsc.plan.tenant import Tenant, TenantOverlay
from gitopsc.refs import Ref, Where

FILE = "tenants.yaml"
RIGHTS = "rbac.yaml"
SYNC = "sync.yaml"
PATH = "path.yaml"

PLACE = Where(Ref("place", ("tenant-overlay",)))

REQUIRED = ("interval", "prune")
"""Fields without which a Kustomization is none, not even in a base."""


class Scene(NamedTuple):
    """For which stage something stands where."""

    stage: str
    cluster: str

    def apart(self, other: "Scene") -> str:
        """The placeholder by which folders of both can be kept apart."""
        return "{stage}" if self.stage != other.stage else "{cluster}"

    def __str__(self) -> str:
        return f"`{self.stage}` on `{self.cluster}`"


class ObjectKey(NamedTuple):
    """What an object goes by."""

    kind: str
    namespace: str
    name: str


Objects = dict[ObjectKey, KubernetesObject]


class Holding(NamedTuple):
    """What one team holds in one stage on one cluster, in full."""

    base: Slot
    overlay: Slot
    objects: Objects
    subject: Ref
    scene: Scene

    def equals(self, other: "Holding") -> bool:
        """Whether one folder will do for both."""
        return (self.base, self.objects) == (other.base, other.objects)


class Listing(NamedTuple):
    """A folder that lists the overlays of the teams of a stage on one cluster."""

    folder: Slot
    overlays: list[Slot]
    subject: Ref
    scene: Scene


def refused_overlays(site: Site) -> Iterator[Diagnostic]:
    """Slugs `two-overlays-of-a-team`, and `cannot-aggregate` where a pattern has no folder for the
    teams of a stage."""
    for tenant in site.delegated.values():
        if len(tenant.overlays) > 1:
            yield _two(site, tenant)
        elif tenant.overlays and tenant.overlays[0].aggregate is None:
            stage, path = tenant.overlays[0].stage, tenant.overlays[0].slot.path
            yield Diagnostic(
                "cannot-aggregate",
                f"no folder holds what teams hold in stage `{stage}` and nothing else: team "
                f"`{tenant.team}` has `{path}`",
                (Label(PLACE, "not a folder per stage, with one per team in it"),),
                help=("put the stage first: `tenants/{stage}/{team}`",),
            )


def with_overlays(site: Site, grouping: Grouping, links: list[Link]) -> list[Link]:
    """The links, and one to each folder that lists overlays.

    It waits for the infra that the teams' apps need, so that the teams' own links, which it brings,
    need not refer to the platform's namespace.
    """
    infra = {group.key for group in grouping.groups if group.first.is_infra}
    aggregates = _aggregates(site)
    needs: dict[Slot, set[Key]] = {folder: set() for folder in aggregates.values()}
    kept = []
    for link in links:
        aggregate = aggregates.get(link.file)
        if aggregate:
            needs[aggregate].update(infra.intersection(link.needs))
            link = link._replace(needs=tuple(key for key in link.needs if key not in infra))
        kept.append(link)
    for folder in sorted(needs):
        kept.append(_aggregate_link(site, folder, tuple(sorted(needs[folder]))))
    return kept


def emit_overlays(sites: Iterable[tuple[Site, list[Link]]], draft: Draft) -> tuple[Diagnostic, ...]:
    """Put the bases and overlays of all sites; a base can only be told from all of its overlays.

    :return: which clusters would have one folder for what is not the same on both.
    """
    bases: dict[Slot, list[Holding]] = {}
    lists: list[Listing] = []
    for site, links in sites:
        for holding in _holdings(site, links):
            bases.setdefault(holding.base, []).append(holding)
        lists.extend(_listings(site))
    unequal = (*_unequal(chain(*bases.values())), *_unequal_lists(lists))
    if unequal:
        return unequal
    for listing in lists:
        resources = [relative(overlay, listing.folder) for overlay in listing.overlays]
        listed = kustomization(resources=resources)
        emit_file(listing.folder, KUSTOMIZATION, listed, subject=listing.subject, draft=draft)
    for base, holdings in bases.items():
        shared = _shared(holdings)
        _emit_folder(base, shared, holdings[0].subject, draft)
        for holding in holdings:
            _emit_overlay(holding, shared, draft)
    return ()


def _unequal(holdings: Iterable[Holding]) -> Iterator[Diagnostic]:
    """Slug `colliding-paths`, as for the overlays of apps."""
    first: dict[Slot, Holding] = {}
    for one in holdings:
        other = first.setdefault(one.overlay, one)
        if not one.equals(other):
            missing = one.scene.apart(other.scene)
            yield Diagnostic(
                "colliding-paths",
                f"{one.subject} does not hold the same in {other.scene} as in {one.scene}, and "
                f"both would live in `{one.overlay.path}`",
                (
                    Label(PLACE, f"no `{missing}` in this pattern"),
                    Label(Where(one.subject), "holds this and that"),
                ),
                help=(f"put `{missing}` in front of `{{team}}`",),
            )


def _unequal_lists(lists: Iterable[Listing]) -> Iterator[Diagnostic]:
    """Slug `colliding-paths`."""
    first: dict[Slot, Listing] = {}
    for one in lists:
        other = first.setdefault(one.folder, one)
        if one.overlays != other.overlays:
            missing = one.scene.apart(other.scene)
            yield Diagnostic(
                "colliding-paths",
                f"`{one.folder.path}` would list the teams in {other.scene} and those in "
                f"{one.scene}, and they are not the same",
                (Label(PLACE, f"no `{missing}` in the folder around the teams"),),
                help=(f"put `{missing}` in front of `{{team}}`",),
            )


def _two(site: Site, tenant: Tenant) -> Diagnostic:
    stages = " and ".join(f"`{overlay.stage}`" for overlay in tenant.overlays[:2])
    return Diagnostic(
        "two-overlays-of-a-team",
        f"team `{tenant.team}` is in {stages} on `{site.instance.cluster}`, and both overlays "
        "would bring its account there",
        (
            Label(PLACE, "one overlay per stage"),
            Label(Where(Ref("team", (tenant.team,))), "one account on this cluster"),
        ),
        help=(
            "let each cluster have a Flux of its own: on a hub all accounts are on one cluster"
            if site.is_hub
            else "give each stage a cluster of its own",
            "or leave `place tenant-overlay` out: `place tenants` then holds everything",
        ),
    )


def _aggregates(site: Site) -> dict[Slot, Slot]:
    """The overlays of the teams of a site, each with the folder that lists it."""
    return {
        overlay.slot: overlay.aggregate
        for tenant in site.delegated.values()
        for overlay in tenant.overlays
        if overlay.aggregate
    }


def _listings(site: Site) -> Iterator[Listing]:
    listed: dict[Slot, list[TenantOverlay]] = {}
    for tenant in site.delegated.values():
        for overlay in tenant.overlays:
            if overlay.aggregate:
                listed.setdefault(overlay.aggregate, []).append(overlay)
    for folder, overlays in listed.items():
        scene = Scene(overlays[0].stage, site.instance.cluster)
        yield Listing(folder, [overlay.slot for overlay in overlays], site.declared, scene)


def _aggregate_link(site: Site, folder: Slot, needs: tuple[Key, ...]) -> Link:
    return Link(
        key=Key(site.namespace, folder_name("tenants", folder, site.root.repo)),
        folder=folder,
        file=site.root.file_slot(FILE),
        policy=site.instance.policy,
        subject=site.declared,
        needs=needs,
    )


def _holdings(site: Site, links: list[Link]) -> Iterator[Holding]:
    holders = {file_of(tenant): tenant for tenant in site.delegated.values() if tenant.overlays}
    standing: dict[Slot, list[KubernetesObject]] = {overlay: [] for overlay in holders}
    held = [link for link in links if link.file in holders] if holders else []
    for link, item in link_objects(site, held, links):
        standing[link.file].append(item)
    files = namespace_files(site)
    for overlay, tenant in holders.items():
        made = [*own_objects(site, tenant, files), *standing[overlay]]
        objects = {_key(item): item for item in made}
        team = Ref("team", (tenant.team,))
        scene = Scene(tenant.overlays[0].stage, site.instance.cluster)
        yield Holding(tenant.slot, overlay, objects, team, scene)


def _key(item: KubernetesObject) -> ObjectKey:
    metadata = item["metadata"]
    assert isinstance(metadata, Mapping)
    return ObjectKey(str(item["kind"]), str(metadata["namespace"]), str(metadata["name"]))


def _shared(holdings: list[Holding]) -> Objects:
    """What all overlays of a base have in common."""
    first, *others = (holding.objects for holding in holdings)
    shared: Objects = {}
    for key, item in first.items():
        same = [objects[key] for objects in others if key in objects]
        if len(same) < len(others):
            continue
        if item["kind"] == LINK:
            shared[key] = {**item, "spec": _shared_fields([_spec(one) for one in (item, *same)])}
        elif all(one == item for one in same):
            shared[key] = item
    return shared


def _shared_fields(specs: list[Mapping[str, object]]) -> dict[str, object]:
    """The path is never among them: without an overlay a link would read the whole repository."""
    first, *others = specs
    return {
        field: value
        for field, value in first.items()
        if field != "path"
        and (field in REQUIRED or all(spec.get(field) == value for spec in others))
    }


def _emit_overlay(holding: Holding, shared: Objects, draft: Draft) -> None:
    """Put what a team holds in this stage alone, and the fields by which its links differ from
    those of the base."""
    own = {key: item for key, item in holding.objects.items() if key not in shared}
    patches = []
    for key, item in holding.objects.items():
        if key in shared and item["kind"] == LINK:
            kind, namespace, name = key
            common = _spec(shared[key])
            spec = {f: value for f, value in _spec(item).items() if common.get(f) != value}
            patch = kubernetes_object(str(item["apiVersion"]), kind, name, namespace, spec=spec)
            file = PATH if name == holding.subject.path[0] else f"{name}.{PATH}"
            emit_file(holding.overlay, file, patch, subject=holding.subject, draft=draft)
            patches.append({"path": file, "target": {"kind": kind, "name": name}})
    base = relative(holding.base, holding.overlay)
    _emit_folder(holding.overlay, own, holding.subject, draft, base=[base], patches=patches)


def _emit_folder(
    folder: Slot,
    objects: Objects,
    subject: Ref,
    draft: Draft,
    *,
    base: Iterable[str] = (),
    patches: Iterable[Mapping[str, object]] = (),
) -> None:
    files: dict[str, list[KubernetesObject]] = {}
    for key in sorted(objects, key=_rank):
        item = objects[key]
        files.setdefault(RIGHTS if _is_right(item) else SYNC, []).append(item)
    for name, items in files.items():
        emit_file(folder, name, *items, subject=subject, draft=draft)
    listing = kustomization(resources=[*base, *files], patches=patches)
    emit_file(folder, KUSTOMIZATION, listing, subject=subject, draft=draft)


def _rank(key: ObjectKey) -> tuple[bool, str, str, str]:
    """Sources and accounts stand before what uses them."""
    kind, namespace, name = key
    return kind in (LINK, "RoleBinding"), namespace, kind, name


def _is_right(item: KubernetesObject) -> bool:
    return item["kind"] == "ServiceAccount" or str(item["apiVersion"]).startswith(RBAC)


def _spec(item: KubernetesObject) -> Mapping[str, object]:
    spec = item["spec"]
    assert isinstance(spec, Mapping)
    return spec
