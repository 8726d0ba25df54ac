"""Truth: a project is what its name says, and who keeps links of its own has one for itself."""

from collections.abc import Iterable, Mapping, Sequence

from gitopsc.plan.unit import Unit
from gitopsc.refs import Ref, Where
from gitopsc.wiring.drawing import Drawing
from gitopsc.wiring.places.placement import Placed
from gitopsc.wiring.places.project_places import DEFAULT, PLATFORM, project_key


def check(drawing: Drawing, units: Sequence[Unit]) -> None:
    """Slugs `name-collision` and `project-not-own`, where the place says what projects are called
    after. Where it does not, they are the teams', whose names are their own."""
    for operator, held in _of_teams(units).items():
        placed = drawing.placement.find("projects", operator=operator)
        if placed and project_key(placed) != ("team",):
            _check_names(drawing, placed, held)
            _check_tenants(drawing, placed, operator, held)


def _of_teams(units: Iterable[Unit]) -> Mapping[str, list[Unit]]:
    held: dict[str, list[Unit]] = {}
    for unit in units:
        if unit.team:
            held.setdefault(unit.operator, []).append(unit)
    return held


def _check_names(drawing: Drawing, placed: Placed, units: Iterable[Unit]) -> None:
    """A stage may be called like a project that is there anyhow, and `-` joins parts that may hold
    `-`."""
    key = project_key(placed)
    known: dict[tuple[Ref, str], tuple[str, ...]] = {}
    for unit in units:
        values = tuple(unit.dimensions[kind] for kind in key)
        if unit.project in (PLATFORM, DEFAULT):
            other = "one of the tree's own"
        elif known.setdefault((unit.instance, unit.project), values) != values:
            other = "another one"
        else:
            continue
        drawing.complaints.error(
            "name-collision",
            f"the project of {unit.declared} would be called `{unit.project}`, like {other}",
            (placed.where, f"called after {_said(key)}"),
            (Where(Ref("stage", (unit.stage or "",))), "in this stage"),
            help="rename the stage, or say what else tells projects apart",
        )
        return


def _check_tenants(drawing: Drawing, placed: Placed, operator: str, units: Iterable[Unit]) -> None:
    """What a team's own links may do is what its project permits (P28)."""
    for team in sorted({unit.team for unit in units if unit.team}):
        if drawing.is_tenant(team, operator):
            drawing.complaints.error(
                "project-not-own",
                f"team `{team}` keeps its own links, and they need one project that is the team's "
                "alone",
                (placed.where, f"called after {_said(project_key(placed))}"),
                (Where(Ref("team", (team,))), "has links of its own"),
                help='let the team alone tell projects apart: `at "projects/{team}.yaml"`',
            )


def _said(key: tuple[str, ...]) -> str:
    return " and ".join(f"the {kind}" for kind in key)
