"""What a set is made from: a list, files or folders in Git, or the clusters of a hub."""

import posixpath
from collections.abc import Iterable, Iterator, Mapping

from gitopsc.backends.argocd.sets.applicationset import Generator
from gitopsc.backends.argocd.sets.gathering import Gathering, Member
from gitopsc.backends.argocd.sets.searches import Search
from gitopsc.backends.argocd.sets.selector import selector
from gitopsc.backends.argocd.sets.template import Row, Words
from gitopsc.backends.argocd.site import Site
from gitopsc.plan.pattern import pattern
from gitopsc.plan.slots import RepoAt
from gitopsc.plan.unit import DIMENSIONS

_FOLDER = "{{.path.path}}"

Rows = Iterable[tuple[Member, Row]]
"""The members of a set, with the parameters they have besides their dimensions."""


def words(gathering: Gathering, kind: str) -> Words:
    """How the generator of a set says what tells its Applications apart."""
    left = {name: f"{{{{.{name}}}}}" for name in _left(gathering)}
    if kind == "folders":
        return Words(_segments(gathering), folder=_FOLDER, carries_more=False)
    if kind == "files":
        return Words(left, folder=_FOLDER)
    if kind == "clusters" and "cluster" in left:
        return Words({**left, "cluster": "{{.name}}"})
    return Words(left)


def _left(gathering: Gathering) -> tuple[str, ...]:
    """The dimensions that tell the members apart."""
    return tuple(name for name in DIMENSIONS if name not in gathering.dimensions)


def _segments(gathering: Gathering) -> dict[str, str]:
    """A path tells what a whole segment of it is, and nothing of what is a part of one."""
    segments = gathering.first.unit.patterns.path.split("/")
    said = {segment: f"{{{{index .path.segments {at}}}}}" for at, segment in enumerate(segments)}
    said[segments[-1]] = "{{.path.basename}}"
    return {name: said[f"{{{name}}}"] for name in _left(gathering) if f"{{{name}}}" in said}


def parameters(gathering: Gathering, member: Member, row: Row) -> Row:
    """What is handed over for one Application; never nothing, so that a reader sees what for."""
    dimensions = member.unit.dimensions
    left = {name: dimensions[name] for name in _left(gathering)}
    return {**left, **row} or {"app": member.unit.app}


def config_file(gathering: Gathering) -> str:
    """The file by which the files generator finds a folder, with what it hands over. Sets of one
    team and stage look below the same folders, so each of them looks for a name of its own."""
    return f"config-{gathering.apart}.json" if gathering.apart else "config.json"


def from_list(gathering: Gathering, rows: Rows) -> Generator:
    """Everything written out in the set itself."""
    return {"list": {"elements": [parameters(gathering, member, row) for member, row in rows]}}


def from_git(site: Site, gathering: Gathering, kind: str) -> Iterator[tuple[Generator, Search]]:
    """One generator for each repository that the set's folders lie in."""
    found: dict[RepoAt, list[Member]] = {}
    for member in gathering.members:
        found.setdefault(member.unit.repo, []).append(member)
    for repo, members in found.items():
        search = _search(site, gathering, members, kind)
        looked_for = [{"path": path} for path in search.wanted]
        left_out = [{"path": path, "exclude": True} for path in search.unwanted]
        field = {"files": "files", "folders": "directories"}[kind]
        git = {"repoURL": repo.url, "revision": repo.branch, field: [*looked_for, *left_out]}
        yield {"git": git}, search


def _search(site: Site, gathering: Gathering, members: list[Member], kind: str) -> Search:
    """What the members' folders have in common. The folders of other sets of the same team and
    stage are left out by name; any other one that is found is a mistake of the pattern."""
    repo, own = members[0].unit.repo, {member.unit.ref for member in members}
    stars = {**dict.fromkeys(DIMENSIONS, "*"), **gathering.dimensions}
    wanted = {pattern(member.unit.patterns.path).fill(stars) for member in members}
    expected = {member.unit.path for member in members}
    first = gathering.first.unit
    if kind == "files":
        file = config_file(gathering)
        wanted = {posixpath.join(folder, file) for folder in wanted}
        expected = {posixpath.join(folder, file) for folder in expected}
    search = Search(
        subject=first.declared,
        operator=site.declared,
        kind=kind,
        repo=repo,
        wanted=tuple(sorted(wanted)),
        expected=frozenset(expected),
    )
    others = {
        slot.path
        for unit in site.units
        if (unit.team, unit.stage) == (first.team, first.stage) and unit.ref not in own
        for slot in (unit.deployed, unit.overlay)
        if slot.repo == repo
    }
    return search.without(others - expected)


def from_clusters(
    gathering: Gathering, rows: Rows, known: Mapping[str, Mapping[str, str]]
) -> Iterator[tuple[Generator | None, tuple[str, ...]]]:
    """The clusters that labels select, each with the apps that run on all of them; nothing for
    clusters that no labels select, which come along.

    :param known: the labels of every cluster that the hub has a Secret of.
    """
    for clusters, elements in _by_clusters(gathering, rows).items():
        labels = selector(clusters, known)
        if labels is None:
            yield None, clusters
            continue
        selecting = {"clusters": {"selector": {"matchLabels": labels}}}
        if elements == [{}]:
            yield selecting, clusters
        else:
            matrix = [selecting, {"list": {"elements": elements}}]
            yield {"matrix": {"generators": matrix}}, clusters


def _by_clusters(gathering: Gathering, rows: Rows) -> dict[tuple[str, ...], list[Row]]:
    """The elements of each list, by the clusters they are combined with."""
    clusters: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for member, row in rows:
        app = {} if "app" in gathering.dimensions else {"app": member.unit.app}
        clusters.setdefault(tuple({**app, **row}.items()), []).append(member.unit.cluster)
    elements: dict[tuple[str, ...], list[Row]] = {}
    for element, found in clusters.items():
        elements.setdefault(tuple(sorted(found)), []).append(dict(element))
    return elements
