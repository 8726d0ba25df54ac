"""The way of each app: its stops, and whether an agent can go it."""

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import NamedTuple

from gitopsc.diagnostics.diagnostic import Diagnostic, Label, Severity
from gitopsc.model.releases import Bump
from gitopsc.plan.carrier import Carrier, Stop
from gitopsc.plan.source import Umbrella
from gitopsc.plan.state import State
from gitopsc.plan.unit import Unit
from gitopsc.refs import Ref, Where


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


def obstacles(carrier: Carrier, way: Way) -> Iterator[Diagnostic]:
    """Slug `cannot-carry`: what keeps an agent that edits version files from going a way. A way on
    which no version moves at all is no mistake: what the spec pins, it moves itself."""
    if not way.states:
        yield obstacle(
            carrier,
            way,
            "no version of it moves: the spec says them all",
            Where(way.declared),
            "name its image, and say `start` in place of `version`",
            Severity.NOTE,
        )
        return
    yield from _pinned(carrier, way)
    yield from _whole(carrier, way)
    yield from _nameless(carrier, way)
    yield from _shared(carrier, way)
    yield from _contrary(carrier, way)


def _pinned(carrier: Carrier, way: Way) -> Iterator[Diagnostic]:
    for stop in way.stops:
        pinned = next((unit for unit in stop.units if not unit.states), None)
        if pinned:
            yield obstacle(
                carrier,
                way,
                f"its version in `{stop.stage}` stands in no file that could be edited",
                Where(way.declared),
                f"take the `version` of `{stop.stage}` out; its version file begins with `start`, "
                f"so let that be `{_said(pinned)}`, or write it into the file",
            )


def _said(unit: Unit) -> str | None:
    """The version that the spec says of a unit."""
    return unit.source.chart.version if isinstance(unit.source, Umbrella) else unit.image_tag


def _whole(carrier: Carrier, way: Way) -> Iterator[Diagnostic]:
    """What it carries are versions that a registry has."""
    if any(state.form == "whole" for state in way.states):
        yield obstacle(
            carrier,
            way,
            "its settings would stay behind, which are promoted with its version",
            Where(way.declared, "state"),
            f"take `state` out; or say `by manual` in place of `by {carrier.name}`, and move all "
            "apps of these stages on with `gitopsc promote`",
        )


def _nameless(carrier: Carrier, way: Way) -> Iterator[Diagnostic]:
    """Kargo's `yaml-update` goes by the place of a field, and a container may be moved."""
    if any(state.form == "containers" for state in way.states):
        yield obstacle(
            carrier,
            way,
            "it is plain, and a container is found by its place in the list alone",
            Where(way.declared),
            "say `using kustomize`: there an image is found by its name",
        )


def _shared(carrier: Carrier, way: Way) -> Iterator[Diagnostic]:
    for one, other in combinations(way.stops, 2):
        held = {(state.slot.repo, state.path) for state in states_of(one)}
        if any((state.slot.repo, state.path) in held for state in states_of(other)):
            yield obstacle(
                carrier,
                way,
                f"`{one.stage}` and `{other.stage}` share one file for its version",
                Where(way.declared),
                "let the pattern of the place go by `{stage}`",
            )
            return


def _contrary(carrier: Carrier, way: Way) -> Iterator[Diagnostic]:
    """What is taken up is one series of releases, whichever stage it sets out from."""
    for what in dict.fromkeys(state.what for state in way.states):
        said = way.bumps(what)
        if len({(bump.policy, bump.range) for bump in said}) > 1:
            yield obstacle(
                carrier,
                way,
                f"what is newest for its {what} is said in two ways",
                Where(way.declared, "bump"),
                "say it once for all stages in which releases set out",
            )
        elif any(bump.policy == "digest" and bump.range is None for bump in said):
            yield obstacle(
                carrier,
                way,
                "`policy digest` follows one tag, and none is named",
                Where(way.declared, "bump"),
                'name the tag: `range "latest"`',
            )
        elif what == "chart" and any(bump.policy not in (None, "semver") for bump in said):
            yield obstacle(
                carrier,
                way,
                "charts have versions, and the newest is the greatest",
                Where(way.declared, "bump"),
                "say `policy semver`, or leave the policy out",
            )


def obstacle(
    carrier: Carrier,
    way: Way,
    why: str,
    where: Where,
    help: str,
    severity: Severity = Severity.ERROR,
) -> Diagnostic:
    """Slug `cannot-carry`."""
    return Diagnostic(
        "cannot-carry",
        f"`{carrier.name}` cannot carry {way.declared}: {why}",
        (Label(where, "this one"), Label(Where(carrier.ref), "carries releases")),
        help=(help,),
        severity=severity,
    )


def by_team(found: Iterable[Way]) -> dict[str, list[Way]]:
    """The ways of each team."""
    teams: dict[str, list[Way]] = {}
    for way in found:
        teams.setdefault(way.team, []).append(way)
    return teams
