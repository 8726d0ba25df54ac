"""Truth: a range of versions is one, whoever reads it."""

from collections.abc import Iterator

from gitopsc.model.delivery import Bump
from gitopsc.refs import Ref, Where
from gitopsc.wiring.drawing import Drawing
from gitopsc.wiring.semver import Range


def check(drawing: Drawing) -> None:
    """Slug `not-a-range`. Of other policies than `semver` the word names a tag."""
    for ref, bumps in _bumped(drawing):
        for index, bump in enumerate(bumps):
            if bump.range is None or bump.policy not in (None, "semver"):
                continue
            if Range.read(bump.range) is None:
                drawing.complaints.error(
                    "not-a-range",
                    f"`{bump.range}` is no range of versions",
                    (Where(ref, "bump", index), "takes no version"),
                    help='say e.g. `range "~1.4"`, `range "1.x"` or `range ">=1.2 <3"`',
                )


def _bumped(drawing: Drawing) -> Iterator[tuple[Ref, tuple[Bump, ...]]]:
    for infra in drawing.topology.infra:
        yield Ref("infra", (infra.name,)), infra.bumps
    for team in drawing.topology.teams:
        yield Ref("team", (team.name,)), team.bumps
        for app in team.apps:
            if app.bumps:
                yield Ref("app", (team.name, app.name)), app.bumps
