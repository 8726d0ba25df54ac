"""Truth: every scope holds for at least one unit of its thing."""

from collections.abc import Collection, Iterator

from gitopsc.model.section import Section
from gitopsc.refs import Ref, Where
from gitopsc.wiring.drawing import Drawing

Scene = tuple[str | None, str]
"""A stage, none for an infra, and a cluster."""


def check(drawing: Drawing) -> None:
    """Slug `unreachable-scope`: what is said in it would be said to nobody."""
    for ref, sections, runs in _scoped(drawing):
        for section in sections if runs else ():
            scope = section.scope
            if scope.is_everywhere:
                continue
            if not any(drawing.fleet.holds(scope, stage, cluster) for stage, cluster in runs):
                drawing.complaints.error(
                    "unreachable-scope",
                    f"`{scope}` holds for nothing of {ref}",
                    (Where(ref, f"scope:{scope}"), "it never runs there"),
                    help="correct the scope, or take it out",
                )


def _scoped(drawing: Drawing) -> Iterator[tuple[Ref, tuple[Section, ...], Collection[Scene]]]:
    for infra in drawing.topology.infra:
        clusters = drawing.infra_clusters(infra.name)
        yield Ref("infra", (infra.name,)), infra.sections, [(None, c) for c in clusters]
    for team in drawing.topology.teams:
        for app in team.apps:
            if app.sections:
                runs = drawing.fleet.runs(team, app)
                yield Ref("app", (team.name, app.name)), app.sections, runs
        if team.sections:
            everywhere = {run for app in team.apps for run in drawing.fleet.runs(team, app)}
            yield Ref("team", (team.name,)), team.sections, everywhere
