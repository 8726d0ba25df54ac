"""All that is said about how versions are raised."""

from collections.abc import Iterator

from gitopsc.model.releases import Bump
from gitopsc.model.topology import Topology
from gitopsc.refs import Ref


def all_bumps(topology: Topology) -> Iterator[tuple[Ref, tuple[Bump, ...]]]:
    """What each infra, team and app says that says something."""
    for infra in topology.infra:
        if infra.bumps:
            yield Ref("infra", (infra.name,)), infra.bumps
    for team in topology.teams:
        if team.bumps:
            yield Ref("team", (team.name,)), team.bumps
        for app in team.apps:
            if app.bumps:
                yield Ref("app", (team.name, app.name)), app.bumps
