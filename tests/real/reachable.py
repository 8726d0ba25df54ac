"""Which files of a tree an operator ever comes by, starting where a person starts it.

Written from what the operators do with a folder (Argo CD: chart, kustomization, or the manifests in
it; Flux: the scan of its kustomize-controller), and sharing nothing with the compiler.
"""

import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatch
from typing import Any

from tests.properties.trees import Checkouts, Object
from tests.real.applicationsets import applications_of
from tests.real.kustomize import FILES
from tests.real.ondisk import OnDisk
from tests.real.trees import sources

File = tuple[str, str]
"""Repository and path."""

LISTED = ("resources", "components")
FLUX = "kustomize.toolkit.fluxcd.io"


@dataclass
class Walk:
    """One walk through the repositories of a compilation."""

    checkouts: Checkouts
    repositories: dict[tuple[str, str], str]
    """(URL, branch) to the folder of the checkout."""
    secrets: dict[str, dict[str, str]]
    """The cluster Secrets with their labels, for sets that generate by clusters."""
    reached: set[File] = field(default_factory=set)
    dangling: list[str] = field(default_factory=list)
    """What is pointed at and not there."""

    def argocd(self, starts: Iterable[File]) -> None:
        """From the files and folders that are applied by hand."""
        pending = [item for repo, path in starts for item in self._applied(repo, path)]
        seen: set[str] = set()
        while pending:
            item = pending.pop()
            if repr(item) in seen:
                continue
            seen.add(repr(item))
            if item["kind"] == "ApplicationSet":
                pending += self._set(item)
            elif item["kind"] == "Application":
                pending += self._application(item)

    def flux(self, repo: str, root: str, namespace: str) -> None:
        """From the folder that `flux bootstrap` is given."""
        links = {(namespace, namespace): repo}
        pending = [*self.scan(repo, root)]
        seen: set[str] = set()
        while pending:
            for item in pending:
                if item["kind"] in ("GitRepository", "OCIRepository"):
                    name = _name(item)
                    links.setdefault(name, self._checkout(item["spec"]) or "")
            found: list[Object] = []
            for item in pending:
                if repr(item) not in seen:
                    seen.add(repr(item))
                    found += self._flux_link(item, links)
            pending = found

    # -- Argo CD -----------------------------------------------------------------------------

    def _applied(self, repo: str, path: str) -> list[Object]:
        if path in self.checkouts.texts[repo]:
            return self._file(repo, path)
        return [*self.folder(repo, path, recurse=False)]

    def _set(self, item: Object) -> list[Object]:
        for generator in _generators(item["spec"]["generators"]):
            git = generator.get("git", {})
            repo = self.repositories.get((git.get("repoURL", ""), git.get("revision", "")))
            for pattern in git.get("files", ()) if repo else ():
                wanted = posixpath.basename(pattern["path"])
                self._reach_all(repo or "", lambda path, w=wanted: fnmatch(path, f"*/{w}"))
        disk = OnDisk(self.checkouts.texts, self.repositories)
        return applications_of(item, disk, self.secrets)

    def _application(self, item: Object) -> list[Object]:
        found: list[Object] = []
        dry = item["spec"].get("sourceHydrator", {}).get("drySource")
        refs = {s["ref"]: self._source(s) for s in sources(item) if "ref" in s}
        for source in [*sources(item), *([dry] if dry else [])]:
            repo = self._source(source)
            for name in source.get("helm", {}).get("valueFiles", ()):
                ref, _, path = name.removeprefix("$").partition("/")
                self._file(refs.get(ref) or "", path)
            if repo and "path" in source:
                recurse = source.get("directory", {}).get("recurse", False)
                path = "" if source["path"] == "." else source["path"]
                found += self.folder(repo, path, recurse=recurse)
        return found

    def _source(self, source: Object) -> str | None:
        return self.repositories.get((source["repoURL"], source["targetRevision"]))

    def folder(self, repo: str, folder: str, *, recurse: bool) -> Iterator[Object]:
        """What Argo CD makes of a folder."""
        texts = self.checkouts.texts[repo]
        if posixpath.join(folder, "Chart.yaml") in texts:
            self._reach_all(repo, lambda path: path.startswith(f"{folder}/"))
        elif self.checkouts.kustomization(repo, folder):
            self._kustomization(repo, folder)
            yield from self.checkouts.build(repo, folder)
        else:
            inside = [*self.checkouts.inside(repo, folder)]
            if not inside and not self.checkouts.below(repo, folder):
                self.dangling.append(f"{repo}/{folder}")
            for path in inside:
                yield from self._file(repo, path)
            for inner in sorted(self.checkouts.below(repo, folder)) if recurse else ():
                yield from self.folder(repo, inner, recurse=True)

    # -- Flux --------------------------------------------------------------------------------

    def scan(self, repo: str, folder: str) -> Iterator[Object]:
        """What Flux makes of a folder."""
        if self.checkouts.kustomization(repo, folder):
            self._kustomization(repo, folder)
            yield from self.checkouts.build(repo, folder)
            return
        for path in self.checkouts.inside(repo, folder):
            yield from self._file(repo, path)
        for inner in sorted(self.checkouts.below(repo, folder)):
            yield from self.scan(repo, inner)

    def _flux_link(self, item: Object, links: dict[tuple[str, str], str]) -> Iterator[Object]:
        spec = item.get("spec", {})
        if item["apiVersion"].startswith(FLUX) and _name(item) not in links:
            reference = spec["sourceRef"]
            at = reference.get("namespace", _name(item)[0]), reference["name"]
            if links.get(at):
                yield from self.scan(links[at], spec["path"].removeprefix("./"))
        if item["kind"] == "HelmRelease" and "chart" in spec:
            chart = spec["chart"]["spec"]
            repo = links.get((_name(item)[0], chart["sourceRef"]["name"]))
            if repo and chart["sourceRef"]["kind"] == "GitRepository":
                path = chart["chart"].removeprefix("./")
                self._reach_all(repo, lambda name: name.startswith(f"{path}/"))

    def _checkout(self, spec: Object) -> str | None:
        return self.repositories.get((spec["url"], spec.get("ref", {}).get("branch", "")))

    # -- both --------------------------------------------------------------------------------

    def _kustomization(self, repo: str, folder: str) -> None:
        """Reach a kustomization and all that it names."""
        texts = self.checkouts.texts[repo]
        name = next(f for f in FILES if posixpath.join(folder, f) in texts)
        [said] = self._file(repo, posixpath.join(folder, name))
        named = [str(path) for word in LISTED for path in said.get(word, ())]
        named += [patch["path"] for patch in said.get("patches", ()) if "path" in patch]
        for generator in said.get("configMapGenerator", ()):
            named += [str(file).partition("=")[2] or str(file) for file in generator["files"]]
        for path in named:
            if "://" in path:
                continue
            at = posixpath.normpath(posixpath.join(folder, path))
            if at in texts:
                self._file(repo, at)
            elif self.checkouts.kustomization(repo, at):
                self._kustomization(repo, at)
            else:
                self.dangling.append(f"{repo}/{folder}: {path}")

    def _file(self, repo: str, path: str) -> list[Object]:
        """The objects of a file; it counts as reached whatever it holds."""
        if path not in self.checkouts.texts.get(repo, {}):
            self.dangling.append(f"{repo}/{path}")
            return []
        self.reached.add((repo, path))
        if not path.endswith((".yaml", ".yml")):
            return []
        found = self.checkouts.documents(repo, path)
        return [item for item in found if isinstance(item, dict) and "kind" in item]

    def _reach_all(self, repo: str, wanted: Any) -> None:
        self.reached |= {(repo, path) for path in self.checkouts.texts[repo] if wanted(path)}


def _name(item: Object) -> tuple[str, str]:
    return item["metadata"].get("namespace", ""), item["metadata"]["name"]


def _generators(found: Iterable[Object]) -> Iterator[Object]:
    for generator in found:
        yield generator
        yield from _generators(generator.get("matrix", {}).get("generators", ()))
