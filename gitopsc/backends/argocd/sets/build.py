"""From the Applications of one set to the set and the files it is made from."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from gitopsc.backends.argocd.link import Link
from gitopsc.backends.argocd.sets.applicationset import ApplicationSet, Generator
from gitopsc.backends.argocd.sets.complaints import oversized, underivable, unselectable
from gitopsc.backends.argocd.sets.gathering import Gathering, Member
from gitopsc.backends.argocd.sets.generators import (
    Rows,
    config_file,
    from_clusters,
    from_git,
    from_list,
    parameters,
    words,
)
from gitopsc.backends.argocd.sets.searches import Search
from gitopsc.backends.argocd.sets.template import Row, Template, template
from gitopsc.backends.argocd.site import Site
from gitopsc.diagnostics.diagnostic import Diagnostic
from gitopsc.manifests.draft import Draft
from gitopsc.manifests.yaml import dump
from gitopsc.plan.slots import Slot
from gitopsc.refs import Ref

LARGEST = 1024 * 1024
"""Bytes of an object. A cluster keeps 1.5 MiB at most, and the controller adds the state of every
Application to it."""


class BuiltSet(NamedTuple):
    """A set, what its generators look for in Git, and what stands in its way."""

    set: ApplicationSet
    searches: tuple[Search, ...] = ()
    complaints: tuple[Diagnostic, ...] = ()


Waves = Callable[[Ref], int]
"""The wave of each set."""


def build_sets(
    site: Site, gatherings: Sequence[Gathering], waves: Waves, draft: Draft
) -> Iterator[BuiltSet]:
    """Build the sets of a site. The files generator finds files, which are put into the draft."""
    beside = _config_files(gatherings)
    for gathering in gatherings:
        wave, kind = waves(gathering.ref), _kind(site, gathering)
        if kind == "files":
            gathering = _without_config(gathering, beside)
        yield _build(site, gathering, kind, wave, draft)


def _build(site: Site, gathering: Gathering, kind: str, wave: int, draft: Draft) -> BuiltSet:
    common = template(gathering, words(gathering, kind))
    rows = list(zip(gathering.members, common.rows, strict=True))
    generators: list[Generator] = []
    searches: list[Search] = []
    complaints = [underivable(site, gathering, field) for field in common.underivable[:1]]
    match kind:
        case "files" | "folders":
            for generator, search in from_git(site, gathering, kind):
                generators.append(generator)
                searches.append(search)
            if kind == "files":
                _emit_config(gathering, rows, draft)
        case "clusters":
            for selecting, clusters in from_clusters(gathering, rows, site.labels):
                if selecting is None:
                    complaints.append(unselectable(site, gathering, clusters))
                else:
                    generators.append(selecting)
        case _:
            generators.append(from_list(gathering, rows))
    made = _set(gathering, common, tuple(generators), wave)
    if len(dump(made.object).encode()) > LARGEST:
        complaints.append(oversized(site, gathering))
    return BuiltSet(made, tuple(searches), tuple(complaints))


def _kind(site: Site, gathering: Gathering) -> str:
    """Argo CD's own cluster has no Secret that a generator could select (P40), and a folder that
    others fill may not be there yet, or be emptied first: what is there is listed."""
    kind = site.instance.generate or "list"
    unit = gathering.first.unit
    if kind == "clusters":
        return "list" if unit.cluster == site.instance.cluster else kind
    return "list" if unit.code or unit.rendered_by else kind


def _set(
    gathering: Gathering, common: Template, generators: tuple[Generator, ...], wave: int
) -> ApplicationSet:
    first = gathering.first
    read = {url for member in gathering.members for url in member.link.repositories}
    return ApplicationSet(
        slot=gathering.slot,
        name=gathering.name,
        namespace=first.link.namespace,
        project=first.link.project,
        repositories=tuple(sorted(read | {member.unit.repo.url for member in gathering.members})),
        generators=generators,
        application=common.name,
        annotations=common.annotations,
        spec=common.spec,
        is_reviewed=first.unit.policy.confirm,
        wave=wave,
        subject=first.unit.declared,
    )


def _emit_config(gathering: Gathering, rows: Rows, draft: Draft) -> None:
    """A file in each folder; a folder that several clusters share has a list of them in it."""
    found: dict[Slot, list[tuple[Member, Row]]] = {}
    for member, row in rows:
        found.setdefault(member.unit.deployed, []).append((member, row))
    for folder, inside in found.items():
        said = [parameters(gathering, member, row) for member, row in inside]
        path = folder.below(config_file(gathering)).path
        content = said[0] if len(said) == 1 else said
        draft.json(folder.repo.folder, path, content, subject=inside[0][0].unit.ref)


def _config_files(gatherings: Iterable[Gathering]) -> Mapping[Slot, set[str]]:
    """The files of all sets in each folder."""
    found: dict[Slot, set[str]] = {}
    for gathering in gatherings:
        for member in gathering.members:
            found.setdefault(member.unit.deployed, set()).add(config_file(gathering))
    return found


def _without_config(gathering: Gathering, beside: Mapping[Slot, set[str]]) -> Gathering:
    """The same with those files left out where Argo CD would take them for manifests: in a folder
    that holds nothing but manifests it reads every JSON file as one (P15)."""
    if gathering.first.unit.tool != "plain":
        return gathering
    members = (
        member._replace(link=_excluding(member.link, sorted(beside[member.unit.deployed])))
        for member in gathering.members
    )
    return gathering._replace(members=tuple(members))


def _excluding(link: Link, files: list[str]) -> Link:
    said = files[0] if len(files) == 1 else f"{{{','.join(files)}}}"
    [source] = link.sources
    read = source.get("directory", {})
    assert isinstance(read, dict)
    return link._replace(sources=({**source, "directory": {"exclude": said, **read}},))
