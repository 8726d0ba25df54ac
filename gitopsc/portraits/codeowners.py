"""CODEOWNERS: whose consent a change of a file needs (docs/decisions/0003, "Owners").

The form is that of GitHub and GitLab, which both read the file at the root of a repository and both
let the last line that matches decide. So the lines go from wide to narrow: the repository, the
folders of each team, the folders of the stages that have owners of their own, and at last the
version files that bots move, which need nobody.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from gitopsc.manifests.draft import Draft
from gitopsc.model.topology import Topology
from gitopsc.plan.plan import Plan
from gitopsc.plan.slots import RepoAt, Slot
from gitopsc.plan.unit import Unit
from gitopsc.portraits.repositories import repositories
from gitopsc.refs import Ref

FILE = "CODEOWNERS"

Owners = Mapping[str, tuple[str, ...]]
"""The owners of each team, or of each stage, that has any."""

Lines = Mapping[str, tuple[str, ...]]
"""Patterns and their owners. An outer folder sorts before the folders in it, as it has to."""


class Claim(NamedTuple):
    """Some of those who own what a pattern matches in a repository."""

    repo: RepoAt
    pattern: str
    owners: tuple[str, ...]


class Register(NamedTuple):
    """Who owns what, as the spec says it."""

    platform: tuple[str, ...]
    teams: Owners
    stages: Owners
    guarded: frozenset[str]
    """Stages in which a version does not move without review."""


def emit_owners(topology: Topology, plan: Plan, draft: Draft) -> None:
    """Put the file into each repository of which somebody is said to own something."""
    register = _register(topology)
    if not (register.platform or register.teams or register.stages):
        return
    teams = _lines(_of_teams(register, plan.units))
    stages = _lines(_of_stages(register, plan, draft))
    links = _lines(_of_platform(register, plan.units))
    versions = _lines(_versions(register, plan.units))
    for repo in repositories(plan, draft):
        whole = register.teams.get(repo.team, ()) if repo.team else register.platform
        borders = _Borders(
            whole={"*": whole} if whole else {},
            teams=teams.get(repo, {}),
            stages=stages.get(repo, {}),
            links=links.get(repo, {}),
            versions=versions.get(repo, {}),
        )
        sections = _sections(register, borders)
        if sections:
            draft.text(repo.folder, FILE, _text(sections), Ref("repo", (repo.name,)))


def _register(topology: Topology) -> Register:
    reviewed = {
        stage
        for promotion in topology.promotions
        if promotion.review
        for stage in promotion.chain[1:]
    }
    return Register(
        platform=tuple(sorted({who for operator in topology.operators for who in operator.owners})),
        teams={team.name: team.owners for team in topology.teams if team.owners},
        stages={stage.name: stage.owners for stage in topology.stages if stage.owners},
        guarded=frozenset(reviewed | {stage.name for stage in topology.stages if stage.review}),
    )


class _Borders(NamedTuple):
    """The lines of one repository, by whose they are."""

    whole: Lines
    teams: Lines
    stages: Lines
    links: Lines
    versions: Lines


def _sections(register: Register, borders: _Borders) -> list[tuple[str, Lines]]:
    """The lines of one file, each group under its title. The file itself belongs to whoever draws
    the borders in it: who is kept out by one may not move it."""
    whole, teams, stages, links, versions = borders
    owned: Lines = {**whole, **teams, **stages}
    keepers = register.platform or tuple(sorted({who for said in stages.values() for who in said}))
    sections: list[tuple[str, Lines]] = [
        ("Everything else", whole),
        ("What teams run", teams),
        ("Stages with owners of their own", stages),
        ("Links with the rights of the platform", _among(links, {**teams, **stages})),
        ("Versions, which move without review", _among(versions, owned)),
        ("This file", {f"/{FILE}": keepers} if owned and keepers else {}),
    ]
    return [(title, lines) for title, lines in sections if lines]


def _among(lines: Lines, owned: Lines) -> Lines:
    """Those of which somebody else would be the owner."""
    return {
        path: owners
        for path, owners in lines.items()
        if any(pattern == "*" or path.startswith(pattern) for pattern in owned)
    }


def _of_teams(register: Register, units: Iterable[Unit]) -> Iterator[Claim]:
    """What a team's units are made of, in repositories of which the rest is not the team's as well.
    Not their links, which are the platform's there.
    """
    for unit in units:
        owners = register.teams.get(unit.team or "")
        if owners:
            variants = (component.slot for component in unit.components)
            for slot in (unit.overlay, unit.deployed, unit.base, *variants):
                if slot and not slot.repo.team:
                    yield Claim(slot.repo, _pattern(slot), owners)


def _of_stages(register: Register, plan: Plan, draft: Draft) -> Iterator[Claim]:
    """What only a stage is made of, and what else decides about it: the links that a team keeps
    itself, and what lists or releases its apps."""
    for unit in plan.units:
        owners = register.stages.get(unit.stage or "")
        if owners:
            for slot in (unit.overlay, unit.deployed, *unit.version_folders):
                yield Claim(slot.repo, _pattern(slot), owners)
    for repo in repositories(plan, draft) if register.stages else ():
        for path, decided in draft.deciding.of(repo.folder).items():
            for stage in decided:
                yield Claim(repo, _pattern(Slot(repo, path)), register.stages[stage.name])


def _of_platform(register: Register, units: Iterable[Unit]) -> Iterator[Claim]:
    """Folders of links outside of the teams' own repositories. Whoever adds a link there has the
    rights of the platform (P28), so they are the platform's wherever they lie."""
    for unit in units:
        if register.platform and not unit.wiring.repo.team:
            folder = unit.wiring.folder
            yield Claim(folder.repo, _pattern(folder), register.platform)


