"""Values files and manifests, each read at most once and only when a unit needs it."""

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from gitopsc.diagnostics.diagnostic import Diagnostic, Label
from gitopsc.manifests.reader import read_documents
from gitopsc.materials.kustomizations import KUSTOMIZATION_FILES, Missing, is_plain, missing
from gitopsc.materials.manifests import Brought, BroughtObject
from gitopsc.refs import Where
from gitopsc.source import Source


class Shelf(Protocol):
    """Where texts come from; paths are POSIX and relative to the folder of the spec."""

    def read(self, path: str) -> Source | Diagnostic:
        """The text of a file, or a complaint without a place."""

    def list(self, folder: str) -> tuple[str, ...]:
        """The files below a folder, sorted and relative to it; empty when there is none."""


class Materials:
    """What lies beside the spec. Complaints are collected, each once, at the line that asked."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._values: dict[str, Mapping[str, Any]] = {}
        self._brought: dict[str, Brought | None] = {}
        self._diagnostics: list[Diagnostic] = []

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        return tuple(self._diagnostics)

    def values(self, path: str, asked: Where) -> Mapping[str, Any]:
        """The content of a values file; empty after a complaint."""
        if path not in self._values:
            self._values[path] = self._read_values(path, asked)
        return self._values[path]

    def brought(self, path: str, asked: Where) -> Brought | None:
        """The manifests of a file or folder; `None` after a complaint."""
        if path not in self._brought:
            self._brought[path] = self._read_brought(path, asked)
        return self._brought[path]

    def _read(self, path: str, asked: Where) -> Source | None:
        found = self._shelf.read(path)
        if isinstance(found, Source):
            return found
        self._diagnostics.append(found._replace(labels=(Label(asked, "asked for here"),)))
        return None

    def _documents(self, source: Source) -> tuple[object, ...]:
        documents, diagnostics = read_documents(source)
        self._diagnostics.extend(diagnostics)
        return documents

    def _read_values(self, path: str, asked: Where) -> Mapping[str, Any]:
        source = self._read(path, asked)
        if source is None:
            return {}
        documents = self._documents(source)
        if len(documents) > 1 or not all(isinstance(item, dict) for item in documents):
            self._diagnostics.append(
                Diagnostic(
                    "not-a-values-file",
                    f"`{path}` is not one map of values",
                    (Label(asked, "handed to Helm here"),),
                    help=("a values file is one YAML document whose top level is `key: value`",),
                )
            )
            return {}
        return documents[0] if documents and isinstance(documents[0], dict) else {}

    def _read_brought(self, path: str, asked: Where) -> Brought | None:
        inside = self._shelf.list(path)
        names = [(name, f"{path}/{name}") for name in inside if _is_carried(name)]
        complaints = len(self._diagnostics)
        files: dict[str, str] = {}
        objects: list[BroughtObject] = []
        kustomizations: list[tuple[str, Source]] = []
        for name, full in names if inside else [(path.rpartition("/")[2], path)]:
            source = self._read(full, asked)
            if source is None:
                return None
            files[name] = source.text
            if posixpath.basename(name) in KUSTOMIZATION_FILES:
                kustomizations.append((name, source))
            elif name.endswith((".yaml", ".yml")):
                objects.extend(self._objects(source, name, asked))
        is_whole = True
        for name, source in kustomizations:
            content = self._kustomization(source)
            lacking = missing(name, content, files, inside)
            self._diagnostics.extend(_not_brought(source, lacking, asked))
            is_whole = is_whole and is_plain(content)
        has_kustomization = any(name in KUSTOMIZATION_FILES for name in files)
        if not has_kustomization and len(self._diagnostics) == complaints:
            self._diagnostics.extend(_unfit(path, objects, asked))
        if len(self._diagnostics) > complaints:
            return None
        return Brought(path, files, tuple(objects), has_kustomization, is_whole)

    def _kustomization(self, source: Source) -> Mapping[str, Any]:
        documents = self._documents(source)
        return documents[0] if documents and isinstance(documents[0], dict) else {}

    def _objects(self, source: Source, name: str, asked: Where) -> list[BroughtObject]:
        objects = []
        for document in self._documents(source):
            found = _as_object(document, name)
            if found is not None:
                objects.append(found)
            elif "/" not in name:
                # A folder of its own kustomization may hold patches and values in sub-folders.
                self._diagnostics.append(
                    Diagnostic(
                        "not-a-manifest",
                        f"`{source.path}` holds a document that is no Kubernetes object",
                        (Label(asked, "brought here"),),
                        help=("every document needs `apiVersion`, `kind` and `metadata.name`",),
                    )
                )
                break
        return objects


def _not_brought(source: Source, lacking: Iterable[Missing], asked: Where) -> Iterator[Diagnostic]:
    for entry, why, remedy in lacking:
        yield Diagnostic(
            "resource-not-brought",
            f"`{source.path}` names `{entry}`, which {why}",
            (Label(asked, f"needs `{entry}`"),),
            help=(f"{remedy}, or take it out of the kustomization",),
        )


def _unfit(path: str, objects: Sequence[BroughtObject], asked: Where) -> Iterator[Diagnostic]:
    """What is wrong with objects that no kustomization of their own picks from."""
    if not objects:
        yield Diagnostic(
            "nothing-to-deploy",
            f"no file of `{path}` holds a manifest",
            (Label(asked, "brings nothing"),),
            help=("put manifests there; what is deployed from here already would be pruned",),
        )
    seen: dict[tuple[str, ...], BroughtObject] = {}
    for item in objects:
        version, namespace = str(item.content["apiVersion"]), item.namespace or "default"
        key = (version, item.kind, namespace, item.name)
        first = seen.setdefault(key, item)
        if first is not item:
            both = "twice" if first.file == item.file else f"and in `{first.file}`"
            yield Diagnostic(
                "object-twice",
                f"the {item.kind} `{item.name}` stands in `{item.file}` {both}",
                (Label(asked, "brought here"),),
                help=("keep one of them: kustomize builds nothing where two have one name",),
            )


def _is_carried(name: str) -> bool:
    """Whether a file of a brought folder travels: hidden files and documentation stay at home."""
    parts = name.split("/")
    return not any(part.startswith(".") for part in parts) and not name.endswith(".md")


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
