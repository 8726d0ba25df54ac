"""Who reconciles."""

from typing import Literal

from gitopsc.model.place import Place
from gitopsc.model.sync import UNSAID, Sync
from gitopsc.model.thing import Thing

Mode = Literal["standalone", "hub", "namespaced"]


class Operator(Thing):
    """`operator argocd as hub on mgmt { install helm }`.

    `install`, `link`, `nest` and `generate` are the talk's bootstrapping, linking, nesting and
    templating; `None` leaves the choice to the operator's backend.
    """

    name: str
    mode: Mode = "standalone"
    on: tuple[str, ...] = ()
    """Hub: the one cluster it runs on. Otherwise: the clusters it serves; empty means all."""
    install: str | None = None
    link: str | None = None
    nest: str | None = None
    generate: str | None = None
    version: str | None = None
    start: str | None = None
    """The version that its own installation begins with; from then on a seeded file holds it."""
    namespace: str | None = None
    shards: tuple[str, ...] = ()
    """Sets of controllers among which teams are divided."""
    owners: tuple[str, ...] = ()
    """Who answers for what is no team's."""
    sync: Sync = UNSAID
    places: tuple[Place, ...] = ()

    @property
    def is_per_team(self) -> bool:
        """Whether each team has one of its own, in a namespace and without rights on the cluster.
        That is what the language means by `namespaced per team`."""
        return self.mode == "namespaced"
