"""The workload kinds of Kubernetes itself."""

API_VERSIONS = {
    "DaemonSet": "apps/v1",
    "Deployment": "apps/v1",
    "Job": "batch/v1",
    "ReplicaSet": "apps/v1",
    "StatefulSet": "apps/v1",
}
"""The kinds with a pod template at `spec.template`; kustomize merges it container by container."""
