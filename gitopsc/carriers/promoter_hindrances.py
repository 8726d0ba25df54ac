"""What keeps GitOps Promoter from going the way of an app, over hydrated branches at some forge."""

from gitopsc.carriers.forge import has_name
from gitopsc.carriers.hindrances import Hindrance
from gitopsc.carriers.ways import Way
from gitopsc.plan.carrier import Stop
from gitopsc.plan.conventions import Conventions
from gitopsc.refs import Ref, Where
from gitopsc.wiring.versions.staging import branch_of


def hindrance(way: Way, conventions: Conventions) -> Hindrance | None:
    """The first there is."""
    units = [unit for stop in way.stops for unit in stop.units]
    if not all(unit.is_hydrated for unit in units):
        return Hindrance(
            "it carries branches, and no operator renders this one into any",
            Where(way.declared),
            "say `config rendered by hydrator`, or let Kargo carry it",
        )
    if any(len({branch_of(unit) for unit in stop.units}) > 1 for stop in way.stops):
        return Hindrance(
            "the clusters of a stage are rendered into different branches",
            Where(way.declared, "config"),
            "let the branch of the place go by `{stage}`",
        )
    branches = [branch_of(stop.units[0]) for stop in way.stops]
    if len(set(branches)) < len(branches):
        return Hindrance(
            "two of its stages are rendered into one branch",
            Where(way.declared, "config"),
            'add `branch "environments/{stage}"` to the place',
        )
    if len({url for url, _ in branches}) > 1:
        return Hindrance(
            "its stages are rendered into different repositories",
            Where(way.declared, "config"),
            "render all of them into one",
        )
    if len(way.stops) > 1 and not any(stop.sources for stop in way.stops):
        return Hindrance(
            "none of its stages comes after another one",
            Where(way.declared),
            "let it into a stage that others lead to",
        )
    repo = way.stops[0].units[0].repo
    where = Where(Ref("repo", (repo.name,)))
    if not has_name(repo):
        return Hindrance(
            f"`{repo.url}` names no owner and repository at a forge that it can write to",
            where,
            "say `forge github`, `gitea` or `bitbucket` on the repository; GitLab wants the number "
            "of a project, which no spec says",
        )
    if repo.credentials is None:
        return Hindrance(
            f"nothing says who opens `{repo.name}`",
            where,
            "say `credentials NAME`: the name of a ScmProvider, which stands beside its Secret",
        )
    return _unseen(way.stops, conventions)


def _unseen(stops: tuple[Stop, ...], conventions: Conventions) -> Hindrance | None:
    """It asks Argo CD whether a stage is healthy, and finds Applications by their label."""
    for stop in stops:
        for unit in stop.units:
            if unit.ref not in conventions.told:
                return Hindrance(
                    f"it cannot see the Application of `{stop.stage}` on `{unit.cluster}`",
                    Where(stop.declared),
                    "let it run beside the Argo CD that deploys there (`on` of the agent), and say "
                    "`link application`: what a set makes carries no label",
                )
    return None
