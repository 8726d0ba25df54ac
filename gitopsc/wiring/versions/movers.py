"""Who raises each version. It has one writer, or nobody could tell which one comes last.

A version that moves comes into a stage in one of two ways: it is promoted from another stage, or a
`bump` raises it there (docs/decisions/0006). So a `bump` without `in` is about the stages in which
the releases of an app set out, and one that names a stage into which they are promoted is a
mistake. The innermost one holds: an app's own before that of its team.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from gitopsc.model.releases import CI_SERVERS, UPDATERS, Agent, Bump
from gitopsc.plan.instance import Instance
from gitopsc.plan.mover import PEOPLE, Mover
from gitopsc.plan.slots import RepoAt
from gitopsc.plan.state import State
from gitopsc.plan.unit import Unit
from gitopsc.refs import Ref, Where
from gitopsc.wiring.complaints import Complaints
from gitopsc.wiring.drawing import Drawing
from gitopsc.wiring.versions.promotions import Promotions

_WHERE_IT_MOVES: Mapping[tuple[str, str], str] = {
    ("app", "chart"): "the spec says its version; with `using umbrella` and `start` it has a file "
    "of its own, which can be raised",
    ("infra", "chart"): "the spec says its version: raise it there",
    ("infra", "image"): "only apps have images; what its chart runs is said by its values",
}
_OF_IMAGES = "take out what pins it (`version`), or say its `image`; what CI copies, CI raises"


class _BumpAt(NamedTuple):
    where: Where
    bump: Bump


class _Home(NamedTuple):
    """The one field that holds a version."""

    repo: str
    file: str
    what: str
    name: str


class _Use(NamedTuple):
    """A unit that runs a version, and what raises it there."""

    state: State
    unit: Unit
    said: _BumpAt | None


def build_movers(drawing: Drawing, units: Sequence[Unit]) -> tuple[Mover, ...]:
    """All of them, sorted by the homes of their versions. Complaints: `two-writers`,
    `shared-version`, `nothing-to-bump`, `nowhere-built`."""
    bumps = _Bumps(drawing, units)
    if bumps.are_none:
        return ()
    homes: dict[_Home, list[_Use]] = {}
    for unit in units:
        for state in unit.states:
            home = _Home(state.slot.repo.folder, state.path, state.what, state.name)
            homes.setdefault(home, []).append(_Use(state, unit, bumps.about(unit, state)))
    bumps.refuse_idle()
    agents = {agent.name: agent for agent in (PEOPLE, *drawing.topology.agents)}
    instances = {instance.ref: instance for instance in drawing.instances}
    guarded = {stage.name for stage in drawing.topology.stages if stage.review}
    found = []
    for home in sorted(homes):
        uses = sorted(homes[home], key=lambda use: _rank(use, agents))
        state, _, said = uses[0]
        sharing = tuple(use.unit for use in uses)
        if any(use.said != said for use in uses):
            _refuse_shared(drawing.complaints, uses)
        elif said:
            first, agent = sharing[0], agents[said.bump.by]
            found.append(
                Mover(
                    state=state,
                    units=sharing,
                    agent=agent,
                    bump=said.bump,
                    where=said.where,
                    review=any(unit.stage in guarded for unit in sharing),
                    namespace=_namespace(agent, state, first, instances[first.instance]),
                    code=_built_in(drawing, agent, first, said),
                )
            )
    return tuple(found)


def _rank(use: _Use, agents: Mapping[str, Agent]) -> tuple[bool, str, Ref]:
    """By cluster; but an agent that is made for one operator writes beside that one."""
    made_for = UPDATERS.get(agents[use.said.bump.by].using) if use.said else None
    return made_for not in (None, use.unit.operator), use.unit.cluster, use.unit.ref


def _namespace(agent: Agent, state: State, unit: Unit, instance: Instance) -> str:
    """That of the unit's link. But image automation pushes with the key that its source reads with,
    and whoever deploys to a namespace can read the Secrets in it: what it writes into a repository
    of the platform, it writes from the operator's own."""
    is_pushed = agent.using == "flux-image-automation" and state.slot.repo.team is None
    return instance.namespace if is_pushed else unit.control_namespace


def _built_in(drawing: Drawing, agent: Agent, unit: Unit, said: _BumpAt) -> RepoAt | None:
    """The repository of the code of an app that a CI server raises (slug `nowhere-built`)."""
    if agent.using not in CI_SERVERS:
        return None
    placed = drawing.placed("source", unit)
    if placed:
        slot = drawing.placement.slot(placed, unit.dimensions)
        return slot.repo if slot else None
    drawing.complaints.error(
        "nowhere-built",
        f"nothing says in which repository `{agent.name}` builds {unit.declared}",
        (said.where, "raised to what is built there"),
        help='add `repo code per app at "…"`, and `place source in code at "."`',
    )
    return None


