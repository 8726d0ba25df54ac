"""What a team may touch through an operator."""

from typing import NamedTuple

from gitopsc.plan.policy import Policy
from gitopsc.plan.slots import RepoAt, Slot
from gitopsc.refs import Ref


class TenantOverlay(NamedTuple):
    """Where stands what a team holds in one stage alone (`place tenant-overlay`)."""

    stage: str
    slot: Slot
    aggregate: Slot | None
    """The folder above the overlays of its stage and cluster that can list them all; `None` where
    the pattern of the place fixes the team before stage and cluster."""


class Tenant(NamedTuple):
    """What one team may touch through one instance: on its own cluster, or through a hub."""

    team: str
    instance: Ref
    control_namespace: str
    namespaces: tuple[tuple[str, str], ...]
    """(cluster, namespace), sorted."""
    repos: tuple[RepoAt, ...]
    admins: tuple[str, ...]
    deny: tuple[str, ...]
    shard: str | None
    """The set of controllers that looks after it; `None` for the usual ones."""
    slot: Slot
    """Where its furniture lives (`place tenants`)."""
    overlays: tuple[TenantOverlay, ...]
    """By stage; empty where `slot` holds all of its furniture."""
    wiring: tuple[Slot, ...]
    """Its wiring folders in repositories it writes to, as folders; empty when the platform holds
    its wiring, or its operator is its own."""
    policy: Policy
