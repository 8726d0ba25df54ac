"""What the platform puts into a namespace of a team, the same on both operators."""

from collections.abc import Iterable

from gitopsc.manifests.draft import Draft
from gitopsc.manifests.kubernetes import KubernetesObject, deny_all, limit_range, resource_quota
from gitopsc.plan.namespace import NamespaceAt
from gitopsc.plan.slots import Slot
from gitopsc.refs import Ref

QUOTA = "quota"
LIMITS = "limits"

NAMESPACES = "namespaces.yaml"
"""The file of the namespaces of a cluster, where their place is a folder."""


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


def gather_beside(
    file: Slot, objects: Iterable[KubernetesObject], subject: Ref, draft: Draft
) -> None:
    """Add objects to a file of namespaces, which stand before everything that is in them: a person
    who applies the file applies it from the top."""
    for made in objects:
        rank = "0" if made["kind"] == "Namespace" else "1"
        draft.gather(file.repo.folder, file.path, made, subject, rank)
