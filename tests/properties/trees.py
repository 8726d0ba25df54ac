"""Trees as an operator finds them: texts by path, read without the compiler and without a disk."""

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests import yamls
from tests.real.kustomize import FILES
from tests.real.trees import merge

Object = dict[str, Any]
Texts = Mapping[str, str]
"""The files of one repository."""

CLUSTER_SCOPED = {"ClusterRole", "ClusterRoleBinding", "Namespace"}
"""Kinds of the random specs that stand in no namespace."""


@dataclass
class Checkouts:
    """The repositories of a compilation, and the folders that somebody has built in them."""

    texts: Mapping[str, Texts]
    built: list[tuple[str, str]] = field(default_factory=list)
    """(repository, folder), as often as it was come by since this was last emptied."""

    def documents(self, repo: str, path: str) -> list[Object]:
        text = self.texts[repo][path]
        return [item for item in yamls.load_all(text) if item]

    def kustomization(self, repo: str, folder: str) -> Object | None:
        names = (posixpath.join(folder, name) for name in FILES)
        found = [name for name in names if name in self.texts[repo]]
        return self.documents(repo, found[0])[0] if found else None

    def inside(self, repo: str, folder: str) -> Iterator[str]:
        """The files directly in a folder."""
        return (path for path in self.texts[repo] if posixpath.dirname(path) == folder)

    def below(self, repo: str, folder: str) -> set[str]:
        """The folders directly in a folder."""
        start = f"{folder}/" if folder else ""
        rest = [p.removeprefix(start) for p in self.texts[repo] if p.startswith(start)]
        return {start + path.partition("/")[0] for path in rest if "/" in path}

    def manifests(self, repo: str, folder: str, *, recurse: bool) -> list[Object]:
        """Every manifest in a folder without a kustomization."""
        self.built.append((repo, folder))
        files = sorted(p for p in self.inside(repo, folder) if p.endswith((".yaml", ".yml")))
        found = [item for path in files for item in self.documents(repo, path)]
        for inner in sorted(self.below(repo, folder)) if recurse else ():
            found += self.manifests(repo, inner, recurse=True)
        return found

    def build(self, repo: str, folder: str) -> list[Object]:
        """The objects a kustomization lists, with the patch files it names, in the namespace it
        says. JSON patches are left out: no law asks for what they set."""
        self.built.append((repo, folder))
        said = self.kustomization(repo, folder)
        assert said is not None, f"{repo}/{folder} has no kustomization"
        found: list[Object] = []
        for resource in said.get("resources", ()):
            if "://" in resource:
                continue
            path = posixpath.normpath(posixpath.join(folder, resource))
            found += (
                self.documents(repo, path) if path in self.texts[repo] else self.build(repo, path)
            )
        for patch in said.get("patches", ()):
            if "path" in patch:
                [change] = self.documents(repo, posixpath.join(folder, patch["path"]))
                found = [patched(item, change) for item in found]
        return [in_namespace(item, said.get("namespace"), force=True) for item in found]

    def scan(self, repo: str, folder: str) -> list[Object]:
        """What Flux makes of a folder: it builds every kustomization it meets."""
        if self.kustomization(repo, folder):
            return self.build(repo, folder)
        self.built.append((repo, folder))
        files = sorted(p for p in self.inside(repo, folder) if p.endswith((".yaml", ".yml")))
        found = [item for path in files for item in self.documents(repo, path)]
        for inner in sorted(self.below(repo, folder)):
            found += self.scan(repo, inner)
        return found


def patched(item: Object, change: Object) -> Object:
    """The object with a strategic merge patch that is meant for it. Lists are replaced: the
    operators' own kinds have no merge keys."""
    if item["kind"] == change["kind"] and item["metadata"]["name"] == change["metadata"]["name"]:
        merged: Object = merge(item, change)
        return merged
    return item


def in_namespace(item: Object, namespace: str | None, *, force: bool = False) -> Object:
    """The object in a namespace, unless it stands in none or (without `force`) has its own."""
    metadata = item["metadata"]
    if namespace is None or item["kind"] in CLUSTER_SCOPED:
        return item
    if "namespace" in metadata and not force:
        return item
    return {**item, "metadata": {**metadata, "namespace": namespace}}


Key = tuple[str, str]
"""Namespace and name of an operator's object."""


def key(item: Object) -> Key:
    return item["metadata"].get("namespace", ""), item["metadata"]["name"]


@dataclass(frozen=True)
class Deployed:
    """A folder or a chart that one link puts into a namespace of a cluster."""

    cluster: str
    namespace: str | None
    link: Key
    repo: str = ""
    folder: str = ""


@dataclass
class Reading:
    """Everything that one operator instance comes by, starting from its root."""

    home: str
    objects: list[tuple[str, Object]] = field(default_factory=list)
    """The cluster an object is put on, and the object."""
    links: dict[Key, Object] = field(default_factory=dict)
    parents: dict[Key, Key | None] = field(default_factory=dict)
    deployed: list[Deployed] = field(default_factory=list)
