"""Namespaces on clusters, and the rights in them."""

from typing import NamedTuple

from gitopsc.plan.slots import Slot
from gitopsc.refs import Ref


class NamespaceAt(NamedTuple):
    """One namespace on one cluster, and its single owner: the platform, or brought manifests."""

    cluster: str
    name: str
    team: str | None
    labels: tuple[tuple[str, str], ...]
    quota: tuple[tuple[str, str], ...]
    limits: tuple[tuple[str, str, str], ...]
    """Kind of limit, resource, amount: `max`, `memory`, `2Gi`."""
    denies_network: bool
    """Nothing reaches its pods, and they reach nothing, unless a policy of the team allows it."""
    admins: tuple[str, ...]
    slot: Slot
    instance: Ref
    """Whoever creates it. An operator of the team's own may not: what would be its to create, a
    person applies, with the rights of an administrator."""
    is_control: bool = False

    @property
    def subject(self) -> Ref:
        """Whose it is: a team, or the cluster itself."""
        return Ref("team", (self.team,)) if self.team else Ref("cluster", (self.cluster,))


class Grant(NamedTuple):
    """The rights of a team's own operator in one namespace of its cluster: the team's, or the one
    it runs in itself."""

    instance: Ref
    namespace: str
    slot: Slot
    """Where the Namespace stands, or would stand."""
