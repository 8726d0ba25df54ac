"""The rights of a team's own operator, beside the namespaces in which it has them."""

from collections.abc import Iterable

from gitopsc.manifests.draft import Draft
from gitopsc.manifests.kubernetes import account_subject, role_binding
from gitopsc.payload.furniture import NAMESPACES, gather_beside
from gitopsc.plan.instance import Instance
from gitopsc.plan.namespace import Grant
from gitopsc.refs import Ref

AT_HOME = "cluster-admin"
"""Where nothing but the operator runs, which looks after its own accounts and roles there."""

ELSEWHERE = "admin"
"""Less than everything: quota, limits and the Namespace itself stay the platform's."""


def emit_grants(
    instance: Instance,
    grants: Iterable[Grant],
    deploying: Iterable[str],
    others: Iterable[str],
    draft: Draft,
) -> None:
    """Put a RoleBinding into each namespace of a team's own operator. No operator applies it: who
    may write down rights has them already (P28).

    :param deploying: the operator's accounts that apply what is in Git.
    :param others: those that work in its own namespace alone.
    """
    deploying = tuple(deploying)
    for grant in grants:
        is_home = grant.namespace == instance.namespace
        accounts = (*deploying, *others) if is_home else deploying
        binding = role_binding(
            instance.namespace,
            grant.namespace,
            cluster_role=AT_HOME if is_home else ELSEWHERE,
            subjects=[account_subject(name, instance.namespace) for name in sorted(accounts)],
        )
        file = grant.slot.file_slot(NAMESPACES)
        gather_beside(file, [binding], Ref("team", (instance.team or "",)), draft)
