"""What a team's account may write: it has the role `admin` in the team's namespaces."""

from gitopsc.manifests.kinds import GroupKind, is_cluster_scoped

NOT_ADMINS = frozenset({"LimitRange", "ResourceQuota"})
"""Kinds in namespaces that the role `admin` cannot write (kubernetes.io, "User-facing roles")."""


def is_out_of_reach(kind: GroupKind) -> bool:
    """Whether a team cannot write a kind of Kubernetes; of others nobody knows."""
    is_limit = kind["group"] == "" and kind["kind"] in NOT_ADMINS
    return is_limit or is_cluster_scoped(kind)
