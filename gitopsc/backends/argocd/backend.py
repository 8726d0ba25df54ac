"""The workshop's door: a plan goes in, files come out."""

from collections import defaultdict

from gitopsc.backends.argocd.folders import folder_links, root_link, tenant_links
from gitopsc.backends.argocd.home import emit_home, self_link, settings, unsettled
from gitopsc.backends.argocd.link import Link
from gitopsc.backends.argocd.mixed import mixed
from gitopsc.backends.argocd.names import taken_names
from gitopsc.backends.argocd.namespaces import emit_namespaces
from gitopsc.backends.argocd.order import Order, order
from gitopsc.backends.argocd.project import emit_projects
from gitopsc.backends.argocd.rights import not_permitted
from gitopsc.backends.argocd.site import Site, sites
from gitopsc.backends.argocd.units import unit_link
from gitopsc.diagnostics.diagnostic import Diagnostic, Label, Severity
from gitopsc.manifests.draft import Draft
from gitopsc.refs import Where
from gitopsc.wiring.plan import Plan
from gitopsc.wiring.unit import Unit


def emit(plan: Plan, draft: Draft) -> tuple[Diagnostic, ...]:
    """Put the files of every Argo CD of a plan (docs/decisions/0003).

    :return: what this plan asks that Argo CD cannot do, or can do only if it is set up for it.
    """
    found: list[Diagnostic] = []
    for site in sites(plan):
        found.extend(_emit_site(site, draft))
    return tuple(dict.fromkeys(found))


def _emit_site(site: Site, draft: Draft) -> list[Diagnostic]:
    ordered = order(site)
    links = _links(site, ordered, draft)
    used: dict[str, set[str]] = defaultdict(set)
    for link in links:
        used[link.project].update(link.repositories)
        link.emit(draft)
    emit_projects(site, used, draft)
    emit_namespaces(site, draft)
    needed, home = settings(site, links), site.instance.home
    return [
        *mixed(site, ordered),
        *not_permitted(site),
        *taken_names(links),
        *(_crosswise(unit) for unit in ordered.unordered),
        *(emit_home(site, home, needed, draft) if home else unsettled(site, needed)),
    ]


def _links(site: Site, ordered: Order, draft: Draft) -> list[Link]:
    links = [*folder_links(site, ordered), *tenant_links(site, ordered)]
    if site.instance.home:
        links.append(self_link(site, site.instance.home))
    links.extend(unit_link(site, unit, ordered, draft) for unit in site.units)
    return [root_link(site, links), *links]


def _crosswise(unit: Unit) -> Diagnostic:
    return Diagnostic(
        "order-not-enforced",
        f"Argo CD cannot start {unit.declared} after what it needs: the folders of their "
        "Applications need each other crosswise",
        (Label(Where(unit.declared, "needs"), "comes up in any order"),),
        help=("place the wiring of both in one folder, or take one of the needs away",),
        severity=Severity.WARNING,
    )
