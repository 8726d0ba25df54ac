"""Where the content of a unit comes from."""

from dataclasses import dataclass
from typing import NamedTuple

from gitopsc.materials.manifests import Brought
from gitopsc.plan.slots import RepoAt


class Chart(NamedTuple):
    """A Helm chart of an HTTP or OCI repository, its version pinned in the spec."""

    url: str
    """As operators write it: with `https://` or `oci://`, without the chart's name for HTTP, with
    it for OCI."""
    name: str
    version: str

    @property
    def is_oci(self) -> bool:
        return self.url.startswith("oci://")


class GitChart(NamedTuple):
    """A Helm chart in a folder of a declared repository."""

    repo: RepoAt
    path: str
    revision: str


class Umbrella(NamedTuple):
    """A chart of our own, which is the overlay, around one that is published."""

    chart: Chart
    """What it depends on, in the version it begins with."""
    is_pinned: bool
    """The spec says the version. Otherwise `Chart.yaml` is its home: people and bots edit it."""


class Manifests(NamedTuple):
    """Files that lie beside the spec and are copied into the tree."""

    brought: Brought


class RemoteBase(NamedTuple):
    """A kustomize base in somebody else's repository, at a pinned revision."""

    url: str
    """`https://host/org/repo//path?ref=v1`: kustomize's own spelling."""


STARTER_KINDS = ("DaemonSet", "Deployment", "StatefulSet")
"""The workloads whose first manifests can be seeded."""


@dataclass(frozen=True, slots=True)
class Starter:
    """Nothing was brought: the first manifests are seeded and belong to the team from then on."""


@dataclass(frozen=True, slots=True)
class Theirs:
    """Nothing was brought and nothing can be seeded: what is deployed lies beside the code already,
    or will, and is not known here."""


Source = Chart | GitChart | Umbrella | Manifests | RemoteBase | Starter | Theirs
