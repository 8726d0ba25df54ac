"""What apps ask whose manifests an agent renders: who renders, and into what."""

from collections.abc import Iterator

from gitopsc.model.releases import HYDRATOR
from gitopsc.model.workload import App, Team
from gitopsc.refs import Ref, Where
from gitopsc.wiring.asks.addressees import Addressees
from gitopsc.wiring.asks.ask import Ask
from gitopsc.wiring.drawing import Drawing
from gitopsc.wiring.workloads.rendering import renderer
from gitopsc.wiring.workloads.sourcing import tool_of


def of_rendering(drawing: Drawing, whom: Addressees) -> Iterator[Ask]:
    for team in drawing.topology.teams:
        for app in (app for app in team.apps if renderer(app)):
            for operator in sorted(whom.of_app(team, app)):
                for word, where in _words(drawing, operator, team, app):
                    yield Ask(word, where, frozenset((operator,)))


def _words(drawing: Drawing, operator: str, team: Team, app: App) -> Iterator[tuple[str, Where]]:
    """Each operator may have places of its own."""
    owner = {"operator": operator, "team": team.name, "app": app.name}
    rendered, overlay = (drawing.placement.find(a, **owner) for a in ("rendered", "overlay"))
    if rendered and rendered.repo.at.startswith("oci://"):
        yield "rendered in oci", rendered.where
    if renderer(app) == HYDRATOR:
        config = Where(Ref("app", (team.name, app.name)), "config")
        yield "rendered by hydrator", config
        if tool_of(app) == "umbrella":
            yield "umbrella rendered by hydrator", config
        if rendered and overlay and rendered.repo != overlay.repo:
            yield "hydrator into another repository", rendered.where
