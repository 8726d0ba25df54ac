"""One file or folder of manifests that is brought, read and held against what would build it."""

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from gitopsc.diagnostics.diagnostic import Diagnostic, Label
from gitopsc.manifests.kustomize import KUSTOMIZATION_FILES
from gitopsc.manifests.reader import read_documents
from gitopsc.materials.kustomizations import (
    Built,
    Contents,
    built,
    flaw,
    is_plain,
    missing,
    new_images,
)
from gitopsc.materials.manifests import Brought, BroughtObject
from gitopsc.refs import Where
from gitopsc.source import Source


class Bringing:
    """Complaints are collected, at the line that asked."""

    def __init__(self, path: str, asked: Where, sources: Mapping[str, Source]) -> None:
        """
        :param sources: what travels, by the path inside the folder.
        """
        self._path, self._asked, self._sources = path, asked, sources
        self.diagnostics: list[Diagnostic] = []

    def brought(self, there: Sequence[str]) -> Brought | None:
        """What is brought; `None` after a complaint.

        :param there: what lies in the folder, whether it travels or not.
        """
        sources = self._sources
        if "Chart.yaml" in sources and sources.keys().isdisjoint(KUSTOMIZATION_FILES):
            self._complain(
                "not-a-manifest",
                f"`{self._path}` is a chart, and brought manifests are deployed as they are",
                "brought here",
                'deploy it from a repository that holds it: `using helm from REPO at "FOLDER"`',
            )
            return None
        contents, flaws = self._kustomizations()
        found = built(contents, sources)
        for folder in found.folders:
            self._check(folder, contents, there, flaws.get(folder))
        objects = self._objects(found)
        if "" not in contents and not self.diagnostics:
            self._check_objects(objects)
        if self.diagnostics:
            return None
        files = {name: source.text for name, source in sources.items()}
        is_whole = all(is_plain(contents[folder]) for folder in found.folders)
        renamed = frozenset(name for at in found.folders for name in new_images(contents[at]))
        return Brought(self._path, files, tuple(objects), "" in contents, is_whole, renamed)

    def _complain(self, slug: str, message: str, label: str, help: str) -> None:
        self.diagnostics.append(Diagnostic(slug, message, (Label(self._asked, label),), (help,)))

    def _documents(self, source: Source) -> tuple[object, ...]:
        documents, diagnostics = read_documents(source)
        self.diagnostics.extend(diagnostics)
        return documents

    def _kustomizations(self) -> tuple[Contents, Mapping[str, str]]:
        """What they say, by folder, and what is wrong with those that say nothing then."""
        contents: dict[str, Mapping[str, Any]] = {}
        flaws: dict[str, str] = {}
        for name, source in self._sources.items():
            folder, file = posixpath.split(name)
            if file not in KUSTOMIZATION_FILES:
                continue
            documents = self._documents(source)
            why = flaw(documents, is_first=not folder)
            if folder in contents:
                why = "is the second one in its folder"
            if why:
                flaws[folder] = f"`{source.path}` {why}"
            content = documents[0] if documents and not why else {}
            contents.setdefault(folder, content if isinstance(content, dict) else {})
        return contents, flaws

    def _check(
        self, folder: str, contents: Contents, there: Sequence[str], flaw: str | None
    ) -> None:
        """One kustomization that is built."""
        if flaw:
            self._complain(
                "not-a-kustomization",
                flaw,
                "brought here",
                "kustomize reads one file in a folder, with `resources: [FILE]`",
            )
        shown = f"{self._path}/{folder}".rstrip("/")
        for entry, why, remedy in missing(folder, contents, self._sources, there):
            self._complain(
                "resource-not-brought",
                f"the kustomization in `{shown}` names `{entry}`, which {why}",
                f"needs `{entry}`",
                f"{remedy}, or take it out of the kustomization",
            )

    def _objects(self, found: Built) -> list[BroughtObject]:
        objects = []
        for name in (*found.listed, *filter(_is_yaml, found.loose)):
            for document in self._documents(self._sources[name]):
                item = _as_object(document, name)
                if item is not None:
                    objects.append(item)
                elif name in found.listed or "/" not in name:
                    # Loose folders may hold values for something else.
                    self._complain(
                        "not-a-manifest",
                        f"`{self._sources[name].path}` holds a document that is no Kubernetes "
                        "object",
                        "brought here",
                        "every document needs `apiVersion`, `kind` and `metadata.name`; the items "
                        "of a List are documents of their own",
                    )
                    break
        return objects

    def _check_objects(self, objects: Sequence[BroughtObject]) -> None:
        """Those that no kustomization of their own picks from."""
        if not objects:
            self._complain(
                "nothing-to-deploy",
                f"no file of `{self._path}` holds a manifest",
                "brings nothing",
                "put manifests (`.yaml`) there; what is deployed from here already would be pruned",
            )
        for first, second in _twins(objects):
            both = "twice" if first.file == second.file else f"and in `{first.file}`"
            self._complain(
                "object-twice",
                f"the {second.kind} `{second.name}` stands in `{second.file}` {both}",
                "brought here",
                "keep one of them: kustomize builds nothing where two have one name",
            )


def _twins(objects: Sequence[BroughtObject]) -> Iterator[tuple[BroughtObject, BroughtObject]]:
    """Objects of one name, each with the first."""
    seen: dict[tuple[str, ...], BroughtObject] = {}
    for item in objects:
        version, namespace = str(item.content["apiVersion"]), item.namespace or "default"
        first = seen.setdefault((version, item.kind, namespace, item.name), item)
        if first is not item:
            yield first, item


def _is_yaml(name: str) -> bool:
    return name.endswith((".yaml", ".yml"))


def _as_object(document: object, file: str) -> BroughtObject | None:
    if not isinstance(document, dict) or "apiVersion" not in document:
        return None
    kind, metadata = document.get("kind"), document.get("metadata")
    if not isinstance(kind, str) or not isinstance(metadata, dict):
        return None
    name, namespace = metadata.get("name"), metadata.get("namespace")
    if not isinstance(name, str):
        return None
    return BroughtObject(
        kind, name, namespace if isinstance(namespace, str) else None, file, document
    )
