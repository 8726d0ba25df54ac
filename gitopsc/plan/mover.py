"""An agent that raises a version by itself."""

from typing import NamedTuple

from gitopsc.model.releases import Agent, Bump
from gitopsc.plan.slots import RepoAt
from gitopsc.plan.state import State
from gitopsc.plan.unit import Unit
from gitopsc.refs import Where

PEOPLE = Agent(name="manual", using="manual")
"""Who raises by hand what a `bump` is `by manual` of."""


class Mover(NamedTuple):
    """One version, and who raises it."""

    state: State
    """The home of the version."""
    units: tuple[Unit, ...]
    """Whose version it is, by their clusters. Where several operators could write, that of the
    first one does (one writer per file)."""
    agent: Agent
    bump: Bump
    where: Where
    """Of the bump."""
    review: bool
    """Somebody has to agree: the stage says so."""
    namespace: str
    """Where the objects about it live."""
    code: RepoAt | None = None
    """Of a CI server: where it builds what it raises."""

    @property
    def name(self) -> str:
        """What it is called by an agent that keeps a list of names: like the unit whose operator
        writes, which has one version that is raised. It stands in files that people and bots keep,
        and an image may have any name and get another one, so that is no part of it."""
        return self.units[0].name

    @property
    def branch(self) -> str:
        """Where it offers a version that somebody has to agree to. It says whose version that is:
        clusters may each have an operator that gives its units the same names, and what Flux finds
        on a branch that it pushes to it overwrites."""
        unit = self.units[0]
        return f"gitops/{unit.stage}/{unit.cluster}/{unit.team}.{unit.app}"
