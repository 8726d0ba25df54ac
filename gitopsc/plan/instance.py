"""One running operator: where it runs, for whom, and how it is set up."""

from typing import NamedTuple

from gitopsc.model.operator import Mode
from gitopsc.plan.policy import Policy
from gitopsc.plan.slots import Slot
from gitopsc.refs import Ref


class Instance(NamedTuple):
    """One running operator: a hub, a standalone one on one cluster, or one team's own there."""

    ref: Ref
    """`instance` with the path (operator, cluster), or (operator, cluster, team)."""
    operator: str
    mode: Mode
    cluster: str
    """The cluster it runs on."""
    team: str | None
    """The team it is for alone. It has rights in that team's namespaces, and none on the cluster;
    `None` for one that is everybody's."""
    serves: tuple[str, ...]
    namespace: str
    version: str
    """The release line its files are written for: `3.5`."""
    install: str | None
    link: str | None
    nest: str | None
    generate: str | None
    start: str | None
    shards: tuple[str, ...]
    """Sets of controllers among which teams are divided."""
    root: Slot
    """The folder (or the root object's file) the operator is pointed at first."""
    home: Slot | None
    """`place operator`: where its own installation lives, when it operates itself."""
    self_wiring: Slot
    """Where the Application on `home` stands."""
    slices: Slot | None
    """`place slices`: links read what they need, cut out of their repositories."""
    platform_project: Slot
    default_project: Slot | None
    """Where the locked `default` project stands, when projects are placed."""
    tenancy: bool
    """Teams write to repositories that this instance reads, so their rights are narrowed."""
    policy: Policy

    @property
    def root_folder(self) -> Slot:
        """The folder the operator is pointed at, whether `root` is that or a file in it."""
        return self.root.folder


def scene(instance: Ref) -> str:
    """Where an instance runs, and for whom, in the words of a complaint."""
    _, cluster, *team = instance.path
    return " for team ".join(f"`{part}`" for part in (cluster, *team))


def parting(one: Ref, other: Ref) -> str:
    """The placeholder by which folders of two instances can be kept apart."""
    return "{cluster}" if one.path[1] != other.path[1] else "{team}"
