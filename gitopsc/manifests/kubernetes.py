"""Kubernetes objects both operators need, with their keys in the order people write them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Text = Mapping[str, str]
KubernetesObject = dict[str, object]

CONTAINERS = ("containers", "initContainers")
"""The lists of a pod whose items run an image; kustomize sets it in these, however deep they are
(`api/filters/imagetag`)."""

RBAC = "rbac.authorization.k8s.io"


def kubernetes_object(
    api_version: str,
    kind: str,
    name: str,
    namespace: str | None = None,
    *,
    labels: Text | None = None,
    annotations: Text | None = None,
    **body: object,
) -> KubernetesObject:
    """Any object: apiVersion, kind, metadata, then the body in the order given.

    What is `None` is left out, and so are empty labels and annotations.
    """
    metadata: dict[str, object] = {"name": name}
    if namespace is not None:
        metadata["namespace"] = namespace
    if labels:
        metadata["labels"] = dict(labels)
    if annotations:
        metadata["annotations"] = dict(annotations)
    told = {key: value for key, value in body.items() if value is not None}
    return {"apiVersion": api_version, "kind": kind, "metadata": metadata, **told}


def namespace(
    name: str, *, labels: Text | None = None, annotations: Text | None = None
) -> KubernetesObject:
    """A Namespace."""
    return kubernetes_object("v1", "Namespace", name, labels=labels, annotations=annotations)


def service_account(name: str, namespace: str) -> KubernetesObject:
    """A ServiceAccount."""
    return kubernetes_object("v1", "ServiceAccount", name, namespace)


def account_subject(name: str, namespace: str) -> Text:
    """A ServiceAccount as the subject of a binding."""
    return {"kind": "ServiceAccount", "name": name, "namespace": namespace}


def group_subject(name: str) -> Text:
    """A group of the identity provider as the subject of a binding."""
    return {"apiGroup": RBAC, "kind": "Group", "name": name}


def role_binding(
    name: str,
    namespace: str,
    *,
    cluster_role: str,
    subjects: Iterable[Text],
) -> KubernetesObject:
    """A RoleBinding: the rights of a ClusterRole, in this one namespace, for the subjects."""
    return kubernetes_object(
        f"{RBAC}/v1",
        "RoleBinding",
        name,
        namespace,
        roleRef={"apiGroup": RBAC, "kind": "ClusterRole", "name": cluster_role},
        subjects=[dict(subject) for subject in subjects],
    )


def resource_quota(name: str, namespace: str, hard: Mapping[str, str | int]) -> KubernetesObject:
    """A ResourceQuota with these hard limits, in the order given, as texts."""
    return kubernetes_object(
        "v1",
        "ResourceQuota",
        name,
        namespace,
        spec={"hard": {resource: str(limit) for resource, limit in hard.items()}},
    )


def limit_range(name: str, namespace: str, limits: Mapping[str, Text]) -> KubernetesObject:
    """A LimitRange for containers: what they may ask for (`max`, `min`), and what they get who ask
    for nothing (`default`, `defaultRequest`)."""
    item: dict[str, object] = {"type": "Container"}
    item |= {kind: dict(amounts) for kind, amounts in limits.items()}
    return kubernetes_object("v1", "LimitRange", name, namespace, spec={"limits": [item]})


def deny_all(namespace: str) -> KubernetesObject:
    """The NetworkPolicy `default-deny-all` of the Kubernetes documentation ("Network Policies"):
    nothing enters or leaves a pod, name service included, unless another policy allows it."""
    return kubernetes_object(
        "networking.k8s.io/v1",
        "NetworkPolicy",
        "default-deny-all",
        namespace,
        spec={"podSelector": {}, "policyTypes": ["Ingress", "Egress"]},
    )


def containers_of(workload: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """The containers of a workload's pod template; empty where it has none."""
    level: Any = workload
    for key in ("spec", "template", "spec", "containers"):
        level = level.get(key) if isinstance(level, Mapping) else None
    return [item for item in level if isinstance(item, Mapping)] if isinstance(level, list) else []
