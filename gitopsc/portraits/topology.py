"""`TOPOLOGY.md` in each repository: what is deployed from it, whose it is, how it is wired."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from gitopsc.manifests.draft import Draft
from gitopsc.manifests.tree import Document
from gitopsc.plan.instance import Instance
from gitopsc.plan.plan import Plan
from gitopsc.plan.source import Chart, GitChart
from gitopsc.plan.step import Step
from gitopsc.plan.unit import Unit, workload_name
from gitopsc.refs import Ref

FILE = "TOPOLOGY.md"

Row = tuple[str, ...]


def emit_topology(plan: Plan, steps: Mapping[Ref, Sequence[Step]], draft: Draft) -> None:
    """Put the page into every repository in which something is ours.

    :param steps: what a person does once to start each instance, by the instance's name.
    """
    units: dict[str, list[Unit]] = {}
    for unit in (*plan.installs, *plan.units):
        repo = unit.overlay.repo.folder
        if draft.keeps(repo):
            units.setdefault(repo, []).append(unit)
    links = _links(plan, draft)
    roots: dict[str, list[Instance]] = {}
    for instance in plan.instances:
        roots.setdefault(instance.root.repo.folder, []).append(instance)
    admins: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for tenant in plan.tenants:
        admins[tenant.team].add(tenant.admins)
    for repo in draft.repositories:
        held = sorted(units.get(repo, ()), key=lambda unit: (not unit.is_infra, unit.ref))
        teams = {unit.team for unit in held}
        known = sorted(team for team in teams if team and team in admins)
        owners = [(team, ", ".join(names)) for team in known for names in sorted(admins[team])]
        folders = _folders(draft.paths(repo))
        rows = [_of_unit(unit, folders) for unit in held]
        page = _page(plan.name, repo, rows, links.get(repo, ()), owners)
        starts = (_of_instance(root, steps.get(root.ref, ())) for root in roots.get(repo, ()))
        text = "\n".join(chain(page, *starts))
        draft.put(repo, FILE, Document(f"{text}\n"), Ref("topology", (plan.name,)))


def _page(
    name: str, repo: str, units: Sequence[Row], links: Sequence[Row], owners: Sequence[Row]
) -> Iterator[str]:
    yield f"# {repo}"
    yield ""
    yield f"Compiled by gitopsc from `{name}.gitops`; change the spec and compile again. Files"
    yield 'that say "yours from now on" are edited here.'
    yield from _table(
        "What is deployed from here",
        ("app", "stage", "cluster", "namespace", "folder", "rendered", "needs"),
        units,
    )
    yield from _table("What is linked from here", ("folder", "links"), links)
    yield from _table("Whose it is", ("team", "looked after by"), owners)


def _folders(paths: Iterable[str]) -> set[str]:
    """Every folder in which something stands."""
    seen = {""}
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder not in seen:
            seen.add(folder)
            folder = folder.rpartition("/")[0]
    return seen


def _of_unit(unit: Unit, folders: Container[str]) -> Row:
    needs = sorted(workload_name(need.unit) for need in unit.needs)
    return (
        workload_name(unit.ref),
        unit.stage or "",
        unit.cluster,
        unit.namespace,
        _home(unit, folders),
        _rendered(unit),
        ", ".join(needs),
    )


def _home(unit: Unit, folders: Container[str]) -> str:
    """Where it is deployed from: a chart of which nothing is changed needs no folder."""
    path, source = unit.overlay.path, unit.source
    if path in folders or not isinstance(source, Chart | GitChart):
        return f"`{path or '.'}`"
    if isinstance(source, Chart):
        return f"chart `{source.name}` of `{source.url}`"
    return f"chart `{source.path or '.'}` of `{source.repo.url}`"


def _rendered(unit: Unit) -> str:
    """By whom, and into what: there it is deployed from."""
    if unit.rendered_by is None:
        return ""
    is_here = unit.repo.folder == unit.overlay.repo.folder
    where = "" if is_here else f" of `{unit.repo.url}` at `{unit.revision}`"
    return f"by {unit.rendered_by} into `{unit.path or '.'}`{where}"


def _links(plan: Plan, draft: Draft) -> dict[str, list[Row]]:
    """By repository: the folders in which links stand, and the things they lead to."""
    held: dict[tuple[str, str], set[str]] = {}
    for unit in (*plan.installs, *plan.units):
        repo = unit.wiring.repo.folder
        if draft.keeps(repo):
            held.setdefault((repo, unit.wiring.directory), set()).add(workload_name(unit.ref))
    rows: dict[str, list[Row]] = {}
    for (repo, folder), names in sorted(held.items()):
        rows.setdefault(repo, []).append((f"`{folder or '.'}`", ", ".join(sorted(names))))
    return rows


def _of_instance(instance: Instance, steps: Sequence[Step]) -> Iterator[str]:
    served = ", ".join(f"`{cluster}`" for cluster in instance.serves)
    yield ""
    whose = f" for team {instance.team}" if instance.team else ""
    yield f"## How {instance.operator} on {instance.cluster}{whose} is started"
    yield ""
    yield f"It serves {served} and begins at `{instance.root.path or '.'}`. Once, in this order:"
    for number, step in enumerate(steps, start=1):
        yield ""
        yield f"{number}. {step.says}"
        if step.command:
            yield ""
            yield "   ```sh"
            yield from (f"   {line}" for line in step.command)
            yield "   ```"


def _table(title: str, head: Row, rows: Sequence[Row]) -> Iterator[str]:
    """A table without the columns in which no row says anything; nothing, if there is no row."""
    if not rows:
        return
    said = [index for index in range(len(head)) if any(row[index] for row in rows)]
    yield ""
    yield f"## {title}"
    yield ""
    yield f"| {' | '.join(head[index] for index in said)} |"
    yield f"|{'---|' * len(said)}"
    yield from (f"| {' | '.join(row[index] for index in said)} |" for row in rows)