class _Bumps:
    """All that were said, and which of them raise something."""

    def __init__(self, drawing: Drawing, units: Sequence[Unit]) -> None:
        topology = drawing.topology
        self._complaints = drawing.complaints
        self._promotions = Promotions(topology)
        self._units = units
        self._levels: dict[Ref, tuple[tuple[_BumpAt, ...], ...]] = {}
        for infra in topology.infra:
            ref = Ref("infra", (infra.name,))
            self._levels[ref] = (_placed(ref, infra.bumps),)
        for team in topology.teams:
            of_team = _placed(Ref("team", (team.name,)), team.bumps)
            for app in team.apps:
                if app.bumps or of_team:
                    ref = Ref("app", (team.name, app.name))
                    self._levels[ref] = (_placed(ref, app.bumps), of_team)
        self._idle = dict.fromkeys(
            said for levels in self._levels.values() for level in levels for said in level
        )

    @property
    def are_none(self) -> bool:
        """Whether people raise all versions, as in most specs."""
        return not self._idle

    @cached_property
    def _stages(self) -> Mapping[Ref, set[str]]:
        """Those that each app is in."""
        stages: dict[Ref, set[str]] = {}
        for unit in self._units:
            stages.setdefault(unit.declared, set()).add(unit.stage or "")
        return stages

    def about(self, unit: Unit, state: State) -> _BumpAt | None:
        """What raises a version of a unit, if anything does."""
        levels = [
            [said for said in level if self._is_about(said.bump, unit, state)]
            for level in self._levels.get(unit.declared, ())
        ]
        for said in chain(*levels):
            self._idle.pop(said, None)
        innermost = next(filter(None, levels), [])
        for said in innermost:
            self._refuse_promoted(said, unit, state)
        if len(innermost) > 1:
            self._refuse_second(unit, state, innermost)
        return innermost[0] if innermost else None

    def _is_about(self, bump: Bump, unit: Unit, state: State) -> bool:
        if bump.what != state.what:
            return False
        if bump.scope.stages:
            return unit.stage in bump.scope.stages
        return not self._arrives(unit)

    def _arrives(self, unit: Unit) -> bool:
        """Whether releases come to a unit from another stage that its app is in."""
        before = self._promotions.before(unit.stage) if unit.stage else ()
        return not self._stages[unit.declared].isdisjoint(before)

    # -- mistakes ----------------------------------------------------------------------------

    def refuse_idle(self) -> None:
        """Slug `nothing-to-bump`: a version that a bump is about stands in no file, or there is
        none where it says."""
        for said in self._idle:
            self._complaints.error(
                "nothing-to-bump",
                f"`bump {said.bump.what}` of {said.where.ref} finds no version that it could raise",
                (said.where, "raises nothing"),
                help=_WHERE_IT_MOVES.get((said.where.ref.kind, said.bump.what), _OF_IMAGES),
            )

    def _refuse_promoted(self, said: _BumpAt, unit: Unit, state: State) -> None:
        """Slug `two-writers`: what a promotion brings to a stage is raised there as well."""
        if not self._arrives(unit):
            return
        arrow = self._promotions.into(unit.stage or "")[0]
        self._complaints.error(
            "two-writers",
            f"the {state.what} of {unit.declared} in `{unit.stage}` is raised there by "
            f"`{said.bump.by}`, and promoted from `{arrow.source}`",
            (said.where, f"would undo what comes from `{arrow.source}`"),
            (arrow.where, f"brings it to `{unit.stage}`"),
            help="raise it where its releases set out: leave `in` out",
        )

    def _refuse_second(self, unit: Unit, state: State, found: Sequence[_BumpAt]) -> None:
        """Slug `two-writers`: two bumps of one version."""
        first, second, *_ = found
        self._complaints.error(
            "two-writers",
            f"the {state.what} of {unit.declared} in `{unit.stage}` is raised twice",
            (second.where, f"by `{second.bump.by}`"),
            (first.where, f"and by `{first.bump.by}`"),
            help="let one of them do it, or name the stages of each with `in`",
        )


def _refuse_shared(complaints: Complaints, uses: Sequence[_Use]) -> None:
    """Slug `shared-version`: one field for several stages, which is raised for some of them."""
    state, declared = uses[0].state, uses[0].unit.declared
    said = next(use.said for use in uses if use.said)
    others = sorted({use.unit.stage or "" for use in uses if use.said != said})
    complaints.error(
        "shared-version",
        f"`{said.bump.by}` would raise the {state.what} of {declared} in `{others[0]}` as well",
        (said.where, "is not about that stage"),
        (Where(declared), f"one file for all: `{state.path}`"),
        help="let the pattern of the place go by `{stage}`, or name all of the stages in `in`",
    )


def _placed(ref: Ref, bumps: Sequence[Bump]) -> tuple[_BumpAt, ...]:
    return tuple(_BumpAt(Where(ref, "bump", index), bump) for index, bump in enumerate(bumps))
