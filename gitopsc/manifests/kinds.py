"""The kinds of Kubernetes itself: their API group, and whether they live in namespaces."""

from collections.abc import Mapping

NAMESPACED = {
    "Binding": "",
    "ConfigMap": "",
    "ControllerRevision": "apps",
    "CronJob": "batch",
    "CSIStorageCapacity": "storage.k8s.io",
    "DaemonSet": "apps",
    "Deployment": "apps",
    "Endpoints": "",
    "EndpointSlice": "discovery.k8s.io",
    "Event": "",
    "HorizontalPodAutoscaler": "autoscaling",
    "Ingress": "networking.k8s.io",
    "Job": "batch",
    "Lease": "coordination.k8s.io",
    "LimitRange": "",
    "NetworkPolicy": "networking.k8s.io",
    "PersistentVolumeClaim": "",
    "Pod": "",
    "PodDisruptionBudget": "policy",
    "PodTemplate": "",
    "ReplicaSet": "apps",
    "ReplicationController": "",
    "ResourceClaim": "resource.k8s.io",
    "ResourceClaimTemplate": "resource.k8s.io",
    "ResourceQuota": "",
    "Role": "rbac.authorization.k8s.io",
    "RoleBinding": "rbac.authorization.k8s.io",
    "Secret": "",
    "Service": "",
    "ServiceAccount": "",
    "StatefulSet": "apps",
}

CLUSTER_SCOPED = {
    "APIService": "apiregistration.k8s.io",
    "CertificateSigningRequest": "certificates.k8s.io",
    "ClusterRole": "rbac.authorization.k8s.io",
    "ClusterRoleBinding": "rbac.authorization.k8s.io",
    "CSIDriver": "storage.k8s.io",
    "CSINode": "storage.k8s.io",
    "CustomResourceDefinition": "apiextensions.k8s.io",
    "DeviceClass": "resource.k8s.io",
    "FlowSchema": "flowcontrol.apiserver.k8s.io",
    "IngressClass": "networking.k8s.io",
    "IPAddress": "networking.k8s.io",
    "MutatingAdmissionPolicy": "admissionregistration.k8s.io",
    "MutatingAdmissionPolicyBinding": "admissionregistration.k8s.io",
    "MutatingWebhookConfiguration": "admissionregistration.k8s.io",
    "Namespace": "",
    "Node": "",
    "PersistentVolume": "",
    "PriorityClass": "scheduling.k8s.io",
    "PriorityLevelConfiguration": "flowcontrol.apiserver.k8s.io",
    "ResourceSlice": "resource.k8s.io",
    "RuntimeClass": "node.k8s.io",
    "ServiceCIDR": "networking.k8s.io",
    "StorageClass": "storage.k8s.io",
    "ValidatingAdmissionPolicy": "admissionregistration.k8s.io",
    "ValidatingAdmissionPolicyBinding": "admissionregistration.k8s.io",
    "ValidatingWebhookConfiguration": "admissionregistration.k8s.io",
    "VolumeAttachment": "storage.k8s.io",
    "VolumeAttributesClass": "storage.k8s.io",
}

GroupKind = dict[str, str]
"""A kind and its API group, as objects that list kinds say it."""


def group_kind(word: str) -> GroupKind:
    """A kind as people write it: `Secret`, or `group/Kind`. One that Kubernetes does not have and
    that names no group is meant in every group."""
    group, slash, kind = word.rpartition("/")
    if not slash:
        group = {**NAMESPACED, **CLUSTER_SCOPED}.get(kind, "*")
    return {"group": group, "kind": kind}


def kind_of(item: Mapping[str, object]) -> GroupKind:
    """The kind of an object."""
    return {"group": str(item["apiVersion"]).rpartition("/")[0], "kind": str(item["kind"])}


def is_namespaced(item: GroupKind) -> bool:
    """Whether a kind lives in namespaces; of a kind that Kubernetes lacks nobody knows."""
    return NAMESPACED.get(item["kind"]) == item["group"]


def is_cluster_scoped(item: GroupKind) -> bool:
    """Whether a kind lives outside namespaces, with the same reserve."""
    return CLUSTER_SCOPED.get(item["kind"]) == item["group"]


def singular(word: str) -> str | None:
    """The kind of Kubernetes that a word is the plural of: `Secrets`. Resources are called like
    that, and no object is."""
    known = {**NAMESPACED, **CLUSTER_SCOPED}
    if word in known:
        return None
    stems = (
        f"{word.removesuffix(many)}{one}"
        for many, one in (("s", ""), ("es", ""), ("ies", "y"))
        if word.endswith(many)
    )
    return next((stem for stem in stems if stem in known), None)


def means(meant: GroupKind, kind: GroupKind) -> bool:
    """Whether a kind as people wrote it is one that Kubernetes knows."""
    return meant["kind"] == kind["kind"] and meant["group"] in ("*", kind["group"])
