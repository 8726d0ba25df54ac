"""Everything one spec says, in one value."""

from gitopsc.model.fleet import Cluster, Group, Stage, Variant, Window
from gitopsc.model.operator import Operator
from gitopsc.model.place import Place, Repo
from gitopsc.model.releases import Agent, Promotion
from gitopsc.model.thing import Thing
from gitopsc.model.workload import Infra, Team


class Topology(Thing):
    """What was said. Things of a kind are sorted by name, so equality is meaning."""

    name: str = "topology"
    """The spec's identity: its file name without `.gitops`."""
    operators: tuple[Operator, ...] = ()
    groups: tuple[Group, ...] = ()
    clusters: tuple[Cluster, ...] = ()
    variants: tuple[Variant, ...] = ()
    stages: tuple[Stage, ...] = ()
    windows: tuple[Window, ...] = ()
    agents: tuple[Agent, ...] = ()
    promotions: tuple[Promotion, ...] = ()
    repos: tuple[Repo, ...] = ()
    places: tuple[Place, ...] = ()
    infra: tuple[Infra, ...] = ()
    teams: tuple[Team, ...] = ()
