"""The workshop's door: a plan goes in, files come out."""

from collections.abc import Iterable, Iterator

from gitopsc.backends import Emitted
from gitopsc.backends.flux.bootstrap import emit_bootstrap, locked_out_bases
from gitopsc.backends.flux.brought import refused_manifests
from gitopsc.backends.flux.carriers import carrier_links
from gitopsc.backends.flux.charts import emit_chart
from gitopsc.backends.flux.flux_instance import emit_instance
from gitopsc.backends.flux.folders import folder_links
from gitopsc.backends.flux.grants import emit_rights
from gitopsc.backends.flux.groups import Group, Grouping, grouped
from gitopsc.backends.flux.image_automation import (
    emit_updates,
    refused_bumps,
    update_links,
    written_by_platform,
)
from gitopsc.backends.flux.infra import emit_infra, link_patches, shared_releases, uneven_layers
from gitopsc.backends.flux.link import FolderChanges, Link, emit_links, link_objects
from gitopsc.backends.flux.mixed import mixed_directories
from gitopsc.backends.flux.names import long_names, taken_names
from gitopsc.backends.flux.namespaces import emit_namespaces, namespace_files, namespace_links
from gitopsc.backends.flux.pointer import pointer_changes
from gitopsc.backends.flux.previews import emit_previews, refused_previews
from gitopsc.backends.flux.release import has_release
from gitopsc.backends.flux.sets import Member, emit_sets, refused_sets, set_file
from gitopsc.backends.flux.shards import refused_shards
from gitopsc.backends.flux.site import Site, sites
from gitopsc.backends.flux.slices import emit_slices, parts
from gitopsc.backends.flux.sources import SOURCES_FILE, platform_source
from gitopsc.backends.flux.spokes import emit_platform_accounts
from gitopsc.backends.flux.tenant_overlays import emit_overlays, refused_overlays, with_overlays
from gitopsc.backends.flux.tenants import (
    denials_not_enforced,
    emit_tenant,
    file_of,
    nowhere_for_accounts,
    platform_rights,
    tenant_links,
)
from gitopsc.backends.flux.umbrella import applied_folder, is_umbrella, umbrellas_without_room
from gitopsc.backends.flux.whole_reads import whole_reads
from gitopsc.backends.stage_files import note_link, note_stage_file
from gitopsc.diagnostics.diagnostic import Diagnostic
from gitopsc.manifests.draft import Draft, Keeps
from gitopsc.manifests.kustomize import KUSTOMIZATION, kustomization
from gitopsc.payload import (
    emit_code,
    emit_file,
    emit_kustomize,
    emit_plain,
    emit_umbrella,
    relative,
)
from gitopsc.plan.plan import Plan
from gitopsc.plan.policy import Policy
from gitopsc.plan.slots import Slot
from gitopsc.plan.source import Umbrella
from gitopsc.plan.tenant import Tenant
from gitopsc.plan.unit import Unit
from gitopsc.refs import Ref


def emit(plan: Plan, draft: Draft) -> Emitted:
    """Put the files of every Flux of a plan (docs/decisions/0003)."""
    drawn = [(site, grouped(site)) for site in sites(plan)]
    linked = [(site, grouping, _links(site, grouping)) for site, grouping in drawn]
    found = [diagnostic for _, grouping in drawn for diagnostic in grouping.diagnostics]
    found += [*uneven_layers(drawn), *shared_releases(drawn)]
    for site, _, links in linked:
        found += _refused(site, links, draft.keeps)
    if not any(diagnostic.is_error for diagnostic in found):
        policies = _shared_policies(plan)
        for site, grouping, links in linked:
            _emit_site(site, grouping, links, policies, draft)
        found += emit_overlays([(site, links) for site, _, links in linked], draft)
    reads = whole_reads((site, links) for site, _, links in linked)
    return Emitted(tuple(dict.fromkeys(found)), tuple(reads))


def _refused(site: Site, links: list[Link], keeps: Keeps) -> Iterator[Diagnostic]:
    """What a site is asked and cannot do. This is the order in which it is told."""
    yield from mixed_directories(site, links, keeps)
    yield from refused_manifests(site)
    yield from taken_names(site, links)
    yield from long_names(links)
    yield from denials_not_enforced(site)
    yield from platform_rights(site)
    yield from locked_out_bases(site)
    yield from umbrellas_without_room(site)
    yield from refused_shards(site)
    yield from refused_sets(site, _members(site, links))
    yield from nowhere_for_accounts(site, namespace_files(site))
    yield from refused_overlays(site)
    yield from refused_bumps(site)
    yield from refused_previews(site)


def _links(site: Site, grouping: Grouping) -> list[Link]:
    """Every Kustomization of a site but the one that `flux bootstrap` makes."""
    links = [_group_link(site, group, grouping) for group in grouping.groups]
    for tenant in site.delegated.values():
        links += tenant_links(site, tenant)
    links += [*namespace_links(site), *carrier_links(site), *update_links(site)]
    links = with_overlays(site, grouping, links)
    return links + folder_links(site, links)


def _members(site: Site, links: list[Link]) -> list[Member]:
    """The links that sets make."""
    of_sets = [link for link in links if link.of_set]
    return [
        Member(link.of_set, item)
        for link, item in link_objects(site, of_sets, links)
        if link.of_set
    ]


