"""The drawing both workshops build from: everything concrete, nothing of one operator alone."""

from collections.abc import Mapping
from typing import NamedTuple

from gitopsc.model.fleet import Window
from gitopsc.model.operator import Mode
from gitopsc.refs import Ref, Where
from gitopsc.wiring.carrier import Carrier
from gitopsc.wiring.mover import Mover
from gitopsc.wiring.policy import Policy
from gitopsc.wiring.slots import RepoAt, Slot
from gitopsc.wiring.unit import Unit
from gitopsc.wiring.updater import Updater

NUMBER = "{number}"
"""The placeholder that stays one: which requests there are, only the forge knows."""


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


class ClusterAt(NamedTuple):
    """A cluster as its operator sees it."""

    name: str
    server: str | None
    credentials: str
    """The name of the Secret with its kubeconfig."""
    labels: tuple[tuple[str, str], ...] = ()


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


class Grant(NamedTuple):
    """The rights of a team's own operator in one namespace of its cluster: the team's, or the one
    it runs in itself."""

    instance: Ref
    namespace: str
    slot: Slot
    """Where the Namespace stands, or would stand."""


class Gate(NamedTuple):
    """A window in time, and the units of a team that change only while it is open."""

    window: Window
    units: tuple[str, ...]
    """Their names, sorted."""


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


class Project(NamedTuple):
    """What some units of one instance may touch together: those of a team, or of all teams in a
    stage (`place projects`)."""

    name: str
    instance: Ref
    slot: Slot
    teams: tuple[str, ...]
    namespaces: tuple[tuple[str, str], ...]
    """(cluster, namespace), sorted."""
    repos: tuple[RepoAt, ...]
    admins: tuple[str, ...]
    deny: tuple[str, ...]
    reserved: tuple[str, ...]
    """Kinds that the platform sets in their namespaces, so that teams may not."""
    gates: tuple[Gate, ...]


class PreviewAt(NamedTuple):
    """What is deployed for each pull request of one repository."""

    like: Unit
    """The unit whose overlay is shown."""
    where: Where
    code: RepoAt
    """Whose pull requests."""
    forge: str
    """`github`, `gitlab` or `gitea`."""
    owner: str
    name: str
    """Owner and name of the repository at its forge; on GitLab the owner may be a path."""
    called: str
    """The name of one preview, with `{number}` in it."""
    furniture: NamespaceAt
    """Its namespace and what stands in it; the name has `{number}` in it."""
    label: str | None
    """Only requests that carry it."""
    host: str | None
    """The host of its ingress, with `{number}` in it."""

    @property
    def prefix(self) -> str:
        """What the names of all its previews begin with."""
        return self.called.removesuffix(f"-pr-{NUMBER}")

    @property
    def shown(self) -> Slot:
        """The folder that is built: the author's own, where the manifests lie beside the code."""
        return self.like.code.slot if self.like.code else self.like.overlay

    @property
    def is_at_commit(self) -> bool:
        """Whether the manifests are those of the pull request as well, and not only the image."""
        return self.shown.repo == self.code


class Plan(NamedTuple):
    """Units and their furniture, each tuple sorted by name; units in dependency order."""

    name: str
    instances: tuple[Instance, ...]
    clusters: tuple[ClusterAt, ...]
    units: tuple[Unit, ...]
    installs: tuple[Unit, ...]
    """The infra, unit by unit."""
    waves: Mapping[Ref, int]
    """The longest way to each of them along `needs`, from 0."""
    namespaces: tuple[NamespaceAt, ...]
    grants: tuple[Grant, ...]
    tenants: tuple[Tenant, ...]
    projects: tuple[Project, ...]
    repos: tuple[RepoAt, ...] = ()
    """All in which anything has its place, ours or not."""
    carriers: tuple[Carrier, ...] = ()
    """The agents that carry releases inside a cluster."""
    movers: tuple[Mover, ...] = ()
    """The agents that raise versions, version by version."""
    updaters: tuple[Updater, ...] = ()
    """Those of them that run beside an operator."""
    previews: tuple[PreviewAt, ...] = ()

    def cluster(self, name: str) -> ClusterAt:
        return next(cluster for cluster in self.clusters if cluster.name == name)
