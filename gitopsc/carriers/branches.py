"""Whether GitOps Promoter can go the way of an app: over hydrated branches, at a forge it knows."""

from collections.abc import Iterator

from gitopsc.carriers.forge import has_name
from gitopsc.carriers.ways import Way, obstacle
from gitopsc.diagnostics.diagnostic import Diagnostic
from gitopsc.plan.carrier import Carrier, Stop
from gitopsc.plan.conventions import Conventions
from gitopsc.refs import Ref, Where
from gitopsc.wiring.versions.staging import branch_of


def unfit(carrier: Carrier, way: Way, conventions: Conventions) -> Iterator[Diagnostic]:
    """Slug `cannot-carry`: the first thing that keeps it from going a way."""
    problem = _problem(way, conventions)
    if problem:
        why, where, help = problem
        yield obstacle(carrier, way, why, where, help)


def _problem(way: Way, conventions: Conventions) -> tuple[str, Where, str] | None:
    units = [unit for stop in way.stops for unit in stop.units]
    if not all(unit.is_hydrated for unit in units):
        return (
            "it carries branches, and no operator renders this one into any",
            Where(way.declared),
            "say `config rendered by hydrator`, or let Kargo carry it",
        )
    if any(len({branch_of(unit) for unit in stop.units}) > 1 for stop in way.stops):
        return (
            "the clusters of a stage are rendered into different branches",
            Where(way.declared, "config"),
            "let the branch of the place go by `{stage}`",
        )
    branches = [branch_of(stop.units[0]) for stop in way.stops]
    if len(set(branches)) < len(branches):
        return (
            "two of its stages are rendered into one branch",
            Where(way.declared, "config"),
            'add `branch "environments/{stage}"` to the place',
        )
    if len({url for url, _ in branches}) > 1:
        return (
            "its stages are rendered into different repositories",
            Where(way.declared, "config"),
            "render all of them into one",
        )
    if len(way.stops) > 1 and not any(stop.sources for stop in way.stops):
        return (
            "none of its stages comes after another one",
            Where(way.declared),
            "let it into a stage that others lead to",
        )
    repo = way.stops[0].units[0].repo
    where = Where(Ref("repo", (repo.name,)))
    if not has_name(repo):
        return (
            f"`{repo.url}` names no owner and repository at a forge that it can write to",
            where,
            "say `forge github`, `gitea` or `bitbucket` on the repository; GitLab wants the number "
            "of a project, which no spec says",
        )
    if repo.credentials is None:
        return (
            f"nothing says who opens `{repo.name}`",
            where,
            "say `credentials NAME`: the name of a ScmProvider, which stands beside its Secret",
        )
    return _unseen(way.stops, conventions)


def _unseen(stops: tuple[Stop, ...], conventions: Conventions) -> tuple[str, Where, str] | None:
    """It asks Argo CD whether a stage is healthy, and finds Applications by their label."""
    for stop in stops:
        for unit in stop.units:
            if unit.ref not in conventions.told:
                return (
                    f"it cannot see the Application of `{stop.stage}` on `{unit.cluster}`",
                    Where(stop.declared),
                    "let it run beside the Argo CD that deploys there (`on` of the agent), and say "
                    "`link application`: what a set makes carries no label",
                )
    return None