def _emit_site(
    site: Site, grouping: Grouping, links: list[Link], policies: dict[Ref, Policy], draft: Draft
) -> None:
    if site.has_operator:
        emit_instance(site, draft)
    else:
        emit_bootstrap(site, draft)
    emit_namespaces(site, draft)
    emit_rights(site, draft)
    files = namespace_files(site)
    emit_platform_accounts(site, files, draft)
    for unit in site.apps:
        _emit_app(site, unit, grouping, policies[unit.declared], draft)
    for group in grouping.groups:
        if group.first.is_infra:
            emit_infra(site, group, grouping, draft)
        elif group.is_aggregate:
            _emit_aggregate(group, draft)
    if draft.deciding.is_asked:
        _note_deciding(site, grouping, draft)
    for tenant in site.delegated.values():
        emit_tenant(site, tenant, files, draft)
    _emit_sources(site, links, draft)
    emit_slices(site, links, draft)
    emit_links(site, links, draft)
    emit_sets(site, _members(site, links), draft)
    emit_updates(site, draft)
    emit_previews(site, draft)


def _shared_policies(plan: Plan) -> dict[Ref, Policy]:
    """The policy a base says for all units of its app: that of the first one by name."""
    ordered = sorted(plan.units, key=lambda unit: unit.ref, reverse=True)
    return {unit.declared: unit.policy for unit in ordered}


def _emit_app(site: Site, unit: Unit, grouping: Grouping, shared: Policy, draft: Draft) -> None:
    """Nothing is seeded where an agent renders: a folder that is not there stops its Kustomization,
    an empty one is applied as it is, and would prune everything that runs."""
    if unit.code:
        emit_code(unit, unit.code, draft)
    elif unit.tool == "helm":
        emit_chart(site, unit, grouping, shared, draft)
    elif isinstance(unit.source, Umbrella):
        emit_umbrella(unit, unit.source, draft)
        if is_umbrella(unit):
            emit_chart(site, unit, grouping, shared, draft)
    elif unit.tool == "plain":
        emit_plain(unit, draft)
    else:
        emit_kustomize(unit, draft)


def _emit_aggregate(group: Group, draft: Draft) -> None:
    """The kustomization that lists the overlays of a stage."""
    folder = group.folder
    resources = [relative(applied_folder(unit), folder) for unit in group.units]
    listing = kustomization(resources=resources)
    emit_file(folder, KUSTOMIZATION, listing, subject=group.first.declared, draft=draft)


def _note_deciding(site: Site, grouping: Grouping, draft: Draft) -> None:
    """Which links, lists of overlays and releases decide about which stages."""
    for group in grouping.groups:
        if not group.first.is_infra:
            file = _file(site, group, site.tenant(group.first.team))
            note_link(file, group.units, draft)
        if group.is_aggregate:
            note_stage_file(_listing(group), group.units, draft)
    for unit in site.apps:
        if isinstance(unit.source, Umbrella) and is_umbrella(unit):
            note_stage_file(applied_folder(unit), [unit], draft)


def _listing(group: Group) -> Slot:
    """The kustomization of an aggregate."""
    return group.folder.file_slot(KUSTOMIZATION)


def _group_link(site: Site, group: Group, grouping: Grouping) -> Link:
    first = group.first
    tenant = site.tenant(first.team)
    keeps_release = has_release(first) and site.is_hub
    return Link(
        key=group.key,
        folder=group.folder,
        file=_file(site, group, tenant),
        policy=first.policy,
        subject=first.declared,
        reads_all=first.is_read_whole and not first.is_infra,
        needs=grouping.needs(group),
        account=tenant.team if tenant else None,
        kubeconfig=None if keeps_release else site.kubeconfig(first.cluster),
        target_namespace=first.namespace if first.is_alone and first.team else None,
        changes=_changes(site, group),
        shard=site.shard(first.team),
        parts=parts(site, group) if site.instance.slices else (),
        of_set=first if site.has_sets and not first.is_infra else None,
    )


def _changes(site: Site, group: Group) -> FolderChanges:
    """Where the folder itself cannot say it: infra is shared by clusters, and what people write
    beside their code is theirs."""
    if group.first.code:
        return pointer_changes(group.first)
    infra = (unit for unit in group.units if unit.is_infra)
    return FolderChanges(
        patches=tuple(patch for unit in infra for patch in link_patches(site, unit))
    )


def _file(site: Site, group: Group, tenant: Tenant | None) -> Slot:
    """Infra stands in one file, the stages in another, a team with what it may do, and every other
    unit by itself."""
    wiring = group.first.wiring
    if group.first.is_infra:
        name = "infrastructure.yaml"
    elif site.has_sets:
        return set_file(site, group.first)
    elif not group.is_aggregate:
        name = f"{group.first.name}.yaml"
    elif site.instance.nest != "teams":
        name = "apps.yaml"
    elif tenant and wiring == site.root:
        return file_of(tenant)
    else:
        name = f"tenant-{group.first.team}.yaml"
    return wiring.file_slot(name)


def _emit_sources(site: Site, links: Iterable[Link], draft: Draft) -> None:
    """A source for every other repository that links of the platform read, or image automation
    writes to."""
    read = [link.folder.repo for link in links if link.key.namespace == site.namespace]
    for repo in (*read, *written_by_platform(site)):
        if not site.is_own(repo):
            made = platform_source(site, repo)
            draft.gather(site.repo, site.root.file(SOURCES_FILE), made, site.declared)
