"""Truth: a team runs only where it was let in."""

from collections.abc import Iterator

from gitopsc.model.workload import App, Team
from gitopsc.refs import Ref, Where
from gitopsc.wiring.drawing import Drawing
from gitopsc.wiring.fleet import Fleet


def check(drawing: Drawing) -> None:
    """Slug `cluster-not-given`: an app's `on` names what its team does not have. Left alone it
    would be narrowed away in silence."""
    for team in drawing.topology.teams:
        for app in team.apps:
            for index in beyond(drawing.fleet, team, app):
                drawing.complaints.error(
                    "cluster-not-given",
                    f"app `{team.name}.{app.name}` reaches for `{app.on[index]}`, which team "
                    f"`{team.name}` was not given",
                    (Where(Ref("app", (team.name, app.name)), "on", index), "not the team's"),
                    (Where(Ref("team", (team.name,)), "on"), "the team's"),
                    help="add it to the `on` of the team, or take it out of the app's",
                )


def beyond(fleet: Fleet, team: Team, app: App) -> Iterator[int]:
    """The elements of an app's `on` that share no cluster with its team's."""
    given = set(fleet.expand(team.on))
    for index, name in enumerate(app.on):
        if team.on and given.isdisjoint(fleet.expand((name,))):
            yield index
