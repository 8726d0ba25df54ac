"""Truth: rights are of projects, so teams that share one have the same rights."""

from collections.abc import Sequence
from itertools import pairwise

from gitopsc.model.workload import Team
from gitopsc.plan.unit import Unit
from gitopsc.refs import Ref, Where
from gitopsc.wiring.drawing import Drawing
from gitopsc.wiring.places.placement import Placed
from gitopsc.wiring.places.project_places import project_key


def check(drawing: Drawing, units: Sequence[Unit]) -> None:
    """Slugs `shared-project`, once for each place of projects, and `deny-disagrees`."""
    held: dict[tuple[Ref, str], set[str]] = {}
    for unit in units:
        if unit.team:
            held.setdefault((unit.instance, unit.project), set()).add(unit.team)
    warned: set[Where] = set()
    for (instance, name), found in sorted(held.items()):
        placed = drawing.placement.find("projects", operator=instance.path[0])
        teams = [team for team in map(drawing.team, sorted(found)) if team]
        if placed and len(teams) > 1 and "team" not in project_key(placed):
            if placed.where not in warned:
                _warn(drawing, placed, name, teams)
            warned.add(placed.where)
            _check_denied(drawing, placed, name, teams)


def _warn(drawing: Drawing, placed: Placed, name: str, teams: Sequence[Team]) -> None:
    drawing.complaints.warn(
        "shared-project",
        f"teams `{teams[0].name}` and `{teams[1].name}` share the project `{name}`: each may "
        "touch what the other may",
        (placed.where, "no `{team}` in this pattern"),
        help='say `at "projects/{team}.yaml"` to keep them apart',
    )


def _check_denied(drawing: Drawing, placed: Placed, name: str, teams: Sequence[Team]) -> None:
    for one, other in pairwise(teams):
        if set(one.deny) != set(other.deny):
            drawing.complaints.error(
                "deny-disagrees",
                f"teams `{one.name}` and `{other.name}` are in one project, `{name}`, and not "
                "denied the same",
                (_denied(other), "this"),
                (_denied(one), "and this"),
                (placed.where, "one project for both"),
                help="deny both the same, or add `{team}` to the pattern",
            )


def _denied(team: Team) -> Where:
    return Where(Ref("team", (team.name,)), "deny")
