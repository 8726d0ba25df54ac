"""Who says how versions are raised."""

from collections.abc import Iterator

from gitopsc.model.releases import Bump
from gitopsc.model.topology import Topology
from gitopsc.refs import Ref


def bumped(topology: Topology) -> Iterator[tuple[Ref, tuple[Bump, ...]]]:
    """Every infra, team and app that says it, and what each of them says."""
    for infra in topology.infra:
        if infra.bumps:
            yield Ref("infra", (infra.name,)), infra.bumps
    for team in topology.teams:
        if team.bumps:
            yield Ref("team", (team.name,)), team.bumps
        for app in team.apps:
            if app.bumps:
                yield Ref("app", (team.name, app.name)), app.bumps
