"""What the platform puts into a namespace of a team, the same on both operators."""

from gitopsc.manifests.kubernetes import KubernetesObject, deny_all, limit_range, resource_quota
from gitopsc.wiring.plan import NamespaceAt

QUOTA = "quota"
LIMITS = "limits"


def furniture(item: NamespaceAt) -> list[KubernetesObject]:
    """The objects that stand beside a Namespace: its quota, its limits, its closed network."""
    made = []
    if item.quota:
        made.append(resource_quota(QUOTA, item.name, dict(item.quota)))
    if item.limits:
        kinds: dict[str, dict[str, str]] = {}
        for kind, resource, amount in item.limits:
            kinds.setdefault(kind, {})[resource] = amount
        made.append(limit_range(LIMITS, item.name, kinds))
    if item.denies_network:
        made.append(deny_all(item.name))
    return made
