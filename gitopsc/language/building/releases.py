"""Agents, promotions, bumps, configuration from code, previews."""

from gitopsc.language.entry import Entry
from gitopsc.model.releases import Agent, Bump, Config, Preview, Promotion
from gitopsc.model.section import Scope


def agent(entry: Entry, name: str) -> Agent:
    return Agent(
        name=name,
        using=entry.one("using") or "",
        on=entry.one("on"),
        checks=entry.all("checks"),
        credentials=entry.one("credentials"),
    )


def promotion(entry: Entry) -> Promotion:
    by = entry.one("by")
    return Promotion(
        chain=tuple(said.text for said in entry.value),
        review="review" in entry.fields,
        **({"by": by} if by else {}),
    )


def bumps(entry: Entry) -> tuple[Bump, ...]:
    """The bumps of a team, an app or an infra."""
    return tuple(
        Bump(
            what=bump.value[0].text,
            by=bump.one("by") or "",
            scope=Scope(stages=bump.all("in")),
            policy=bump.one("policy"),
            range=bump.one("range"),
        )
        for bump in entry.nested("bump")
    )


def config(entry: Entry) -> Config | None:
    blocks = entry.nested("config")
    if not blocks:
        return None
    said = blocks[0]
    return Config(mode=said.value[0].text, repo=said.one("from"), by=said.one("by"))


def previews(entry: Entry) -> tuple[Preview, ...]:
    return tuple(
        Preview(
            repo=preview.one("from") or "",
            stage=preview.one("in"),
            cluster=preview.one("on"),
            label=preview.one("label"),
            ttl=preview.one("ttl"),
            namespace=preview.one("namespace"),
            host=preview.one("host"),
        )
        for preview in entry.nested("preview")
    )
