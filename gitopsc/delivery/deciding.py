"""Files that say how their folder is read: with one of them in it, an operator reads what that
says, and nothing else that stands there. Kustomize reads no folder as a base without one."""

from collections.abc import Mapping

from gitopsc.delivery.paths import name, parent
from gitopsc.delivery.steps import Kind
from gitopsc.manifests.kustomize import KUSTOMIZATION_FILES

DECIDING = ("Chart.yaml", *KUSTOMIZATION_FILES)
COMING = frozenset({Kind.WRITE_NEW, Kind.WRITE_SEED})
"""Told once, when the first of ours comes: later they may have been listed there."""


def receiving(steps: Mapping[str, Kind]) -> list[str]:
    """The folders into which manifests of ours come."""
    coming = (path for path, kind in steps.items() if kind in COMING)
    return sorted({parent(path) for path in coming if _is_manifest(name(path))})


def left_out(steps: Mapping[str, Kind]) -> list[str]:
    """The kustomizations of sets of first manifests that were left out: others refer to their
    folders."""
    out = (path for path, kind in steps.items() if kind is Kind.LEAVE_OUT)
    return [path for path in out if name(path) in KUSTOMIZATION_FILES]


def _is_manifest(name: str) -> bool:
    """Hidden ones are for the servers of pipelines, and no operator reads other files of ours."""
    return name.endswith((".yaml", ".yml")) and not name.startswith(".")
