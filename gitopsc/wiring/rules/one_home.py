"""Truth: a version has one home."""

from collections.abc import Mapping, Sequence
from typing import Any

from gitopsc.plan.unit import Unit
from gitopsc.refs import Where
from gitopsc.wiring.drawing import Drawing
from gitopsc.wiring.scopes import own_sections
from gitopsc.wiring.workloads.values import compose


def check(drawing: Drawing, units: Sequence[Unit]) -> None:
    """Slug `two-homes`: a value that the version file holds is set in the spec as well. Which one
    would win differs: on Argo CD the last file, on Flux what the HelmRelease says itself."""
    told = set()
    for unit in units:
        state = unit.tagged_by_values
        if state is None or unit.declared in told:
            continue
        if _holds(compose(unit.base_values, unit.values), state.key):
            told.add(unit.declared)
            key = ".".join(state.key)
            drawing.complaints.error(
                "two-homes",
                f"`{key}` of {unit.declared} is set in the spec, and its version file holds it",
                (Where(unit.declared, "image in"), "its home is the version file"),
                (_setting(drawing, unit, key), "set here"),
                help=f'take the value out of the spec; or take `in "{key}"` and `image` out, and '
                "the spec holds the version",
            )


def _setting(drawing: Drawing, unit: Unit, key: str) -> Where:
    """Where the app sets it; or the app, where a values file or its team does."""
    team = drawing.team(unit.team)
    assert team is not None
    app = next(app for app in team.apps if app.name == unit.app)
    for said in own_sections(unit.declared, app):
        if any(".".join(setting.key) == key for setting in said.section.settings):
            return said.where(key)
    return Where(unit.declared)


def _holds(values: Mapping[str, Any], key: Sequence[str]) -> bool:
    level: Any = values
    for part in key:
        if not isinstance(level, Mapping) or part not in level:
            return False
        level = level[part]
    return True
