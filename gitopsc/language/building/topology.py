"""The whole topology, everything in its canonical order."""

from collections.abc import Callable, Iterator
from typing import TypeVar

from gitopsc.language.building import fleet, releases, workloads
from gitopsc.language.building.order import put_in_order
from gitopsc.language.building.places import places, repo
from gitopsc.language.building.policy import sync
from gitopsc.language.entry import Entry
from gitopsc.model.operator import Operator
from gitopsc.model.place import Repo
from gitopsc.model.sync import Sync
from gitopsc.model.topology import Topology

Built = TypeVar("Built")


def build(root: Entry, name: str) -> Topology:
    """The topology that entries without mistakes describe."""
    put_in_order(root)
    promotions = (releases.promotion(entry) for entry in root.nested("promote"))
    return Topology(
        name=name,
        operators=_named(root, "operator", _operator),
        groups=_named(root, "group", fleet.group),
        clusters=_named(root, "cluster", fleet.cluster),
        variants=_named(root, "variant", fleet.variant),
        stages=_named(root, "stage", fleet.stage),
        windows=_named(root, "window", fleet.window),
        agents=_named(root, "agent", releases.agent),
        promotions=tuple(sorted(promotions, key=lambda promotion: promotion.chain)),
        repos=tuple(sorted(_repos(root), key=lambda one: one.name)),
        places=places(root),
        infra=_named(root, "infra", workloads.infra),
        teams=_named(root, "team", workloads.team),
    )


def _named(root: Entry, word: str, make: Callable[[Entry, str], Built]) -> tuple[Built, ...]:
    """One thing for each name, sorted by name; a line may declare several."""
    named = [(said.text, entry) for entry in root.nested(word) for said in entry.value]
    return tuple(make(entry, name) for name, entry in sorted(named, key=lambda one: one[0]))


def _repos(root: Entry) -> Iterator[Repo]:
    for entry in root.nested("repo"):
        yield repo(entry, entry.value[0].text)
    for team in root.nested("team"):
        for entry in team.nested("repo"):
            yield repo(entry, entry.value[0].text, team.value[0].text)


def _operator(entry: Entry, name: str) -> Operator:
    mode = entry.one("as")
    return Operator(
        name=name,
        on=entry.all("on"),
        install=entry.one("install"),
        link=entry.one("link"),
        nest=entry.one("nest"),
        generate=entry.one("generate"),
        version=entry.one("version"),
        start=entry.one("start"),
        namespace=entry.one("namespace"),
        shards=entry.all("shards"),
        owners=entry.all("owners"),
        sync=sync(entry) or Sync(),
        places=places(entry),
        **({"mode": mode} if mode else {}),
    )
