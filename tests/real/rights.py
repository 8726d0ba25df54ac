"""The proof of rights: what those who write to a repository could reach through the operators.

Read from an emitted tree alone, without the compiler. Beforehand one has to know only the addresses
of the repositories and who may push to which. A team that may push may write *anything* there, so
it is never asked what a team's files say, only what the objects that read them permit.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from gitopsc.compiler import Compilation
from tests.properties.reading import repositories
from tests.properties.trees import CLUSTER_SCOPED, Checkouts

Object = dict[str, Any]
Key = tuple[str, str]


def key(item: Object) -> Key:
    """Namespace and name."""
    return item["metadata"].get("namespace", ""), item["metadata"]["name"]


OF_KUBERNETES = {"kube-system", "kube-public", "kube-node-lease"}


@dataclass(frozen=True)
class Ground:
    """A tree, and what its reader has to know beforehand."""

    texts: Mapping[str, Mapping[str, str]]
    addresses: Mapping[tuple[str, str], str]
    """(URL, branch) to the folder of the checkout."""
    writers: Mapping[str, str]
    """The folders of the checkouts that a team may push to, each with the team."""

    @property
    def checkouts(self) -> Checkouts:
        return Checkouts(self.texts)

    def files(self) -> Iterator[tuple[str, str]]:
        """Every YAML file that no team writes, by repository and path."""
        for repo, files in self.texts.items():
            if repo not in self.writers:
                yield from ((repo, path) for path in files if path.endswith((".yaml", ".yml")))


@dataclass(frozen=True)
class Live:
    """An object on a cluster, who could have written it, and the link that brought it."""

    item: Object
    cluster: str
    writer: str | None
    parent: Key | None


def ground(tree: Compilation) -> Ground:
    """The ground of a compilation; its plan tells the addresses, and who writes where."""
    assert tree.plan is not None
    known = [slot.repo for unit in tree.plan.units for slot in (unit.overlay, unit.wiring)]
    known += [repo for tenant in tree.plan.tenants for repo in tenant.repos]
    return Ground(
        {r: {path: d.text for path, d in files.items()} for r, files in tree.files.items()},
        repositories(tree.plan),
        {repo.folder: repo.team for repo in known if repo.team},
    )


def is_cluster_scoped(item: Object) -> bool:
    """Kinds of custom resources count as namespaced, as an object of theirs says its namespace."""
    return item["kind"] in CLUSTER_SCOPED | {
        "ClusterIssuer",
        "CustomResourceDefinition",
        "PersistentVolume",
        "PriorityClass",
        "StorageClass",
    }
