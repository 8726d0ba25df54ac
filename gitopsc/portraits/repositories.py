"""The repositories in which something is ours."""

from gitopsc.manifests.draft import Draft
from gitopsc.plan.plan import Plan
from gitopsc.plan.slots import RepoAt


def repositories(plan: Plan, draft: Draft) -> tuple[RepoAt, ...]:
    """Every one that holds an owned file, sorted."""
    written = frozenset(draft.repositories)
    return tuple(repo for repo in plan.repos if repo.folder in written)
