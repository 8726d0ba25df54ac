"""The workload kinds of Kubernetes itself, and where their containers are."""

from collections.abc import Mapping, Sequence
from typing import Any

API_VERSIONS = {
    "DaemonSet": "apps/v1",
    "Deployment": "apps/v1",
    "Job": "batch/v1",
    "ReplicaSet": "apps/v1",
    "StatefulSet": "apps/v1",
}
"""The kinds with a pod template at `spec.template`; kustomize merges it container by container."""


def containers_of(manifest: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """The containers of a workload's pod template; empty where it has none."""
    level: Any = manifest
    for key in ("spec", "template", "spec", "containers"):
        level = level.get(key) if isinstance(level, Mapping) else None
    return [item for item in level if isinstance(item, Mapping)] if isinstance(level, list) else []
