"""Truth: what is declared is used."""

from collections.abc import Iterator

from gitopsc.model.place import Place
from gitopsc.model.section import Section
from gitopsc.model.topology import Topology
from gitopsc.refs import Ref, Where
from gitopsc.wiring.drawing import Drawing


def check(drawing: Drawing) -> None:
    """Warnings `unused-repo` (nothing is placed in it), `unused-place` (nothing lives there),
    `unused-stage` (no app is in it), `unused-window` (no stage names it), `unused-team` (it has no
    app) and `unused-variant` (nothing is made of it)."""
    _repos(drawing)
    _places(drawing)
    _stages(drawing)
    _windows(drawing)
    _teams(drawing)
    _variants(drawing)


def _repos(drawing: Drawing) -> None:
    for repo in drawing.topology.repos:
        if repo.name not in drawing.placement.used_repos and not _configured(drawing, repo.name):
            drawing.complaints.warn(
                "unused-repo",
                f"nothing lives in repo `{repo.name}`",
                (Where(Ref("repo", (repo.name,))), "no place names it"),
                help="place something in it, or take it out",
            )


def _places(drawing: Drawing) -> None:
    """Only those in the blocks of teams and apps: outside of them a place is a default, for
    whatever comes."""
    for owner, places in _owners(drawing.topology):
        for place in places:
            where = Where(Ref("place", (*owner, place.artefact)))
            if where not in drawing.placement.used_places:
                drawing.complaints.warn(
                    "unused-place",
                    f"nothing of `{'.'.join(owner)}` lives at its `place {place.artefact}`",
                    (where, "nothing to put here, or an app places it otherwise"),
                    help="take it out",
                )


def _owners(topology: Topology) -> Iterator[tuple[tuple[str, ...], tuple[Place, ...]]]:
    for team in topology.teams:
        yield (team.name,), team.places
        yield from (((team.name, app.name), app.places) for app in team.apps)


def _stages(drawing: Drawing) -> None:
    topology = drawing.topology
    run = {r.stage for t in topology.teams for a in t.apps for r in drawing.fleet.runs(t, a)}
    for stage in topology.stages:
        if stage.name not in run and topology.teams:
            drawing.complaints.warn(
                "unused-stage",
                f"no app is in stage `{stage.name}`",
                (Where(Ref("stage", (stage.name,))), "nothing runs here"),
                help="take it out, or let an app into it",
            )


def _windows(drawing: Drawing) -> None:
    kept = {stage.window for stage in drawing.topology.stages}
    for window in drawing.topology.windows:
        if window.name not in kept:
            drawing.complaints.warn(
                "unused-window",
                f"no stage keeps to window `{window.name}`",
                (Where(Ref("window", (window.name,))), "nothing waits for it"),
                help=f"write `window {window.name}` in the block of a stage, or take it out",
            )


def _teams(drawing: Drawing) -> None:
    """Namespaces, rights and limits of a team follow from its apps."""
    for team in drawing.topology.teams:
        if not team.apps:
            drawing.complaints.warn(
                "unused-team",
                f"team `{team.name}` has no app, so it gets no namespace and no rights",
                (Where(Ref("team", (team.name,))), "nothing follows from it"),
                help="declare an app in its block, or take it out",
            )


def _variants(drawing: Drawing) -> None:
    """A variant is emitted where a stage or a cluster mixes it in and an app has it; in a scope it
    only has to be mixed in."""
    topology = drawing.topology
    mixed = {v for stage in topology.stages for v in stage.variants}
    mixed |= {v for cluster in topology.clusters for v in cluster.variants}
    had = {v for team in topology.teams for app in team.apps for v in app.variants}
    had |= {v for sections in _sections(topology) for s in sections for v in s.scope.variants}
    for variant in topology.variants:
        if variant.name not in mixed:
            why, help = "no stage and no cluster mixes it in", f"write `with {variant.name}` there"
        elif variant.name not in had:
            why, help = "no app has it", f"write `variants {variant.name}` in the block of an app"
        else:
            continue
        drawing.complaints.warn(
            "unused-variant",
            f"nothing is made of variant `{variant.name}`",
            (Where(Ref("variant", (variant.name,))), why),
            help=f"{help}, or take it out",
        )


def _sections(topology: Topology) -> Iterator[tuple[Section, ...]]:
    yield from (infra.sections for infra in topology.infra)
    for team in topology.teams:
        yield team.sections
        yield from (app.sections for app in team.apps)


def _configured(drawing: Drawing, repo: str) -> bool:
    """Whether an app takes its configuration or previews from the repo."""
    apps = [app for team in drawing.topology.teams for app in team.apps]
    return any(
        (app.config and app.config.repo == repo) or any(p.repo == repo for p in app.previews)
        for app in apps
    )
