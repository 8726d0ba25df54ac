"""The repositories in which something is ours."""

from collections.abc import Iterator

from gitopsc.manifests.draft import Draft
from gitopsc.wiring.plan import Plan
from gitopsc.wiring.slots import RepoAt, Slot


def repositories(plan: Plan, draft: Draft) -> tuple[RepoAt, ...]:
    """Every one that holds an owned file, sorted."""
    written = frozenset(draft.repositories)
    return tuple(sorted({repo for repo in _known(plan) if repo.folder in written}))


def _known(plan: Plan) -> Iterator[RepoAt]:
    for slot in _slots(plan):
        if slot is not None:
            yield slot.repo


def _slots(plan: Plan) -> Iterator[Slot | None]:
    for instance in plan.instances:
        yield from (instance.root, instance.home, instance.self_wiring)
        yield from (instance.platform_project, instance.default_project)
    for unit in (*plan.installs, *plan.units):
        yield from (unit.overlay, unit.deployed, unit.base, unit.wiring)
        yield from (component.slot for component in unit.components)
        yield from unit.version_folders
    yield from (tenant.slot for tenant in plan.tenants)
    yield from (project.slot for project in plan.projects)
    yield from (namespace.slot for namespace in plan.namespaces)
    yield from (carrier.slot for carrier in plan.carriers)
