"""A shared place of many apps is, for each of them, the place that the app would have alone."""

import pytest

from gitopsc.model.place import Per, Place, Repo
from gitopsc.model.topology import Topology
from gitopsc.plan.pattern import APP
from gitopsc.wiring.places.placement import STAGE, TEAM_IN_STAGE, Placed, Placement
from gitopsc.wiring.places.shared_place import SharedPlace

DESTINATION = {"team": "payments", "stage": "production", "cluster": "eu"}


def _placed(at: str, per: Per | None) -> tuple[Placement, Placed]:
    repo = Repo(name="apps", at="https://git.example.org/{team}/{app}" if per else "x", per=per)
    placement = Placement(
        Topology(
            name="shop", repos=(repo,), places=(Place(artefact="overlay", repo="apps", at=at),)
        )
    )
    placed = placement.find("overlay", operator="argocd")
    assert placed
    return placement, placed


@pytest.mark.parametrize("per", [None, "app"])
@pytest.mark.parametrize(
    "at",
    [
        "apps/{app}/{stage}",
        "/{stage}/{team}/{app}-{app}.yaml",
        "{app}",
        "100%/{app}",
        "clusters/{cluster}/{team}",
        ".",
    ],
)
def test_a_shared_place_is_where_each_app_would_be_placed_alone(at: str, per: Per | None) -> None:
    placement, placed = _placed(at, per)
    shared = SharedPlace(placement, placed, {**DESTINATION, "app": APP})
    for app in ("checkout", "cart"):
        alone = placement.slot(placed, {**DESTINATION, "app": app})
        assert alone and shared.slot(app) == alone
        of_stage, of_team = (
            placement.aggregate(placed, alone.repo, {**DESTINATION, "app": app}, held)
            for held in (STAGE, TEAM_IN_STAGE)
        )
        of_team = of_team if "team" in placed.dimensions else None
        assert shared.aggregates(alone.repo) == (of_stage, of_team)


def test_what_does_not_go_by_apps_is_one_slot_for_all() -> None:
    placement, placed = _placed("clusters/{cluster}/{team}", None)
    shared = SharedPlace(placement, placed, {**DESTINATION, "app": APP})
    assert shared.slot("checkout") is shared.slot("cart")


def test_a_place_that_goes_by_something_else_is_complained_about_once() -> None:
    placement, placed = _placed("apps/{infra}/{app}", None)
    shared = SharedPlace(placement, placed, {**DESTINATION, "app": APP})
    assert shared.slot("checkout") is shared.slot("cart") is None
    assert [found.slug for found in placement.diagnostics] == ["place-needs-dimension"]
