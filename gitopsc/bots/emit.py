"""Put what dependency bots read into the tree: one `renovate.json` for each repository that holds a
version which is Renovate's to raise.

Renovate reads the one of the default branch, and looks at other branches from there. Which one that
is only the forge knows; so all branches of a repository hold the same one.
"""

from collections.abc import Iterator, Sequence

from gitopsc.bots.obstacles import obstacles
from gitopsc.bots.renovate import configuration
from gitopsc.diagnostics.diagnostic import Diagnostic
from gitopsc.manifests.draft import Draft
from gitopsc.model.releases import BOTS
from gitopsc.plan.mover import Mover
from gitopsc.plan.plan import Plan
from gitopsc.plan.slots import RepoAt
from gitopsc.refs import Ref

FILE = "renovate.json"
"""At the root, where it is looked for first."""


def emit_bots(plan: Plan, draft: Draft) -> tuple[Diagnostic, ...]:
    """Put every file.

    :return: what this plan asks that no bot can do: `cannot-raise`.
    """
    movers = [mover for mover in plan.movers if mover.agent.using in BOTS]
    found = tuple(obstacles(movers))
    if found:
        return found
    repositories: dict[str, list[Mover]] = {}
    for mover in movers:
        repositories.setdefault(mover.state.slot.repo.url, []).append(mover)
    for url, held in repositories.items():
        content = configuration(plan.name, held)
        for repo in sorted(set(_branches(plan, url, held))):
            draft.json(repo.folder, FILE, content, subject=Ref("repo", (repo.name,)))
    return ()


def _branches(plan: Plan, url: str, movers: Sequence[Mover]) -> Iterator[RepoAt]:
    """Every branch of a repository in which something is ours."""
    yield from (mover.state.slot.repo for mover in movers)
    roots = (instance.root for instance in plan.instances)
    units = (*plan.installs, *plan.units)
    for slot in (*roots, *(slot for unit in units for slot in (unit.overlay, unit.wiring))):
        if slot.repo.url == url:
            yield slot.repo
