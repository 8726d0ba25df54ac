"""Infra, teams and apps."""

from gitopsc.language.building.fleet import pairs
from gitopsc.language.building.places import places
from gitopsc.language.building.policy import sync
from gitopsc.language.building.releases import bumps, config, previews
from gitopsc.language.building.sections import sections
from gitopsc.language.building.spoken import spoken
from gitopsc.language.entry import Entry
from gitopsc.model.sync import Sync
from gitopsc.model.workload import App, Infra, Origin, Team, Workload


def infra(entry: Entry, name: str) -> Infra:
    return Infra(
        name=name,
        using=entry.one("using"),
        origin=_origin(entry),
        on=entry.all("on"),
        needs=entry.all("needs"),
        chart=entry.one("chart"),
        layer=entry.one("layer"),
        namespace=entry.one("namespace"),
        labels=pairs(entry),
        sync=sync(entry) or Sync(),
        bumps=bumps(entry),
        sections=sections(entry),
    )


def team(entry: Entry, name: str) -> Team:
    apps = [app(inner, inner.value[0].text) for inner in entry.nested("app")]
    return Team(
        name=name,
        on=entry.all("on"),
        namespace=entry.one("namespace"),
        admins=entry.all("admins"),
        deny=entry.all("deny"),
        shard=entry.one("shard"),
        network=entry.one("network"),
        owners=entry.all("owners"),
        labels=pairs(entry),
        sync=sync(entry) or Sync(),
        bumps=bumps(entry),
        places=places(entry),
        sections=sections(entry),
        apps=tuple(sorted(apps, key=lambda one: one.name)),
    )


def app(entry: Entry, name: str) -> App:
    return App(
        name=name,
        **spoken(
            using=entry.one("using"),
            origin=_origin(entry),
            stages=entry.all("in"),
            on=entry.all("on"),
            needs=entry.all("needs"),
            chart=entry.one("chart"),
            image=entry.one("image"),
            image_key=entry.one("image in"),
            start=entry.one("start"),
            state=entry.all("state"),
            namespace=entry.one("namespace"),
            variants=entry.all("variants"),
            workload=_workload(entry),
            config=config(entry),
            previews=previews(entry),
            bumps=bumps(entry),
            sync=sync(entry),
            places=places(entry),
            sections=sections(entry),
        ),
    )


def _origin(entry: Entry) -> Origin | None:
    said = entry.fields.get("from")
    if not said:
        return None
    path = entry.one("at")
    if said[0].bare:
        return Origin(repo=said[0].text, path=path)
    return Origin(address=said[0].text, path=path)


def _workload(entry: Entry) -> Workload | None:
    blocks = entry.nested("workload")
    if not blocks:
        return None
    target = blocks[0].value[0].value
    assert isinstance(target, tuple)
    name = target[1] if len(target) > 1 else None
    return Workload(kind=target[0], name=name, container=blocks[0].one("container"))
