"""The porch: the few calls that other Python programs need."""

from pathlib import Path
from typing import Any

from gitopsc.compiler import Compilation, compile_spec, compile_topology
from gitopsc.diagnostics.diagnostic import Diagnostic
from gitopsc.formatting.formatter import format_source
from gitopsc.garbage import garbage_held
from gitopsc.language.disk import DiskLibrary
from gitopsc.model.topology import Topology
from gitopsc.source import Source
from gitopsc.syntax.parser import parse as _parse
from gitopsc.syntax.tree import File


def compile(spec: str | Path | Source | Topology, operator: str | None = None) -> Compilation:
    """Compile a spec: a path, a `Source` whose path says beside which files it lies, or a
    `Topology` built in Python (beside the current folder; complaints name things, not lines).

    :param operator: compile for this operator instead of the spec's own.

    Mistakes of a text are in the result, never raised. Whoever builds a `Topology` answers for its
    names: only those of a text are looked up, and held against what a name may be.

    :raises KeyError: a `Topology` names what it does not declare.
    """
    with garbage_held():
        return _compile(spec, operator)


def _compile(spec: str | Path | Source | Topology, operator: str | None) -> Compilation:
    if isinstance(spec, Topology):
        return compile_topology(spec, DiskLibrary(Path()), operator)
    path = Path(spec.path if isinstance(spec, Source) else spec)
    folder = DiskLibrary(path.parent)
    entry = spec if isinstance(spec, Source) else folder.entry(path.name, shown=str(spec))
    if isinstance(entry, Diagnostic):
        return Compilation({}, (entry,))
    return compile_spec(entry, folder, operator)


def parse(source: Source) -> tuple[File, tuple[Diagnostic, ...]]:
    """The tree of a text and its mistakes of shape."""
    return _parse(source)


def format(source: Source) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """The text in the one way to write it; `None` with diagnostics where it does not parse."""
    return format_source(source)


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the model, `gitopsc.model.topology.Topology`."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Topology.model_json_schema(),
    }