def _versions(register: Register, units: Iterable[Unit]) -> Iterator[Claim]:
    """Folders that hold a version and nothing else."""
    for unit in units:
        for slot in unit.version_folders:
            if slot != unit.base and unit.stage not in register.guarded:
                yield Claim(slot.repo, _pattern(slot), ())


def _lines(claims: Iterable[Claim]) -> Mapping[RepoAt, Lines]:
    """One line for each pattern of a repository: what several claim, any of them may change."""
    found: dict[RepoAt, dict[str, set[str]]] = {}
    for repo, pattern, owners in claims:
        found.setdefault(repo, {}).setdefault(pattern, set()).update(owners)
    return {
        repo: _without_repeats(
            {pattern: tuple(sorted(lines[pattern])) for pattern in sorted(lines)}
        )
        for repo, lines in found.items()
    }


def _without_repeats(lines: Lines) -> Lines:
    """The lines without those that say what the next folder above says already."""
    kept: dict[str, tuple[str, ...]] = {}
    for pattern, owners in lines.items():
        above = next((kept[outer] for outer in _outer(pattern) if outer in kept), None)
        if above != owners:
            kept[pattern] = owners
    return kept


def _outer(pattern: str) -> Iterator[str]:
    """The folders around a file or a folder, the next one first."""
    way = pattern.rstrip("/")
    while "/" in way:
        way = way.rpartition("/")[0]
        yield f"{way}/"


def _pattern(slot: Slot) -> str:
    """A file, or a folder with everything below it, counted from the root of the repository."""
    path = re.sub(r"([\s\\*?\[\]#!])", r"\\\1", slot.path)
    if not path:
        return "*"
    return f"/{path}" if slot.is_file else f"/{path}/"


def _text(sections: Iterable[tuple[str, Lines]]) -> str:
    parts = []
    for title, lines in sections:
        said = (" ".join((pattern, *owners)) for pattern, owners in lines.items())
        parts.append("\n".join((f"# {title}", *said)))
    return "\n\n".join(parts) + "\n"
