"""What keeps Kargo, which edits version files, from going the way of an app."""

from collections.abc import Iterator
from itertools import combinations

from gitopsc.carriers.hindrances import Hindrance
from gitopsc.carriers.ways import Way, states_of
from gitopsc.diagnostics.diagnostic import Severity
from gitopsc.plan.carrier import Carrier
from gitopsc.plan.source import Umbrella
from gitopsc.plan.unit import Unit
from gitopsc.refs import Where


def hindrances(carrier: Carrier, way: Way) -> Iterator[Hindrance]:
    """All there are. A way on which no version moves at all is no mistake: what the spec pins, it
    moves itself."""
    if not way.states:
        yield Hindrance(
            "no version of it moves: the spec says them all",
            Where(way.declared),
            "name its image, and say `start` in place of `version`",
            Severity.NOTE,
        )
        return
    yield from _pinned(way)
    yield from _whole(carrier, way)
    yield from _nameless(way)
    yield from _shared(way)
    yield from _contrary(way)


def _pinned(way: Way) -> Iterator[Hindrance]:
    for stop in way.stops:
        pinned = next((unit for unit in stop.units if not unit.states), None)
        if pinned:
            yield Hindrance(
                f"its version in `{stop.stage}` stands in no file that could be edited",
                Where(way.declared),
                f"take the `version` of `{stop.stage}` out; its version file begins with `start`, "
                f"so let that be `{_said(pinned)}`, or write it into the file",
            )


def _said(unit: Unit) -> str | None:
    """The version that the spec says of a unit."""
    return unit.source.chart.version if isinstance(unit.source, Umbrella) else unit.image_tag


def _whole(carrier: Carrier, way: Way) -> Iterator[Hindrance]:
    """What it carries are versions that a registry has."""
    if any(state.form == "whole" for state in way.states):
        yield Hindrance(
            "its settings would stay behind, which are promoted with its version",
            Where(way.declared, "state"),
            f"take `state` out; or say `by manual` in place of `by {carrier.name}`, and move all "
            "apps of these stages on with `gitopsc promote`",
        )


def _nameless(way: Way) -> Iterator[Hindrance]:
    """Kargo's `yaml-update` goes by the place of a field, and a container may be moved."""
    if any(state.form == "containers" for state in way.states):
        yield Hindrance(
            "it is plain, and a container is found by its place in the list alone",
            Where(way.declared),
            "say `using kustomize`: there an image is found by its name",
        )


def _shared(way: Way) -> Iterator[Hindrance]:
    for one, other in combinations(way.stops, 2):
        held = {(state.slot.repo, state.path) for state in states_of(one)}
        if any((state.slot.repo, state.path) in held for state in states_of(other)):
            yield Hindrance(
                f"`{one.stage}` and `{other.stage}` share one file for its version",
                Where(way.declared),
                "let the pattern of the place go by `{stage}`",
            )
            return


def _contrary(way: Way) -> Iterator[Hindrance]:
    """What is taken up is one series of releases, whichever stage it sets out from."""
    for what in dict.fromkeys(state.what for state in way.states):
        said = way.bumps(what)
        if len({(bump.policy, bump.range) for bump in said}) > 1:
            yield Hindrance(
                f"what is newest for its {what} is said in two ways",
                Where(way.declared, "bump"),
                "say it once for all stages in which releases set out",
            )
        elif any(bump.policy == "digest" and bump.range is None for bump in said):
            yield Hindrance(
                "`policy digest` follows one tag, and none is named",
                Where(way.declared, "bump"),
                'name the tag: `range "latest"`',
            )
        elif what == "chart" and any(bump.policy not in (None, "semver") for bump in said):
            yield Hindrance(
                "charts have versions, and the newest is the greatest",
                Where(way.declared, "bump"),
                "say `policy semver`, or leave the policy out",
            )
