"""Who carries releases from stage to stage inside a cluster, and the way of each app.

Such an agent is told by objects what to carry where (`agent kargo using kargo`). What it is told is
the graph of its own `promote` lines, and nothing else: of each app the stages that it is in, each
with the stages right before it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from gitopsc.model.releases import CARRIERS, Agent, Bump
from gitopsc.plan.carrier import Carrier, Stop
from gitopsc.plan.mover import Mover
from gitopsc.plan.namespace import NamespaceAt
from gitopsc.plan.unit import Unit
from gitopsc.refs import Ref, Where
from gitopsc.wiring.drawing import Drawing
from gitopsc.wiring.forges import forge_of, refuse_unknown
from gitopsc.wiring.lengths import LABEL, overlong
from gitopsc.wiring.versions.agent_folders import agent_folder
from gitopsc.wiring.versions.promotions import Arrow, Promotions


def build_carriers(
    drawing: Drawing,
    units: Sequence[Unit],
    movers: Sequence[Mover],
    namespaces: Sequence[NamespaceAt],
) -> tuple[Carrier, ...]:
    """Every such agent, sorted; one that cannot be told what to do is left out after a complaint:
    `agent-without-cluster`, `agent-needs-cluster-rights`, `taken-up-midway`,
    `promotion-below-root`, `two-namespace-owners`, `two-writers`, `name-too-long`,
    `unknown-forge`."""
    promotions = Promotions(drawing.topology)
    taken = {(item.cluster, item.name): Where(item.subject) for item in namespaces}
    found = []
    for agent in (agent for agent in drawing.topology.agents if agent.using in CARRIERS):
        carrier = _carrier(drawing, promotions, agent, units, movers)
        if carrier:
            found.append(carrier)
            _check_scopes(drawing, carrier, taken)
            _check_writers(drawing, carrier, movers)
            _check_forges(drawing, carrier)
    return tuple(found)


def _carrier(
    drawing: Drawing,
    promotions: Promotions,
    agent: Agent,
    units: Sequence[Unit],
    movers: Sequence[Mover],
) -> Carrier | None:
    ref = Ref("agent", (agent.name,))
    own = tuple(arrow for arrow in promotions.arrows if arrow.by == agent.name)
    cluster = _cluster(drawing, agent, ref)
    midway = _midway(promotions, own)
    if midway:
        _refuse_midway(drawing, ref, *midway)
    instance = drawing.instance(cluster) if cluster else None
    if cluster:
        _check_rights(drawing, ref, cluster)
    if cluster is None or instance is None or midway:
        return None
    order = {stage: number for number, stage in enumerate(promotions.in_order())}
    stops = tuple(
        sorted(
            _Stops(drawing, own, _taken_up(agent, movers)).of(units),
            key=lambda stop: (order[stop.stage], stop.declared),
        )
    )
    slot = agent_folder(drawing, ref, instance)
    return Carrier(ref, agent.using, cluster, instance.ref, slot, stops)


def _cluster(drawing: Drawing, agent: Agent, ref: Ref) -> str | None:
    """Where it runs: what is said, or the only cluster from which anything is deployed."""
    if agent.on:
        return agent.on
    clusters = sorted({instance.cluster for instance in drawing.instances})
    if len(clusters) == 1:
        return clusters[0]
    drawing.complaints.error(
        "agent-without-cluster",
        f"{ref} runs in a cluster, and nothing says in which one",
        (Where(ref), "no `on`"),
        help=f"say `agent {agent.name} using {agent.using} on {clusters[0]}`",
    )
    return None


def _check_rights(drawing: Drawing, ref: Ref, cluster: str) -> None:
    """It has a namespace of its own for each team, which no operator of a team may create."""
    operator = drawing.without_rights(cluster)
    if operator:
        drawing.complaints.error(
            "agent-needs-cluster-rights",
            f"nobody may tell {ref} on `{cluster}` what to carry: every operator there is one "
            "team's, and has no rights on the cluster",
            (Where(ref), "is told in namespaces of its own"),
            (Where(operator, "as"), "one per team"),
            help="declare the other operator as well, as standalone or as hub: it creates the "
            f"namespaces; or say `by manual` in place of `by {ref.name}`",
        )


def _check_scopes(drawing: Drawing, carrier: Carrier, taken: dict[tuple[str, str], Where]) -> None:
    """What it is told has namespaces of its own; they are taken from then on."""
    for scope, owner in carrier.scopes.items():
        other = taken.setdefault((carrier.cluster, scope), Where(carrier.ref))
        if other != Where(carrier.ref):
            drawing.complaints.error(
                "two-namespace-owners",
                f"the namespace `{scope}` on `{carrier.cluster}` has two owners",
                (Where(carrier.ref), "keeps there what it is told"),
                (other, "something else lives there"),
                help="give that another `namespace`, or the agent another name",
            )
        parts = dict.fromkeys((Where(owner), Where(carrier.ref)))
        drawing.complaints.add(*overlong("namespace for promotions", owner, scope, LABEL, *parts))


def _check_writers(drawing: Drawing, carrier: Carrier, movers: Sequence[Mover]) -> None:
    """Slug `two-writers`: where releases set out, Kargo brings what is newest itself."""
    first = {unit.ref for stop in carrier.stops if not stop.sources for unit in stop.units}
    for mover in movers:
        unit = next((unit for unit in mover.units if unit.ref in first), None)
        if carrier.using == "kargo" and mover.agent.name != carrier.name and unit:
            drawing.complaints.error(
                "two-writers",
                f"`{carrier.name}` brings what is newest of {unit.declared} to `{unit.stage}`, and "
                f"`{mover.agent.name}` raises its {mover.state.what} there",
                (mover.where, "a second writer"),
                (Where(carrier.ref), f"takes up releases in `{unit.stage}`"),
                help=f"say `bump {mover.state.what} by {carrier.name}`, or take it out",
            )


def _check_forges(drawing: Drawing, carrier: Carrier) -> None:
    """Slug `unknown-forge`: where somebody has to agree, Kargo opens a pull request, and asks the
    forge in its own words."""
    told: set[str] = set()
    for stop in carrier.stops if carrier.using == "kargo" else ():
        for repo in (state.slot.repo for unit in stop.units for state in unit.states):
            if stop.review and forge_of(repo) is None and repo.name not in told:
                told.add(repo.name)
                why = f"opens pull requests for `{stop.stage}`, which wants a review"
                refuse_unknown(repo, Where(carrier.ref), why, drawing.complaints)


def _midway(promotions: Promotions, own: Sequence[Arrow]) -> tuple[Arrow, Arrow] | None:
    """An arrow of its own, and one by somebody else into one of the two stages of it."""
    pairs = (
        (mine, other)
        for mine in own
        for stage in (mine.source, mine.target)
        for other in promotions.into(stage)
        if other.by != mine.by
    )
    return next(pairs, None)


def _refuse_midway(drawing: Drawing, ref: Ref, mine: Arrow, other: Arrow) -> None:
    """It knows a release only from the moment on at which it took it up itself."""
    drawing.complaints.error(
        "taken-up-midway",
        f"`{ref.name}` cannot carry what `{other.by}` has brought to `{other.target}`",
        (mine.where, f"goes on with what it did not bring to `{other.target}`")
        if mine.source == other.target
        else (mine.where, f"brings it to `{other.target}` as well"),
        (other.where, f"brings it to `{other.target}`"),
        help=f"say `by {ref.name}` for the whole way up to there",
    )


class _Stops:
    """The stops of one agent."""

    def __init__(
        self, drawing: Drawing, own: Sequence[Arrow], taken_up: Mapping[Ref, tuple[Bump, ...]]
    ) -> None:
        """
        :param own: the arrows that it makes.
        :param taken_up: what it raises, unit by unit.
        """
        self._drawing, self._own, self._taken_up = drawing, own, taken_up

    def of(self, units: Sequence[Unit]) -> Iterator[Stop]:
        on_the_way = {stage for arrow in self._own for stage in (arrow.source, arrow.target)}
        runs: dict[Ref, dict[str, list[Unit]]] = {}
        for unit in units:
            if unit.stage in on_the_way:
                stages = runs.setdefault(unit.declared, {})
                stages.setdefault(unit.stage or "", []).append(unit)
        for team in self._drawing.topology.teams:
            for app in team.apps:
                ref = Ref("app", (team.name, app.name))
                there = runs.get(ref, {})
                for stage in sorted(there):
                    yield self._stop(ref, stage, there)

    def _stop(self, app: Ref, stage: str, there: Mapping[str, list[Unit]]) -> Stop:
        """
        :param there: the units of the app in all stages on the way.
        """
        declared, units = self._drawing.fleet.stages[stage], there[stage]
        team, name = app.path
        sources = tuple(sorted(_before(self._own, stage, there)))
        into = [arrow for arrow in self._own if arrow.target == stage]
        bumps = (bump for unit in units for bump in self._taken_up.get(unit.ref, ()))
        return Stop(
            declared=app,
            team=team,
            app=name,
            stage=stage,
            units=tuple(units),
            sources=sources,
            review=declared.review or any(arrow.review for arrow in into),
            waits=declared.window is not None,
            bumps=() if sources else tuple(dict.fromkeys(bumps)),
        )


def _before(own: Sequence[Arrow], stage: str, there: Iterable[str]) -> set[str]:
    """The stages right before, of those that the app is in: a release passes by the others."""
    found: set[str] = set()
    for arrow in own:
        if arrow.target == stage:
            is_there = arrow.source in there
            found |= {arrow.source} if is_there else _before(own, arrow.source, there)
    return found


def _taken_up(agent: Agent, movers: Iterable[Mover]) -> Mapping[Ref, tuple[Bump, ...]]:
    """What it raises, unit by unit: for each kind of version what holds for it."""
    found: dict[Ref, tuple[Bump, ...]] = {}
    for mover in movers:
        for unit in mover.units if mover.agent.name == agent.name else ():
            found[unit.ref] = (*found.get(unit.ref, ()), mover.bump)
    return found
