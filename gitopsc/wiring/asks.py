"""The words of a spec that an operator may be unable to realise: what is asked of a backend.

A backend answers with a table from these words to reasons. So nothing said is ever ignored: it is
emitted, or it is refused by name.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from gitopsc.model.delivery import BOTS, CARRIERS, CI_SERVERS, HYDRATOR, UPDATERS, Bump
from gitopsc.model.operator import Operator
from gitopsc.model.place import Place
from gitopsc.model.sync import Sync
from gitopsc.model.topology import Topology
from gitopsc.model.workload import App, Infra, Team
from gitopsc.refs import Ref, Where, as_owner
from gitopsc.wiring.bumped import bumped
from gitopsc.wiring.placement import Placement
from gitopsc.wiring.rendering import renderer
from gitopsc.wiring.sourcing import tool_of

Tools = Mapping[str, str]
"""The agents that are declared, with what each one is."""


class Ask(NamedTuple):
    word: str
    """`link applicationset`, `bump`, `config pointer`, …"""
    where: Where


def asks(topology: Topology) -> Iterator[Ask]:
    """Every ask of a spec, in the order of its kinds."""
    for operator in topology.operators:
        yield from _of_operator(operator)
    selects = any(operator.generate == "clusters" for operator in topology.operators)
    for cluster in topology.clusters:
        ref = Ref("cluster", (cluster.name,))
        if cluster.labels and not selects:
            yield Ask("cluster labels", Where(ref, "labels"))
        if cluster.credentials:
            yield Ask("cluster credentials", Where(ref, "credentials"))
    for stage in topology.stages:
        ref = Ref("stage", (stage.name,))
        if stage.window:
            yield Ask("window", Where(ref, "window"))
        yield from _of_sync(ref, stage.sync)
    tools = {agent.name: agent.using for agent in topology.agents}
    carriers = {name: using for name, using in tools.items() if using in CARRIERS}
    previewing = (p for team in topology.teams for app in team.apps for p in app.previews)
    shown, using = {preview.repo for preview in previewing}, set(carriers.values())
    piped, bumping = _piped(topology), _bumping(topology)
    for agent in topology.agents:
        if agent.name not in piped | bumping or agent.name in carriers:
            yield Ask(_idle(agent.using), Where(Ref("agent", (agent.name,))))
    servers = {name for name, tool in tools.items() if tool in CI_SERVERS}
    left = any(_is_left(app) for team in topology.teams for app in team.apps)
    for promotion in topology.promotions:
        if promotion.by in servers and left:
            yield Ask("promote by ci", Where(Ref("promotion", promotion.chain), "by"))
        if promotion.review and promotion.by not in piped.union(carriers):
            yield Ask("promote review", Where(Ref("promotion", promotion.chain), "review"))
    for repo in topology.repos:
        ref = Ref("repo", (repo.name,))
        if repo.forge and not (carriers or piped or bumping or shown):
            yield Ask("forge", Where(ref, "forge"))
        if repo.credentials and repo.name not in shown and "gitops-promoter" not in using:
            yield Ask("credentials", Where(ref, "credentials"))
    yield from _of_places((), topology.places)
    for infra in topology.infra:
        yield from _of_infra(infra, tools)
    for team in topology.teams:
        yield from _of_team(team, tools)
    yield from _of_rendering(topology)


def _idle(using: str) -> str:
    """What is asked by declaring an agent of which no app or infra asks anything."""
    if using in CARRIERS:
        return f"using {using}"
    return "agent without bump" if using in (*BOTS, *UPDATERS) else "agent"


def _is_left(app: App) -> bool:
    """Whether a version of it moves that no CI server copies along."""
    return not (app.config and app.config.mode == "replicated")


def _piped(topology: Topology) -> frozenset[str]:
    """The agents for which a pipeline is written, because there is something to copy, or to look
    at before it is merged."""
    servers = {agent.name: agent for agent in topology.agents if agent.using in CI_SERVERS}
    checking = {name for name, agent in servers.items() if agent.checks}
    configs = (app.config for team in topology.teams for app in team.apps)
    return (
        frozenset(
            config.by for config in configs if config and config.by and config.mode == "replicated"
        )
        .intersection(servers)
        .union(checking)
    )


def _bumping(topology: Topology) -> set[str]:
    """The agents by which some version is raised."""
    return {bump.by for _, bumps in bumped(topology) for bump in bumps}


def _of_rendering(topology: Topology) -> Iterator[Ask]:
    """Who renders into what; each word once for an app, whichever operator deploys it."""
    placement = Placement(topology)
    for team in topology.teams:
        for app in (app for app in team.apps if renderer(app)):
            config = Where(Ref("app", (team.name, app.name)), "config")
            words: dict[str, Where] = {}
            for operator in topology.operators:
                owner = {"operator": operator.name, "team": team.name, "app": app.name}
                rendered, overlay = (placement.find(a, **owner) for a in ("rendered", "overlay"))
                if rendered and rendered.repo.at.startswith("oci://"):
                    words.setdefault("rendered in oci", rendered.where)
                if renderer(app) == HYDRATOR:
                    words.setdefault("rendered by hydrator", config)
                    if tool_of(app) == "umbrella":
                        words.setdefault("umbrella rendered by hydrator", config)
                    if rendered and overlay and rendered.repo != overlay.repo:
                        words.setdefault("hydrator into another repository", rendered.where)
            yield from (Ask(word, where) for word, where in words.items())


def _of_operator(operator: Operator) -> Iterator[Ask]:
    ref = Ref("operator", (operator.name,))
    if operator.mode == "namespaced":
        yield Ask("as namespaced", Where(ref, "as"))
        if operator.install:
            yield Ask(f"install {operator.install} as namespaced", Where(ref, "install"))
    if operator.generate:
        yield Ask(f"generate {operator.generate}", Where(ref, "generate"))
    for field in ("install", "link", "nest"):
        value = getattr(operator, field)
        if value:
            yield Ask(f"{field} {value}", Where(ref, field))
    if operator.shards:
        yield Ask("shards", Where(ref, "shards"))
    yield from _of_sync(ref, operator.sync)
    yield from _of_places((as_owner(operator.name),), operator.places)


def _of_infra(infra: Infra, tools: Tools) -> Iterator[Ask]:
    ref = Ref("infra", (infra.name,))
    yield from _of_bumps(ref, infra.bumps, tools)
    yield from _of_sync(ref, infra.sync)


def _of_team(team: Team, tools: Tools) -> Iterator[Ask]:
    ref = Ref("team", (team.name,))
    if team.shard:
        yield Ask("shard", Where(ref, "shard"))
    yield from _of_bumps(ref, team.bumps, tools)
    yield from _of_sync(ref, team.sync)
    yield from _of_places((team.name,), team.places)
    for app in team.apps:
        yield from _of_app(team, app, tools)


def _of_app(team: Team, app: App, tools: Tools) -> Iterator[Ask]:
    ref = Ref("app", (team.name, app.name))
    if app.config:
        yield Ask(f"config {app.config.mode}", Where(ref, "config"))
    if app.previews:
        yield Ask("preview", Where(ref, "preview"))
    yield from _of_bumps(ref, app.bumps, tools)
    yield from _of_sync(ref, app.sync)
    yield from _of_places((team.name, app.name), app.places)


def _of_bumps(ref: Ref, bumps: tuple[Bump, ...], tools: Tools) -> Iterator[Ask]:
    for index, bump in enumerate(bumps):
        if bump.by in tools:
            yield Ask(f"bump by {tools[bump.by]}", Where(ref, "bump", index))


def _of_sync(ref: Ref, sync: Sync) -> Iterator[Ask]:
    if sync.heal is False:
        yield Ask("heal false", Where(ref, "sync heal"))
    if sync.every is not None:
        yield Ask("sync every", Where(ref, "sync every"))
    if sync.retries is not None:
        yield Ask("sync retries", Where(ref, "sync retries"))


def _of_places(owner: tuple[str, ...], places: tuple[Place, ...]) -> Iterator[Ask]:
    for place in places:
        if place.artefact in ("slices", "tenant-overlay"):
            yield Ask(place.artefact, Where(Ref("place", (*owner, place.artefact))))
