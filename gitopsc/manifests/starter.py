"""The first objects of an app that brings none: small, complete, and safe to run."""

from gitopsc.manifests.kubernetes import KubernetesObject, kubernetes_object


def first_workload(kind: str, name: str, container: str, image: str) -> KubernetesObject:
    """A Deployment, a StatefulSet or a DaemonSet with one container."""
    labels = {"app.kubernetes.io/name": name}
    spec: KubernetesObject = {"selector": {"matchLabels": labels}}
    if kind == "StatefulSet":
        spec["serviceName"] = name
    spec["template"] = {"metadata": {"labels": labels}, "spec": _pod(container, image)}
    return kubernetes_object("apps/v1", kind, name, labels=labels, spec=spec)


def first_service(name: str) -> KubernetesObject:
    """The Service of a workload of that name."""
    labels = {"app.kubernetes.io/name": name}
    ports = [{"name": "http", "port": 80, "targetPort": "http"}]
    return kubernetes_object(
        "v1", "Service", name, labels=labels, spec={"selector": labels, "ports": ports}
    )


def _pod(container: str, image: str) -> KubernetesObject:
    """A pod that meets the `restricted` Pod Security Standard."""
    return {
        "securityContext": {"runAsNonRoot": True, "seccompProfile": {"type": "RuntimeDefault"}},
        "containers": [
            {
                "name": container,
                "image": image,
                "ports": [{"name": "http", "containerPort": 8080}],
                "resources": {
                    "requests": {"cpu": "50m", "memory": "64Mi"},
                    "limits": {"memory": "256Mi"},
                },
                "securityContext": {
                    "allowPrivilegeEscalation": False,
                    "capabilities": {"drop": ["ALL"]},
                    "readOnlyRootFilesystem": True,
                },
            }
        ],
    }
