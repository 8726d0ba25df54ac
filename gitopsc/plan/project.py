"""What some units of an instance may touch together, and when they may change."""

from typing import NamedTuple

from gitopsc.model.fleet import Window
from gitopsc.plan.slots import RepoAt, Slot
from gitopsc.refs import Ref


class Gate(NamedTuple):
    """A window in time, and the units of a team that change only while it is open."""

    window: Window
    units: tuple[str, ...]
    """Their names, sorted."""


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
