"""Truth: what is declared is used."""

from gitopsc.refs import Ref, Where
from gitopsc.wiring.drawing import Drawing


def check(drawing: Drawing) -> None:
    """Warnings `unused-repo` (nothing is placed in it), `unused-stage` (no app is in it) and
    `unused-window` (no stage names it)."""
    topology = drawing.topology
    for repo in topology.repos:
        if repo.name not in drawing.placement.used_repos and not _configured(drawing, repo.name):
            drawing.complaints.warn(
                "unused-repo",
                f"nothing lives in repo `{repo.name}`",
                (Where(Ref("repo", (repo.name,))), "no place names it"),
                help="place something in it, or take it out",
            )
    run = {s for t in topology.teams for a in t.apps for s, _ in drawing.fleet.runs(t, a)}
    for stage in topology.stages:
        if stage.name not in run and topology.teams:
            drawing.complaints.warn(
                "unused-stage",
                f"no app is in stage `{stage.name}`",
                (Where(Ref("stage", (stage.name,))), "nothing runs here"),
                help="take it out, or let an app into it",
            )
    kept = {stage.window for stage in topology.stages}
    for window in topology.windows:
        if window.name not in kept:
            drawing.complaints.warn(
                "unused-window",
                f"no stage keeps to window `{window.name}`",
                (Where(Ref("window", (window.name,))), "nothing waits for it"),
                help=f"write `window {window.name}` in the block of a stage, or take it out",
            )


def _configured(drawing: Drawing, repo: str) -> bool:
    """Whether an app takes its configuration or previews from the repo."""
    apps = [app for team in drawing.topology.teams for app in team.apps]
    return any(
        (app.config and app.config.repo == repo) or any(p.repo == repo for p in app.previews)
        for app in apps
    )
