"""Which scope wins. The narrower one; and where neither is narrower, nobody guesses.

The order is a product: owner (team, then app), `in`, and `on` are compared one by one (a cluster is
less than its group, anything is less than nothing said); where these are equal, naming a variant is
narrower than not naming one (docs/decisions/0001).
"""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeVar

from gitopsc.model.section import Section
from gitopsc.model.workload import App, Infra, Team
from gitopsc.refs import Ref, Where
from gitopsc.wiring.fleet import Fleet

Value = TypeVar("Value")


class OwnedSection(NamedTuple):
    """A section, and in whose block it stands."""

    owner: Ref
    depth: int
    """0 for a team, 1 for an app or an infra."""
    section: Section

    def where(self, field: str, index: int = -1) -> Where:
        """The place of one field of this section."""
        scope = self.section.scope
        return Where(self.owner, field if scope.is_everywhere else f"scope:{scope}:{field}", index)


def sections_of_team(team: Team) -> list[OwnedSection]:
    ref = Ref("team", (team.name,))
    return [OwnedSection(ref, 0, section) for section in team.sections]


def own_sections(ref: Ref, declared: App | Infra) -> list[OwnedSection]:
    """Those in the block of an app or an infra itself."""
    return [OwnedSection(ref, 1, section) for section in declared.sections]


def sections_about(team: Team, app: App) -> list[OwnedSection]:
    """The sections that say something of an app: its team's, and its own."""
    return [*sections_of_team(team), *own_sections(Ref("app", (team.name, app.name)), app)]


def applicable(
    said: Iterable[OwnedSection], fleet: Fleet, stage: str | None, cluster: str
) -> list[OwnedSection]:
    """The sections that hold for a unit, from wide to narrow (a linear extension of the order)."""
    holding = [item for item in said if fleet.holds(item.section.scope, stage, cluster)]
    if len(holding) < 2:
        return holding
    return sorted(
        holding, key=lambda item: sum([narrower(item, other, fleet) for other in holding])
    )


def narrower(one: OwnedSection, other: OwnedSection, fleet: Fleet) -> bool:
    """Whether `one` is strictly narrower than `other`."""
    if one is other:
        return False
    if not _within(one, other, fleet):
        return False
    if not _within(other, one, fleet):
        return True
    mine, theirs = one.section.scope.variants, other.section.scope.variants
    return _less(mine, theirs) and not _less(theirs, mine)


def _within(one: OwnedSection, other: OwnedSection, fleet: Fleet) -> bool:
    mine, theirs = one.section.scope, other.section.scope
    return (
        one.depth >= other.depth
        and _less(mine.stages, theirs.stages)
        and (
            not theirs.clusters
            or _some_of(fleet.expand(mine.clusters), fleet.expand(theirs.clusters))
        )
    )


def _less(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    return not theirs or _some_of(mine, theirs)


def _some_of(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    return bool(mine) and set(mine) <= set(theirs)


class Rivals(NamedTuple):
    """Two sections that are not comparable and want different things for one key."""

    key: str
    first: OwnedSection
    second: OwnedSection


def winner(
    holding: Sequence[OwnedSection],
    field: Callable[[Section], Value | None],
    key: str,
    fleet: Fleet,
) -> tuple[OwnedSection | None, Rivals | None]:
    """The narrowest section that sets a field, or the rivals when there is no narrowest."""
    setting = [item for item in holding if field(item.section) is not None]
    if len(setting) < 2:  # nearly always; nothing has to be compared
        return (setting[0] if setting else None), None
    best = [a for a in setting if not any(narrower(b, a, fleet) for b in setting)]
    for other in best[1:]:
        if field(other.section) != field(best[0].section):
            return None, Rivals(key, best[0], other)
    return best[0], None
