"""Moving a version on: the talk's "promotion via cp", of the version alone.

Copying a folder copies identity with it: names of environments, markers of updaters, hosts (P32,
P35). So only the version is carried, into the field that holds the one before.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from gitopsc.diagnostics.diagnostic import Diagnostic, Edit
from gitopsc.manifests.nodes import edited
from gitopsc.plan.plan import Plan
from gitopsc.plan.unit import Unit
from gitopsc.promotion import complaints
from gitopsc.promotion.clock import opens, zone_of
from gitopsc.promotion.fields import Field
from gitopsc.promotion.held import Checkouts, Held, held_by, unknown
from gitopsc.promotion.policies import Policies
from gitopsc.promotion.version import Version
from gitopsc.refs import Ref
from gitopsc.source import Source
from gitopsc.wiring.versions.promotions import Arrow, Promotions


class Request(NamedTuple):
    """What somebody wants to move, and when."""

    app: Ref
    target: str
    source: str | None
    """`None` for the stage right before."""
    at: datetime


@dataclass(frozen=True)
class ChangedFile:
    """One file of the target stage with its new text."""

    repo: str
    """Its folder in the output."""
    path: str
    before: Source
    after: str


class MovedVersion(NamedTuple):
    """A version that moves on, and the one whose place it takes."""

    name: str
    """What it is the version of."""
    before: Version
    after: Version


@dataclass(frozen=True)
class PlannedPromotion:
    """A version on its way. Without changes, the target has it already."""

    request: Request
    arrow: Arrow
    """The last step of the way, whose gates hold."""
    source: str
    moves: tuple[MovedVersion, ...]
    changes: tuple[ChangedFile, ...]

    @property
    def title(self) -> str:
        """What is promoted, in a line: `shop.web to production: 1.1.0`."""
        versions = ", ".join(dict.fromkeys(move.after.short for move in self.moves))
        return f"{'.'.join(self.request.app.path)} to {self.request.target}: {versions}"

    @property
    def branch(self) -> str:
        """The same as Git allows it."""
        versions = "-".join(dict.fromkeys(move.after.short for move in self.moves))
        text = f"{'.'.join(self.request.app.path)}-{versions}"
        safe = re.sub(r"[^A-Za-z0-9_-]+", lambda m: "." if m[0] == "." else "-", text)
        return f"promote/{self.request.target}/{safe.removesuffix('.lock').strip('.-')}"


def promote(
    plan: Plan,
    promotions: Promotions,
    policies: Policies,
    checkouts: Checkouts,
    request: Request,
) -> PlannedPromotion | tuple[Diagnostic, ...]:
    """What would change in the target stage; or every reason why nothing may."""
    units = [unit for unit in plan.units if unit.declared == request.app]
    arrow = _way(promotions, units, request)
    if isinstance(arrow, Diagnostic):
        return (arrow,)
    closed = _closed(arrow, request.at)
    if closed:
        return (closed,)
    source = request.source or arrow.source
    held = {
        stage: [h for u in units if u.stage == stage for h in held_by(u, checkouts)]
        for stage in (source, request.target)
    }
    unit = next(unit for unit in units if unit.stage == request.target)
    carried = _carried(request, unit, held[source], held[request.target])
    reasons = [item for item in carried if isinstance(item, Diagnostic)]
    moves = [item for item in carried if not isinstance(item, Diagnostic)]
    moving = {move.there.key for move in moves}
    forbidden = (policies.against_moving(h) for h in held[source] if h.key in moving)
    reasons += [refusal for refusal in forbidden if refusal]
    if reasons:
        return tuple(dict.fromkeys(reasons))
    told = (
        MovedVersion(there.name, there.version, coming.version)
        for there, coming in moves
        if there.version and coming.version
    )
    return PlannedPromotion(
        request, arrow, source, tuple(dict.fromkeys(told)), tuple(_changes(moves))
    )


def _way(promotions: Promotions, units: Sequence[Unit], request: Request) -> Arrow | Diagnostic:
    """The last step into the target, of the way that the version takes."""
    runs = {unit.stage for unit in units}
    stages = [stage for stage in promotions.in_order() if stage in runs]
    for stage in (request.target, request.source):
        if stage is not None and stage not in runs:
            return complaints.not_in_stage(request.app, stage, stages)
    into, before = promotions.into(request.target), promotions.before(request.target)
    if request.source and request.source not in before:
        return complaints.against_the_arrow(request.source, request.target, before)
    if not into:
        return complaints.no_way(request.target)
    if request.source is None:
        return _nearest(request, into, [stage for stage in before if stage in runs], runs)
    return next(
        arrow
        for arrow in into
        if request.source in (arrow.source, *promotions.before(arrow.source))
    )


def _nearest(
    request: Request, into: Sequence[Arrow], earlier: Sequence[str], runs: set[str | None]
) -> Arrow | Diagnostic:
    open_ways = [arrow for arrow in into if arrow.source in runs]
    if not open_ways:
        missing = [arrow.source for arrow in into]
        return complaints.skipped(request.app, request.target, missing, earlier)
    if len(open_ways) > 1:
        return complaints.several_ways(request.app, open_ways)
    return open_ways[0]


def _closed(arrow: Arrow, at: datetime) -> Diagnostic | None:
    if arrow.window is None:
        return None
    zone = zone_of(arrow.window)
    if zone is None:
        return complaints.unknown_zone(arrow)
    next_time = opens(arrow.window, at, zone)
    return complaints.window_closed(arrow, next_time) if next_time else None


class Move(NamedTuple):
    """A version of the target stage, and that of the source which takes its place."""

    there: Held
    coming: Held


def _carried(
    request: Request, unit: Unit, source: Sequence[Held], target: Sequence[Held]
) -> list[Move | Diagnostic]:
    """For each version that the target holds in a file, what the source runs."""
    moving = [held for held in target if held.state is not None]
    if not moving:
        if target:
            return [complaints.pinned(held) for held in target]
        return [complaints.nothing_to_promote(request.app, request.target, unknown(unit))]
    found: list[Move | Diagnostic] = []
    for held in moving:
        same = [other for other in source if other.key == held.key]
        found.append(_move(held, same, request))
    return found


def _move(held: Held, same: Sequence[Held], request: Request) -> Move | Diagnostic:
    problem = next((h.problem for h in (*same, held) if h.problem), None)
    if problem:
        return problem
    versions = {other.version for other in same}
    version = next(iter(versions), None)
    if len(versions) > 1:
        return complaints.differing(same[0].unit.stage or "", same)
    if version is None:
        why = "has no version in the stage before"
        return complaints.nothing_to_promote(request.app, request.target, why)
    if same[0].is_placeholder:
        return complaints.no_version_yet(same[0])
    if any(_file(other) == _file(held) for other in same if other.state):
        return complaints.shared(held, same[0].unit.stage or "")
    if held.version and version.is_older(held.version):
        return complaints.older(held, same[0])
    return Move(held, same[0])


def _edits(held: Held, field: Field, coming: Held) -> Iterable[Edit]:
    """Of what is promoted whole, the text of the file takes the place of the one before."""
    if held.state and held.state.form == "whole" and coming.field:
        return (Edit(field.span, coming.field.span.text),)
    return field.write(coming.version or Version())


def _file(held: Held) -> tuple[str, str]:
    assert held.state is not None
    return held.state.slot.repo.folder, held.state.path


def _changes(moves: Sequence[Move]) -> Iterator[ChangedFile]:
    """The files with all that moves in them; units may share a file, and say the same of it."""
    edits: dict[tuple[str, str], dict[Edit, None]] = defaultdict(dict)
    for there, coming in moves:
        if there.field and coming.version and coming.version != there.version:
            edits[_file(there)] |= dict.fromkeys(_edits(there, there.field, coming))
    for (repo, path), changed in sorted(edits.items()):
        source = next(iter(changed)).span.source
        yield ChangedFile(repo, path, source, edited(source, changed))
