"""Groups, clusters, variants, stages, windows."""

from gitopsc.language.building.policy import sync
from gitopsc.language.entry import Entry
from gitopsc.model.fleet import Cluster, Group, Stage, Variant, Window
from gitopsc.model.sync import Sync


def group(entry: Entry, name: str) -> Group:
    return Group(name=name)


def cluster(entry: Entry, name: str) -> Cluster:
    """One of the clusters a line declares; all of them share its clauses, filled in for each."""

    def filled(word: str) -> str | None:
        said = entry.one(word)
        return said.replace("{cluster}", name) if said else None

    return Cluster(
        name=name,
        at=filled("at"),
        groups=entry.all("in"),
        variants=entry.all("with"),
        labels=pairs(entry),
        credentials=filled("credentials"),
    )


def variant(entry: Entry, name: str) -> Variant:
    return Variant(name=name)


def stage(entry: Entry, name: str) -> Stage:
    return Stage(
        name=name,
        on=entry.all("on"),
        variants=entry.all("with"),
        review="review" in entry.fields,
        window=entry.one("window"),
        admit_named="admit" in entry.fields,
        owners=entry.all("owners"),
        namespace=entry.one("namespace"),
        sync=sync(entry) or Sync(),
    )


def window(entry: Entry, name: str) -> Window:
    zone = entry.one("zone")
    return Window(
        name=name,
        days=entry.all("days"),
        start=entry.one("start") or "",
        length=entry.one("length") or "",
        **({"zone": zone} if zone else {}),
    )


def pairs(entry: Entry) -> tuple[tuple[str, str], ...]:
    """The labels of a thing: `"cost=4711"` taken apart."""
    return tuple(sorted((key, value) for key, _, value in _parted(entry.all("labels"))))


def _parted(labels: tuple[str, ...]) -> list[tuple[str, str, str]]:
    return [label.partition("=") for label in labels]
