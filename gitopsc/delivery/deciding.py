"""Files that say how their folder is read: with one of them in it, an operator reads what that
says, and nothing else that stands there."""

from collections.abc import Iterator, Mapping

from gitopsc.delivery.paths import name, parent
from gitopsc.delivery.steps import Kind

DECIDING = ("Chart.yaml", "kustomization.yaml", "kustomization.yml", "Kustomization")
COMING = frozenset({Kind.WRITE_NEW, Kind.WRITE_SEED})
"""Told once, when the first of ours comes: later they may have been listed there."""


def may_decide(steps: Mapping[str, Kind]) -> Iterator[str]:
    """Where such a file of others would stand in a folder into which manifests of ours come."""
    folders = {parent(p) for p, kind in steps.items() if kind in COMING and _is_manifest(name(p))}
    for folder in sorted(folders):
        for decides in DECIDING:
            path = f"{folder}/{decides}" if folder else decides
            if path not in steps:
                yield path


def _is_manifest(name: str) -> bool:
    """Hidden ones are for the servers of pipelines, and no operator reads other files of ours."""
    return name.endswith((".yaml", ".yml")) and not name.startswith(".")
