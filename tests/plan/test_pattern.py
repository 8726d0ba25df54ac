"""Patterns: what they fill to, and which part of them can hold an aggregate."""

import pytest

from gitopsc.plan.pattern import pattern, prefix

STAGE_AND_CLUSTER = frozenset({"stage", "cluster"})


def test_fill() -> None:
    assert pattern("apps/{app}/{stage}").fill({"app": "web", "stage": "qa"}) == "apps/web/qa"
    assert pattern("misc").fill({}) == "misc"
    assert pattern("{team}-{app}").placeholders == ("team", "app")


@pytest.mark.parametrize(
    "text, shared",
    [
        ("apps/{stage}/{app}", "apps/{stage}"),
        ("{stage}/{cluster}/{team}/{app}", "{stage}/{cluster}"),
        ("apps/{app}/{stage}", None),
        ("apps/{stage}/{app}/{cluster}", None),
        ("apps/{stage}-{app}", None),
        ("apps/{app}", "apps"),
    ],
)
def test_an_aggregate_fixes_stage_and_cluster_before_team_and_app(
    text: str, shared: str | None
) -> None:
    assert prefix(text, STAGE_AND_CLUSTER) == shared
