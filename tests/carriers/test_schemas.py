"""Every object an agent is told passes a strict schema, and none is left without one."""

import pytest

from tests.carriers.test_kargo import SPEC as KARGO
from tests.carriers.test_promoter import SPEC as PROMOTER
from tests.compiling import compiled, objects
from tests.real.schemas import AGENTS, complaints, validator

TOLD = {
    "kargo.akuity.io/v1alpha1": (
        "Project",
        "ProjectConfig",
        "PromotionTask",
        "Stage",
        "Warehouse",
    ),
    "promoter.argoproj.io/v1alpha1": (
        "ArgoCDCommitStatus",
        "DependentsSuccessfulCommitStatus",
        "GitRepository",
        "PromotionStrategy",
    ),
}
SPECS = {
    "kargo-argocd": KARGO.format(operator="argocd"),
    "kargo-flux": KARGO.format(operator="flux"),
    "gitops-promoter": PROMOTER,
}


@pytest.mark.parametrize("spec", SPECS.values(), ids=SPECS.keys())
def test_every_object_has_its_shape(spec: str) -> None:
    kinds = [kind for of_group in TOLD.values() for kind in of_group]
    found = [item for item in objects(compiled(spec).files, *kinds) if item["apiVersion"] in TOLD]
    assert found
    assert [complaint for item in found for complaint in complaints(item)] == []


@pytest.mark.parametrize("field", ["steps", "promotionTemplat", "shards"])
def test_the_shapes_are_strict(field: str) -> None:
    stage = objects(compiled(SPECS["kargo-argocd"]).files, "Stage")[0]
    stage["spec"][field] = []
    assert complaints(stage)


def test_the_definitions_of_their_releases_are_asked() -> None:
    if not AGENTS:
        pytest.skip(
            "no release of Kargo or GitOps Promoter can be had here; the shapes are written by hand"
        )
    for api, kinds in TOLD.items():
        assert all(validator(api, kind) for kind in kinds)
