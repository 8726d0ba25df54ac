"""The way of each app: all stops of its releases."""

from collections.abc import Iterable
from typing import NamedTuple

from gitopsc.model.releases import Bump
from gitopsc.plan.carrier import Carrier, Stop
from gitopsc.plan.state import State
from gitopsc.refs import Ref


class Way(NamedTuple):
    """All stops of one app."""

    declared: Ref
    team: str
    app: str
    stops: tuple[Stop, ...]

    @property
    def states(self) -> tuple[State, ...]:
        """The versions that move on it; those of several stages go by the same name."""
        return tuple(dict.fromkeys(state for stop in self.stops for state in states_of(stop)))

    def bump(self, what: str) -> Bump | None:
        """What of it is taken up where releases set out; `None` where nobody says."""
        return next(iter(self.bumps(what)), None)

    def bumps(self, what: str) -> tuple[Bump, ...]:
        said = (bump for stop in self.stops for bump in stop.bumps if bump.what == what)
        return tuple(dict.fromkeys(said))


def ways(carrier: Carrier) -> tuple[Way, ...]:
    """The way of each app, sorted."""
    found: dict[Ref, list[Stop]] = {}
    for stop in carrier.stops:
        found.setdefault(stop.declared, []).append(stop)
    return tuple(
        Way(declared, stops[0].team, stops[0].app, tuple(stops))
        for declared, stops in sorted(found.items())
    )


def states_of(stop: Stop) -> tuple[State, ...]:
    """The versions of a stop, each file once: clusters may share one."""
    return tuple(dict.fromkeys(state for unit in stop.units for state in unit.states))


def by_team(found: Iterable[Way]) -> dict[str, list[Way]]:
    """The ways of each team."""
    teams: dict[str, list[Way]] = {}
    for way in found:
        teams.setdefault(way.team, []).append(way)
    return teams
