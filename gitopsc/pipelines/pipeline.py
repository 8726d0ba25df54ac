"""What the pipeline of one repository does, on whichever server it runs."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from gitopsc.model.releases import Agent
from gitopsc.plan.slots import RepoAt
from gitopsc.refs import Ref

How = Literal["push", "github", "gitea", "gitlab"]
"""Pushed, or offered as a pull request at a forge of this kind."""

Made = Literal["built", "copied", "raised"]
"""Copied with the tag of the image that this commit was built into; or just as it is written; or
nothing is copied, and the tag alone is set."""

NOTHING = "-"
"""What stands in a table where there is nothing to say."""


@dataclass(frozen=True, slots=True, order=True)
class Delivery:
    """One folder that is brought to one stage: a row of `.pipeline/deliveries`."""

    stage: str
    how: How
    app: str
    made: Made
    source: str
    """The folder it is read from, in the repository of the pipeline."""
    repository: str
    """The address that is pushed to."""
    branch: str
    into: str
    image: str
    context: str
    """The folder that the image is built from, if it holds a Dockerfile."""


class Check(NamedTuple):
    """One tool on one folder, before anything leaves: a row of `.pipeline/checks`."""

    tool: str
    folder: str


class Pipeline(NamedTuple):
    repo: RepoAt
    agent: Agent
    checks: tuple[Check, ...]
    deliveries: tuple[Delivery, ...]
    stages: tuple[str, ...]
    """Those it delivers to, in the order of promotion."""

    @property
    def ref(self) -> Ref:
        return Ref("agent", (self.agent.name,))

    @property
    def builds(self) -> tuple[str, ...]:
        """The images it may build."""
        return tuple(sorted({d.image for d in self.deliveries if d.image != NOTHING}))
