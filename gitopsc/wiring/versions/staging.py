"""Branches that are rendered for a carrier of commits: what shares one is carried together."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from gitopsc.plan.carrier import Carrier, Stop
from gitopsc.plan.naming import object_name
from gitopsc.plan.slots import RepoAt
from gitopsc.plan.unit import Unit
from gitopsc.refs import Ref

PART_OF = "app.kubernetes.io/part-of"
"""The label by which a carrier finds the operator's objects of one strategy."""

Key = tuple[str, str]
"""A repository and a branch of it."""


class Environment(NamedTuple):
    """A branch that is deployed."""

    branch: str
    sources: tuple[str, ...]
    """The branches right before."""
    is_automatic: bool
    """Nobody has to agree, and no window has to be kept."""


class Strategy(NamedTuple):
    """All branches of a repository that are connected by the way of some app."""

    name: str
    repo: RepoAt
    repository: str
    """The name of the repository, whichever of its branches is meant."""
    environments: tuple[Environment, ...]
    """Each after those before it."""
    units: frozenset[Ref]


def staged(branch: str) -> str:
    """The branch into which is rendered what is yet to be merged. The promoter looks for exactly
    this name (gitops-promoter.readthedocs.io, "Getting Started")."""
    return f"{branch}-next"


def strategies(carrier: Carrier) -> tuple[Strategy, ...]:
    """The strategies of an agent, sorted by name. Its stops have one branch each."""
    at = {(stop.declared, stop.stage): branch_of(stop.units[0]) for stop in carrier.stops}
    held: dict[Key, list[Stop]] = {}
    before: dict[Key, set[Key]] = {}
    for stop in carrier.stops:
        branch = at[stop.declared, stop.stage]
        held.setdefault(branch, []).append(stop)
        sources = {at[stop.declared, source] for source in stop.sources}
        before.setdefault(branch, set()).update(sources)
    made = (_strategy(group, held, before) for group in _connected(before))
    return tuple(sorted(made, key=lambda strategy: strategy.name))


def _connected(before: Mapping[Key, set[Key]]) -> list[list[Key]]:
    """The branches that some way connects, in the order in which they are met."""
    groups: list[list[Key]] = []
    for branch, sources in before.items():
        touched = [group for group in groups if sources.intersection(group)]
        groups = [group for group in groups if group not in touched]
        groups.append([*(key for group in touched for key in group), branch])
    return groups


def branch_of(unit: Unit) -> Key:
    """Where a unit is deployed from."""
    return unit.repo.url, unit.revision


def _strategy(
    group: Sequence[Key], held: Mapping[Key, list[Stop]], before: Mapping[Key, set[Key]]
) -> Strategy:
    repo = held[group[0]][0].units[0].repo
    repository = object_name(repo.folder.partition("@")[0])
    return Strategy(
        f"{repository}-{object_name(group[0][1])}",
        repo,
        repository,
        tuple(_environment(key, before[key], held[key]) for key in group),
        frozenset(unit.ref for key in group for stop in held[key] for unit in stop.units),
    )


def _environment(key: Key, before: Iterable[Key], stops: Iterable[Stop]) -> Environment:
    is_gated = any(stop.review or stop.waits for stop in stops)
    return Environment(key[1], tuple(sorted(branch for _, branch in before)), not is_gated)
