"""Truth: what is written for two repositories is pushed to two."""

from collections.abc import Iterator

from gitopsc.plan.plan import Plan
from gitopsc.plan.slots import RepoAt
from gitopsc.refs import Ref, Where
from gitopsc.wiring.drawing import Drawing
from gitopsc.wiring.forges import whereabouts


def check(drawing: Drawing, plan: Plan) -> None:
    """Slug `one-address-for-many`: of two checkouts of one branch whoever pushes last would win.
    Two branches are two; and what is only read, for its charts, may have any number of names."""
    held: dict[tuple[str, str], RepoAt] = {}
    for repo in _written(plan):
        other = held.setdefault((whereabouts(repo), repo.branch), repo)
        if other is repo:
            continue
        if other.name == repo.name:
            _complain_of_one_line(drawing, other, repo)
        else:
            _complain_of_two(drawing, other, repo)


def _written(plan: Plan) -> Iterator[RepoAt]:
    """Each repository into which something is put, once. What an overlay is built from stands in
    the same one (`base-elsewhere`)."""
    found: dict[str, RepoAt] = {}
    for repo in (*_of_the_platform(plan), *_of_units(plan)):
        found.setdefault(repo.folder, repo)
    yield from found.values()


def _of_the_platform(plan: Plan) -> Iterator[RepoAt]:
    for instance in plan.instances:
        yield instance.root.repo
        for slot in (instance.home, instance.slices, instance.default_project):
            if slot:
                yield slot.repo
        yield instance.platform_project.repo
    for tenant in plan.tenants:
        yield tenant.slot.repo
        for overlay in tenant.overlays:
            yield overlay.slot.repo
    yield from (namespace.slot.repo for namespace in plan.namespaces)
    yield from (project.slot.repo for project in plan.projects)
    yield from (agent.slot.repo for agent in plan.carriers)
    yield from (agent.slot.repo for agent in plan.updaters)


def _of_units(plan: Plan) -> Iterator[RepoAt]:
    for unit in (*plan.installs, *plan.units):
        yield unit.wiring.repo
        yield unit.overlay.repo
        yield unit.repo
        if unit.code:
            yield unit.code.slot.repo


def _complain_of_one_line(drawing: Drawing, one: RepoAt, other: RepoAt) -> None:
    """One line stands for both, so its address is the pattern that tells them apart too little."""
    address = drawing.placement.declared(other.name).at
    if "{team}" in address:
        label = "they would read the same"
        help = "put between them what no name has: `{team}_{app}`"
    else:
        label = "no `{team}` in it"
        help = f"name the team in it as well: `{address.replace('{app}', '{team}-{app}')}`"
    drawing.complaints.error(
        "one-address-for-many",
        f"repo `{one.name}` would have one address for {_whose(one)} and {_whose(other)}: "
        f"`{other.url}`",
        (_address(other), label),
        help=help,
    )


def _complain_of_two(drawing: Drawing, one: RepoAt, other: RepoAt) -> None:
    drawing.complaints.error(
        "one-address-for-many",
        f"{_title(one)} and {_title(other)} have one address: `{other.url}`",
        (_address(other), "whoever pushes last would win"),
        (_address(one), "the other one"),
        help="correct one of them; or keep one, and place in it what goes into both",
    )


def _address(repo: RepoAt) -> Where:
    return Where(Ref("repo", (repo.name,)), "at")


def _title(repo: RepoAt) -> str:
    return f"repo `{repo.name}`" + (f" of {_whose(repo)}" if repo.dimensions else "")


def _whose(repo: RepoAt) -> str:
    return f"`{'.'.join(name for _, name in repo.dimensions)}`"
