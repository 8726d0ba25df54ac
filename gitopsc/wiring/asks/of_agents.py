"""What agents ask: they themselves, the promotions they make, and the repositories for them."""

from collections.abc import Iterator

from gitopsc.model.releases import BOTS, CARRIERS, CI_SERVERS, UPDATERS
from gitopsc.model.topology import Topology
from gitopsc.model.workload import App
from gitopsc.refs import Ref, Where
from gitopsc.wiring.asks.addressees import Addressees
from gitopsc.wiring.asks.ask import Ask
from gitopsc.wiring.versions.bumps import all_bumps


class _Work:
    """Which agents have something to do that is written for them."""

    def __init__(self, topology: Topology) -> None:
        self.carriers = {a.name: a.using for a in topology.agents if a.using in CARRIERS}
        self.servers = {a.name for a in topology.agents if a.using in CI_SERVERS}
        self.bumping = {bump.by for _, bumps in all_bumps(topology) for bump in bumps}
        self.piped = self.servers.intersection(_copying(topology)).union(_checking(topology))
        """Those for which a pipeline is written, because there is something to copy, or to look at
        before it is merged."""


def of_agents(topology: Topology, whom: Addressees) -> Iterator[Ask]:
    work = _Work(topology)
    yield from _of_themselves(topology, work, whom)
    yield from _of_promotions(topology, work, whom)
    yield from _of_repos(topology, work, whom)


def _of_themselves(topology: Topology, work: _Work, whom: Addressees) -> Iterator[Ask]:
    """An agent in a cluster asks to be told what to carry; another one asks nothing but work."""
    for agent in topology.agents:
        where = Where(Ref("agent", (agent.name,)))
        if agent.name in work.carriers:
            yield Ask(f"using {agent.using}", where, whom.of_agent(agent))
        elif agent.name not in work.piped | work.bumping:
            is_raising = agent.using in (*BOTS, *UPDATERS)
            yield Ask("agent without bump" if is_raising else "agent", where, whom.all)


def _of_promotions(topology: Topology, work: _Work, whom: Addressees) -> Iterator[Ask]:
    is_left = any(_is_left(app) for team in topology.teams for app in team.apps)
    for promotion in topology.promotions:
        ref, of = Ref("promotion", promotion.chain), whom.of_stages(promotion.chain)
        if promotion.by in work.servers and is_left:
            yield Ask("promote by ci", Where(ref, "by"), of)
        if promotion.review and promotion.by not in work.piped.union(work.carriers):
            yield Ask("promote review", Where(ref, "review"), of)


def _of_repos(topology: Topology, work: _Work, whom: Addressees) -> Iterator[Ask]:
    """What is said of a repository for those who open pull requests there, or list them."""
    previews = (p for team in topology.teams for app in team.apps for p in app.previews)
    shown = {preview.repo for preview in previews}
    is_opened = bool(work.carriers or work.piped or work.bumping or shown)
    is_promoted = "gitops-promoter" in work.carriers.values()
    for repo in topology.repos:
        ref = Ref("repo", (repo.name,))
        if repo.forge and not is_opened:
            yield Ask("forge", Where(ref, "forge"), whom.all)
        if repo.credentials and not is_promoted and repo.name not in shown:
            yield Ask("credentials", Where(ref, "credentials"), whom.all)


def _is_left(app: App) -> bool:
    """Whether a version of it moves that no CI server copies along."""
    return not (app.config and app.config.mode == "replicated")


def _copying(topology: Topology) -> Iterator[str]:
    configs = (app.config for team in topology.teams for app in team.apps)
    return (c.by for c in configs if c and c.by and c.mode == "replicated")


def _checking(topology: Topology) -> Iterator[str]:
    return (a.name for a in topology.agents if a.checks and a.using in CI_SERVERS)
