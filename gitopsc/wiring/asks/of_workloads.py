"""What infra, teams and apps ask of whoever deploys them."""

from collections.abc import Iterator, Mapping

from gitopsc.model.delivery import UPDATERS, Bump
from gitopsc.model.topology import Topology
from gitopsc.model.workload import App, Infra, Team
from gitopsc.refs import Ref, Where
from gitopsc.wiring.asks.addressees import Addressees
from gitopsc.wiring.asks.ask import Ask, Operators, of_places, of_sync

Tools = Mapping[str, str]
"""The agents that are declared, with what each one is."""


def of_workloads(topology: Topology, whom: Addressees) -> Iterator[Ask]:
    tools = {agent.name: agent.using for agent in topology.agents}
    for infra in topology.infra:
        yield from _of_infra(infra, tools, whom.of_infra(infra))
    for team in topology.teams:
        yield from _of_team(team, tools, whom.of_team(team))
        for app in team.apps:
            yield from _of_app(team, app, tools, whom.of_app(team, app))


def _of_infra(infra: Infra, tools: Tools, of: Operators) -> Iterator[Ask]:
    ref = Ref("infra", (infra.name,))
    yield from _of_bumps(ref, infra.bumps, tools, of)
    yield from of_sync(ref, infra.sync, of)


def _of_team(team: Team, tools: Tools, of: Operators) -> Iterator[Ask]:
    ref = Ref("team", (team.name,))
    if team.shard:
        yield Ask("shard", Where(ref, "shard"), of)
    yield from _of_bumps(ref, team.bumps, tools, of)
    yield from of_sync(ref, team.sync, of)
    yield from of_places((team.name,), team.places, of)


def _of_app(team: Team, app: App, tools: Tools, of: Operators) -> Iterator[Ask]:
    ref = Ref("app", (team.name, app.name))
    if app.config:
        yield Ask(f"config {app.config.mode}", Where(ref, "config"), of)
    if app.previews:
        yield Ask("preview", Where(ref, "preview"), of)
    yield from _of_bumps(ref, app.bumps, tools, of)
    yield from of_sync(ref, app.sync, of)
    yield from of_places((team.name, app.name), app.places, of)


def _of_bumps(ref: Ref, bumps: tuple[Bump, ...], tools: Tools, of: Operators) -> Iterator[Ask]:
    """An agent that is made for one operator raises beside that one, and asks nothing of the
    others: of which versions it is to do so, the drawing room knows."""
    for index, bump in enumerate(bumps):
        if bump.by in tools:
            using = tools[bump.by]
            beside = of.intersection((UPDATERS.get(using, ""),))
            yield Ask(f"bump by {using}", Where(ref, "bump", index), beside or of)
