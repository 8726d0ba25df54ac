"""Where things run: clusters, groups of clusters, stages, variants, windows in time."""

from gitopsc.model.sync import UNSAID, Sync
from gitopsc.model.thing import Thing


class Group(Thing):
    name: str


class Cluster(Thing):
    """`cluster eu-prod at "https://…" in europe with gpu`."""

    name: str
    at: str | None = None
    groups: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    labels: tuple[tuple[str, str], ...] = ()
    credentials: str | None = None


class Variant(Thing):
    name: str


class Window(Thing):
    """When changes may be applied: `days` from `start` for `length`, in a time zone."""

    name: str
    days: tuple[str, ...]
    start: str
    length: str
    zone: str = "UTC"

    @property
    def opens_at(self) -> tuple[int, int]:
        """Hour and minute."""
        hour, minute = self.start.split(":")
        return int(hour), int(minute)


class Stage(Thing):
    """`stage production on [eu-prod, us-prod] with prod { review required }`."""

    name: str
    on: tuple[str, ...] = ()
    """Clusters and groups; empty means the only cluster there is."""
    variants: tuple[str, ...] = ()
    """Mixed in, in this order."""
    review: bool = False
    window: str | None = None
    admit_named: bool = False
    owners: tuple[str, ...] = ()
    namespace: str | None = None
    sync: Sync = UNSAID
