"""What is deployed for each pull request."""

from typing import NamedTuple

from gitopsc.plan.namespace import NamespaceAt
from gitopsc.plan.slots import RepoAt, Slot
from gitopsc.plan.unit import Unit
from gitopsc.refs import Where

NUMBER = "{number}"
"""The placeholder that stays one: which requests there are, only the forge knows."""


class PreviewAt(NamedTuple):
    """What is deployed for each pull request of one repository."""

    like: Unit
    """The unit whose overlay is shown."""
    where: Where
    code: RepoAt
    """Whose pull requests."""
    forge: str
    """`github`, `gitlab` or `gitea`."""
    owner: str
    name: str
    """Owner and name of the repository at its forge; on GitLab the owner may be a path."""
    called: str
    """The name of one preview, with `{number}` in it."""
    namespace: NamespaceAt
    """Of one preview, with what stands in it; the name has `{number}` in it."""
    label: str | None
    """Only requests that carry it."""
    host: str | None
    """The host of its ingress, with `{number}` in it."""

    @property
    def prefix(self) -> str:
        """What the names of all its previews begin with."""
        return self.called.removesuffix(f"-pr-{NUMBER}")

    @property
    def shown(self) -> Slot:
        """The folder that is built: the author's own, where the manifests lie beside the code."""
        return self.like.code.slot if self.like.code else self.like.overlay

    @property
    def is_at_commit(self) -> bool:
        """Whether the manifests are those of the pull request as well, and not only the image."""
        return self.shown.repo == self.code
