"""Where an Application deploys to: by `server` or by `name`, since Argo CD refuses both at once."""

from gitopsc.plan.instance import Instance

LOCAL_SERVER = "https://kubernetes.default.svc"
"""Argo CD's own cluster: the one it needs no Secret for."""


def destination(instance: Instance, cluster: str, namespace: str) -> dict[str, str]:
    """The namespace is never left out: an empty one is allowed only by projects that allow all."""
    return {**address(instance, cluster), "namespace": namespace}


def address(instance: Instance, cluster: str) -> dict[str, str]:
    """Remote clusters go by the name in their Secret, which holds the server; repeating that here
    would be a second place to keep it."""
    return {"server": LOCAL_SERVER} if cluster == instance.cluster else {"name": cluster}
