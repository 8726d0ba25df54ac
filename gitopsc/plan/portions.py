"""How the repositories of a plan are divided among several who emit them side by side."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from gitopsc.plan.plan import Plan

FILE, GLANCE = 3, 1
"""What it costs to make a file of a unit, and to look at the unit."""


def portions(plan: Plan, number: int) -> Mapping[str, int]:
    """For each repository who emits it, from 0; whatever is not named is for the first one. All
    have about as much to do.

    Repositories of which one is emitted by looking into the other stay together.
    """
    weights = _weights(plan)
    loads = [0] * number
    found: dict[str, int] = {}
    for bundle in sorted(_bundles(weights, plan), key=lambda b: (-_load(b, weights), b)):
        least = loads.index(min(loads))
        loads[least] += _load(bundle, weights)
        found |= dict.fromkeys(bundle, least)
    return found


def _weights(plan: Plan) -> Counter[str]:
    """How much there is to do for each repository: for two files of each unit, and where an
    operator begins, for what is said of all that it deploys."""
    units = (*plan.installs, *plan.units)
    weights = Counter[str]()
    for unit in units:
        weights[unit.overlay.repo.folder] += FILE
        weights[unit.wiring.repo.folder] += FILE
    deployed = Counter(unit.instance for unit in units)
    for instance in plan.instances:
        weights[instance.root.repo.folder] += deployed[instance.ref] * GLANCE
    return weights


def _load(bundle: Iterable[str], weights: Mapping[str, int]) -> int:
    return sum(weights[repo] for repo in bundle)


def _bundles(repos: Iterable[str], plan: Plan) -> Iterator[tuple[str, ...]]:
    """What CI copies is listed where it is copied to (`gitopsc.pipelines`), so the repository of
    the code and that of the deployment are one."""
    bundles = {repo: {repo} for repo in repos}
    for unit in plan.units:
        if unit.code:
            there, here = unit.code.slot.repo.folder, unit.deployed.repo.folder
            joined = bundles.setdefault(there, {there}) | bundles.setdefault(here, {here})
            bundles |= dict.fromkeys(joined, joined)
    return (tuple(sorted(b)) for b in {id(bundle): bundle for bundle in bundles.values()}.values())
