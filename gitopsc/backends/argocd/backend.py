"""The workshop's door: a plan goes in, files come out."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gitopsc.backends import Emitted
from gitopsc.backends.argocd.carriers import carrier_links, consents
from gitopsc.backends.argocd.cluster_resources import cluster_resources, emit_clusters
from gitopsc.backends.argocd.folders import folder_links, root_link, tenant_links
from gitopsc.backends.argocd.grants import emit_rights
from gitopsc.backends.argocd.home import emit_home, homeless, self_link
from gitopsc.backends.argocd.image_updater import emit_updates, refused_bumps, update_links
from gitopsc.backends.argocd.link import NO_CONSENT, Link
from gitopsc.backends.argocd.mixed import mixed_directories
from gitopsc.backends.argocd.names import long_names, taken_names
from gitopsc.backends.argocd.namespaces import emit_namespaces
from gitopsc.backends.argocd.order import Order, order
from gitopsc.backends.argocd.previews import preview_sets, refused_previews
from gitopsc.backends.argocd.project import emit_projects, project_slots
from gitopsc.backends.argocd.rights import not_permitted, plurals_denied
from gitopsc.backends.argocd.sets import (
    ApplicationSet,
    Gathering,
    Member,
    Search,
    build_sets,
    contradictory_words,
    gather,
    greedy_generators,
    makes_sets,
)
from gitopsc.backends.argocd.settings import Settings, settings
from gitopsc.backends.argocd.site import Site, sites
from gitopsc.backends.argocd.units import unit_link
from gitopsc.backends.argocd.whole_reads import whole_reads
from gitopsc.backends.stage_files import note_link
from gitopsc.diagnostics.diagnostic import Diagnostic, Label, Severity
from gitopsc.manifests.draft import Draft
from gitopsc.plan.plan import Plan
from gitopsc.plan.unit import Unit
from gitopsc.refs import Where


def emit(plan: Plan, draft: Draft) -> Emitted:
    """Put the files of every Argo CD of a plan (docs/decisions/0003)."""
    all_sites = tuple(sites(plan))
    emitted = [_emit_site(site, draft) for site in all_sites]
    found = [diagnostic for one in emitted for diagnostic in one.diagnostics]
    needed = [(site, one.needed) for site, one in zip(all_sites, emitted, strict=True)]
    found.extend(homeless([(site, one) for site, one in needed if one]))
    searches = (search for one in emitted for search in one.searches)
    known = [search for search in searches if draft.keeps(search.repo.folder)]
    if known:
        found.extend(greedy_generators(known, _paths(plan, known, draft)))
    return Emitted(tuple(dict.fromkeys(found)), tuple(whole_reads(all_sites)))


class _SiteEmitted(NamedTuple):
    """What follows from a site besides its files."""

    diagnostics: list[Diagnostic]
    searches: list[Search]
    """What its sets look for in repositories."""
    needed: Settings | None
    """What it relies on, if the installation has no place in the tree."""


def _emit_site(site: Site, draft: Draft) -> _SiteEmitted:
    contradictions = [*contradictory_words(site)]
    if contradictions:
        return _SiteEmitted(contradictions, [], None)
    made = _templated(site, draft)
    gatherings = gather(site, made)
    if draft.deciding.is_asked:
        _note_links(site, gatherings, draft)
    ordered = order(site, {m.unit.ref: g.ref for g in gatherings for m in g.members})
    built = list(build_sets(site, gatherings, ordered.of, draft))
    searches = [search for one in built for search in one.searches]
    resources = cluster_resources(site)
    if resources:
        searches.append(resources.search)
    sets = [one.set for one in built] + ([resources.set] if resources else [])
    links = _links(site, ordered, sets, draft)
    links.insert(0, root_link(site, ordered.end))
    shown = list(preview_sets(site, ordered.end))
    named = [*links, *shown, *(m.link for m in made), *(resources.members if resources else ())]
    misnamed = [*taken_names(named), *long_names(named)]
    used: dict[str, set[str]] = defaultdict(set)
    for link in links:
        used[link.project].update(link.repositories)
    for written in (*links, *shown) if not misnamed else ():
        written.emit(draft)
    emit_projects(site, used, draft)
    emit_namespaces(site, draft)
    emit_rights(site, draft)
    emit_updates(site, draft)
    home, needed = site.instance.home, settings(site, ordered)
    found = [
        *(complaint for one in built for complaint in one.complaints),
        *mixed_directories(site, ordered, draft.keeps),
        *plurals_denied(site),
        *not_permitted(site),
        *refused_previews(site),
        *refused_bumps(site),
        *misnamed,
        *(_crosswise(unit) for unit in ordered.unordered),
        *(_unawaited(unit) for unit in ordered.unawaited),
        *emit_clusters(site, draft),
        *(emit_home(site, home, needed, draft) if home else ()),
    ]
    return _SiteEmitted(found, searches, None if home else needed)


def _templated(site: Site, draft: Draft) -> tuple[Member, ...]:
    """The apps whose Applications sets make. Infra is always linked one by one: it has an order."""
    if not makes_sets(site.instance):
        return ()
    agreed = consents(site)
    return tuple(
        Member(
            unit,
            unit_link(site, unit, draft, consent=agreed.get(unit.ref, NO_CONSENT), templated=True),
        )
        for unit in site.units
        if not unit.is_infra
    )


def _links(
    site: Site, ordered: Order, sets: list[ApplicationSet], draft: Draft
) -> list[Link | ApplicationSet]:
    """What is written out, but for the root's own Application. The projects say what all links
    read; whoever keeps none of them needs the links alone of which something is kept."""
    is_all = any(draft.keeps(slot.repo.folder) for _, slot in project_slots(site))
    agreed = consents(site)
    links: list[Link | ApplicationSet] = list(folder_links(site, ordered))
    links.extend(tenant_links(site, ordered))
    links.extend(carrier_links(site, ordered))
    links.extend(update_links(site, ordered))
    if site.instance.home and not site.is_kustomized:
        links.append(self_link(site, site.instance.home))
    links.extend(
        unit_link(
            site,
            unit,
            draft,
            wave=ordered.of(unit.ref),
            consent=agreed.get(unit.ref, NO_CONSENT),
        )
        for unit in _linked(site)
        if is_all or any(map(draft.keeps, unit.repositories))
    )
    links.extend(sets)
    return links


def _linked(site: Site) -> Iterator[Unit]:
    """The units that have an Application written out."""
    return (unit for unit in site.units if unit.is_infra or not makes_sets(site.instance))


def _note_links(site: Site, gatherings: Sequence[Gathering], draft: Draft) -> None:
    """Which Applications and sets decide about which stages."""
    for unit in _linked(site):
        note_link(unit.wiring.file_slot(f"{unit.name}.yaml"), [unit], draft)
    for one in gatherings:
        note_link(one.slot.file_slot(f"{one.name}.yaml"), (m.unit for m in one.members), draft)


def _paths(plan: Plan, searches: Sequence[Search], draft: Draft) -> dict[str, list[str]]:
    """Every file of the repositories that are searched, and a file in each folder in them that
    another operator is yet to fill."""
    paths = {search.repo.folder: draft.paths(search.repo.folder) for search in searches}
    for unit in plan.units:
        if unit.repo.folder in paths:
            paths[unit.repo.folder].append(unit.deployed.file("."))
    return paths


def _crosswise(unit: Unit) -> Diagnostic:
    return Diagnostic(
        "order-not-enforced",
        f"Argo CD cannot start {unit.declared} after what it needs: the folders of their "
        "Applications need each other crosswise",
        (Label(Where(unit.declared, "needs"), "comes up in any order"),),
        help=("place the wiring of both in one folder, or take one of the needs away",),
        severity=Severity.WARNING,
    )


def _unawaited(unit: Unit) -> Diagnostic:
    return Diagnostic(
        "order-not-enforced",
        f"Argo CD cannot start {unit.declared} after the apps it needs: Applications that a set "
        "makes have no order",
        (Label(Where(unit.declared, "needs"), "comes up in any order"),),
        help=(
            "let it come up in any order: it is tried again until what it needs is there",
            "or say `link application`",
        ),
        severity=Severity.WARNING,
    )
