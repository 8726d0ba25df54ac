"""No two objects of one kind and namespace share a name, whatever they are for (P19); and the names
of links fit (P42)."""

from collections.abc import Iterable, Iterator

from gitopsc.backends.collisions import name_collision
from gitopsc.backends.flux.link import LINK, Key, Link
from gitopsc.backends.flux.release import release_at
from gitopsc.backends.flux.site import Site
from gitopsc.backends.flux.sources import source_name
from gitopsc.diagnostics.diagnostic import Diagnostic
from gitopsc.plan.source import GitChart
from gitopsc.refs import Ref
from gitopsc.wiring.lengths import LABEL, overlong


def taken_names(site: Site, links: Iterable[Link]) -> Iterator[Diagnostic]:
    """Kustomizations of units, layers, stages, teams and of the tree itself; and GitRepositories of
    repositories, of charts, and the one that `flux bootstrap` writes."""
    bootstrapped = Key(site.namespace, site.namespace)
    links_by_key: dict[Key, Ref] = {bootstrapped: site.declared}
    sources: dict[Key, Ref] = {bootstrapped: _repo(site.root.repo.name)}
    for link in links:
        if link.key in links_by_key:
            yield name_collision(LINK, *link.key, link.subject, links_by_key[link.key])
        links_by_key.setdefault(link.key, link.subject)
        repo = link.folder.repo
        source = Key(link.key.namespace, source_name(site, repo))
        held = sources.setdefault(source, _repo(repo.name))
        if held != _repo(repo.name):
            yield name_collision("GitRepository", *source, _repo(repo.name), held)
    for unit in site.units:
        if isinstance(unit.source, GitChart):
            at = release_at(site, unit)
            source = Key(at.namespace, at.name)
            held = sources.setdefault(source, unit.declared)
            if held != unit.declared:
                yield name_collision("GitRepository", *source, unit.declared, held)


def long_names(links: Iterable[Link]) -> Iterator[Diagnostic]:
    """Slug `name-too-long`."""
    for link in links:
        yield from overlong(LINK, link.subject, link.key.name, LABEL, says="has this link")


def _repo(name: str) -> Ref:
    return Ref("repo", (name,))
