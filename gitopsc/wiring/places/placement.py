"""From `place … in … at …` to concrete slots. No other file formats a path."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from gitopsc.diagnostics.diagnostic import Diagnostic, Label
from gitopsc.model.place import VARIES, Place, Repo
from gitopsc.model.topology import Topology
from gitopsc.plan.pattern import pattern, prefix
from gitopsc.plan.slots import FILES, RepoAt, Slot
from gitopsc.refs import Ref, Where, as_owner

STAGE = frozenset({"stage", "cluster"})
"""What the members of one stage on one cluster have in common."""
TEAM_IN_STAGE = STAGE | {"team"}


def dimensions_of(repo: Repo, branch: str | None = None) -> frozenset[str]:
    """What a repository, or one branch of it, varies by."""
    said = pattern(branch or repo.branch).placeholders
    return frozenset(said).union(VARIES[repo.per])


@dataclass(frozen=True, eq=False)
class Placed:
    """The winning place of an artefact for one owner, and where it was said; each is made once."""

    place: Place
    repo: Repo
    where: Where

    @property
    def is_file(self) -> bool:
        """Whether the pattern says files; otherwise it says folders."""
        return self.place.at.endswith(FILES)

    @property
    def is_of_team(self) -> bool:
        """Whether a team writes to where it is: the repository is declared in one, or for each."""
        return bool(self.repo.team) or "team" in VARIES[self.repo.per]

    @cached_property
    def dimensions(self) -> frozenset[str]:
        """Everything that two subjects of this place may differ by."""
        used = dimensions_of(self.repo, self.place.branch)
        return used.union(pattern(self.place.at).placeholders)


class Placement:
    """The places of one topology; the innermost line of an artefact wins whole."""

    def __init__(self, topology: Topology) -> None:
        self._repos = {repo.name: repo for repo in topology.repos}
        self._file = _by_artefact(topology.places)
        self._operators = {o.name: _by_artefact(o.places) for o in topology.operators}
        self._teams = {t.name: _by_artefact(t.places) for t in topology.teams if t.places}
        self._apps = {
            (t.name, a.name): _by_artefact(a.places)
            for t in topology.teams
            for a in t.apps
            if a.places
        }
        # Every unit asks for the same few places and repositories: each is made once.
        self._found: dict[tuple[object, ...], Placed | None] = {}
        self._repositories: dict[tuple[str | None, ...], RepoAt] = {}
        self._varies: dict[tuple[str, str | None], tuple[str, ...]] = {}
        self._complaints: dict[Where, Diagnostic] = {}
        self.used_repos: set[str] = set()
        self.used_places: set[Where] = set()
        """Places in which something lives; one that was only looked at is not among them."""

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        return tuple(self._complaints.values())

    def find(
        self, artefact: str, *, operator: str, team: str | None = None, app: str | None = None
    ) -> Placed | None:
        """The place that holds an artefact of this owner, or `None` where nobody placed it."""
        of_app = self._apps.get((team, app)) if team and app else None
        of_team = self._teams.get(team) if team else None
        asked = (artefact, operator, team if of_team or of_app else None, app if of_app else None)
        if asked not in self._found:
            levels = (
                ((team, app), of_app or {}),
                ((team,), of_team or {}),
                ((as_owner(operator),), self._operators.get(operator, {})),
                ((), self._file),
            )
            self._found[asked] = self._innermost(artefact, levels)
        return self._found[asked]

    def _innermost(
        self,
        artefact: str,
        levels: Iterable[tuple[tuple[str | None, ...], Mapping[str, Place]]],
    ) -> Placed | None:
        for owner, places in levels:
            if artefact in places:
                place = places[artefact]
                path = (*(part for part in owner if part), artefact)
                self.used_repos.add(place.repo)
                return Placed(place, self._repos[place.repo], Where(Ref("place", path)))
        return None

    def slot(self, placed: Placed, dimensions: Mapping[str, str]) -> Slot | None:
        """The concrete slot for a subject; `None` after a complaint about a missing dimension."""
        self.used_places.add(placed.where)
        if not placed.dimensions <= dimensions.keys():
            self._complain(placed, min(placed.dimensions - dimensions.keys()))
            return None
        repo = self.repo(placed.repo, dimensions, placed.place.branch)
        return Slot(repo, pattern(placed.place.at).fill(dimensions).strip("/"))

    def aggregate(
        self, placed: Placed, repo: RepoAt, dimensions: Mapping[str, str], held: frozenset[str]
    ) -> Slot | None:
        """The folder above all slots in one repository that agree in the dimensions `held`: the
        leading folders that use no others. `None` where there are none, or one of `held` comes only
        after them."""
        above = prefix(placed.place.at, held)
        return Slot(repo, pattern(above).fill(dimensions).strip("/")) if above else None

    def repo(self, repo: Repo, dimensions: Mapping[str, str], branch: str | None = None) -> RepoAt:
        """The concrete repository for a subject that has all of its dimensions (`dimensions_of`).

        :param branch: the pattern of another branch than the repository's own.
        """
        key = (repo.name, branch, *[dimensions[kind] for kind in self.varies(repo, branch)])
        if key not in self._repositories:
            self._repositories[key] = _repository(repo, dimensions, branch)
        return self._repositories[key]

    @property
    def made(self) -> tuple[RepoAt, ...]:
        """All concrete repositories that anybody has asked for, sorted."""
        return tuple(sorted(set(self._repositories.values())))

    def varies(self, repo: Repo, branch: str | None = None) -> tuple[str, ...]:
        """What tells the concrete repositories apart that a declared one stands for, sorted."""
        said = (repo.name, branch)
        if said not in self._varies:
            used = dimensions_of(repo, branch).union(pattern(repo.at).placeholders)
            self._varies[said] = tuple(sorted(used))
        return self._varies[said]

    def declared(self, name: str) -> Repo:
        """The repo of that name; the binder has seen to it that there is one."""
        self.used_repos.add(name)
        return self._repos[name]

    def _complain(self, placed: Placed, dimension: str) -> None:
        artefact, repo = placed.place.artefact, placed.repo
        by_repo = dimension in VARIES[repo.per]
        self._complaints.setdefault(
            placed.where,
            Diagnostic(
                "place-needs-dimension",
                f"`place {artefact}` has no `{{{dimension}}}` to go by"
                + (f": `{repo.name}` is one repository per {repo.per}" if by_repo else ""),
                (Label(placed.where, f"one {artefact} belongs to no single {dimension}"),),
                help=(
                    f"place it in a repository that is not per {repo.per}"
                    if by_repo
                    else f"take `{{{dimension}}}` out of the pattern",
                ),
            ),
        )


def _repository(repo: Repo, dimensions: Mapping[str, str], branch: str | None) -> RepoAt:
    held = tuple((kind, dimensions[kind]) for kind in VARIES[repo.per])
    folder = "/".join((repo.name, *(value for _, value in held)))
    filled = pattern(branch or repo.branch).fill(dimensions)
    if filled != repo.branch:
        folder += f"@{filled}"
    url = pattern(repo.at).fill(dimensions)
    team = repo.team or dict(held).get("team")
    return RepoAt(folder, repo.name, held, url, filled, repo.credentials, team, repo.forge)


def _by_artefact(places: tuple[Place, ...]) -> dict[str, Place]:
    return {place.artefact: place for place in places}
