"""What infra, teams and apps ask of whoever deploys them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from gitopsc.model.releases import UPDATERS, Bump
from gitopsc.model.topology import Topology
from gitopsc.model.workload import App, Team
from gitopsc.refs import Ref, Where
from gitopsc.wiring.asks.addressees import Addressees
from gitopsc.wiring.asks.ask import Ask, Operators, Word, of_places, of_sync

Tools = Mapping[str, str]
"""The agents that are declared, with what each one is."""

Whom = Callable[[], Operators]


def of_workloads(topology: Topology, whom: Addressees) -> Iterator[Ask]:
    """Most things ask nothing, so whom they would ask is found out once they do."""
    tools = {agent.name: agent.using for agent in topology.agents}
    for infra in topology.infra:
        ref, addressed = Ref("infra", (infra.name,)), partial(whom.of_infra, infra)
        yield from _asked(of_sync(ref, infra.sync), addressed)
        yield from _of_bumps(ref, infra.bumps, tools, addressed)
    for team in topology.teams:
        addressed = partial(whom.of_team, team)
        yield from _asked(_words_of_team(team), addressed)
        yield from _of_bumps(Ref("team", (team.name,)), team.bumps, tools, addressed)
        for app in team.apps:
            addressed = partial(whom.of_app, team, app)
            yield from _asked(_words_of_app(team, app), addressed)
            yield from _of_bumps(Ref("app", (team.name, app.name)), app.bumps, tools, addressed)


def _asked(words: Iterable[Word], addressed: Whom) -> Iterator[Ask]:
    return (Ask(*word, addressed()) for word in words)


def _words_of_team(team: Team) -> Iterator[Word]:
    ref = Ref("team", (team.name,))
    if team.shard:
        yield "shard", Where(ref, "shard")
    yield from of_sync(ref, team.sync)
    yield from of_places((team.name,), team.places)


def _words_of_app(team: Team, app: App) -> Iterator[Word]:
    ref = Ref("app", (team.name, app.name))
    if app.config:
        yield f"config {app.config.mode}", Where(ref, "config")
    if app.previews:
        yield "preview", Where(ref, "preview")
    yield from of_sync(ref, app.sync)
    yield from of_places((team.name, app.name), app.places)


def _of_bumps(ref: Ref, bumps: tuple[Bump, ...], tools: Tools, addressed: Whom) -> Iterator[Ask]:
    """An agent that is made for one operator raises beside that one, and asks nothing of the
    others: of which versions it is to do so, the drawing room knows."""
    for index, bump in enumerate(bumps):
        if bump.by in tools:
            using, of = tools[bump.by], addressed()
            beside = of.intersection((UPDATERS.get(using, ""),))
            yield Ask(f"bump by {using}", Where(ref, "bump", index), beside or of)
