"""Values files and manifests, each read at most once and only when a unit needs it."""

from collections.abc import Mapping
from typing import Any, Protocol

from gitopsc.diagnostics.diagnostic import Diagnostic, Label
from gitopsc.manifests.reader import read_documents
from gitopsc.materials.bringing import Bringing
from gitopsc.materials.manifests import Brought
from gitopsc.refs import Where
from gitopsc.source import Source


class TextFiles(Protocol):
    """Where texts come from; paths are POSIX and relative to the folder of the spec."""

    def read(self, path: str) -> Source | Diagnostic:
        """The text of a file, or a complaint without a place."""

    def list(self, folder: str) -> tuple[str, ...]:
        """The files below a folder, sorted and relative to it; empty when there is none."""


class Materials:
    """What lies beside the spec. Complaints are collected, each once, at the line that asked."""

    def __init__(self, beside: TextFiles) -> None:
        self._beside = beside
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
        found = self._beside.read(path)
        if isinstance(found, Source):
            return found
        self._diagnostics.append(found._replace(labels=(Label(asked, "asked for here"),)))
        return None

    def _read_values(self, path: str, asked: Where) -> Mapping[str, Any]:
        source = self._read(path, asked)
        if source is None:
            return {}
        documents, diagnostics = read_documents(source)
        self._diagnostics.extend(diagnostics)
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
        there = self._beside.list(path)
        carried = {name: f"{path}/{name}" for name in there if _is_carried(name)}
        sources: dict[str, Source] = {}
        for name, full in (carried if there else {path.rpartition("/")[2]: path}).items():
            source = self._read(full, asked)
            if source is None:
                return None
            sources[name] = source
        bringing = Bringing(path, asked, sources)
        brought = bringing.brought(there)
        self._diagnostics.extend(bringing.diagnostics)
        return brought


def _is_carried(name: str) -> bool:
    """Whether a file of a brought folder travels: hidden files and documentation stay at home."""
    parts = name.split("/")
    return not any(part.startswith(".") for part in parts) and not name.endswith(".md")
