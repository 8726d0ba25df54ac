"""Files that say how their folder is read: with one of them in it, an operator reads what that
says, and nothing else that stands there. Kustomize reads no folder as a base without one."""

from collections.abc import Iterator, Mapping

from gitopsc.delivery.paths import name, parent
from gitopsc.delivery.steps import Kind

KUSTOMIZATIONS = ("kustomization.yaml", "kustomization.yml", "Kustomization")
DECIDING = ("Chart.yaml", *KUSTOMIZATIONS)
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


def would_list(steps: Mapping[str, Kind]) -> Iterator[str]:
    """Where the kustomization of a set of first manifests would stand that was left out: others
    refer to its folder."""
    for path, kind in steps.items():
        if kind is Kind.LEAVE_OUT and name(path) in KUSTOMIZATIONS:
            yield path
