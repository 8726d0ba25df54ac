"""Every valid spec compiles for both operators into trees that keep the laws."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.compiling import OPERATORS, mistakes, outcome
from tests.properties.fleets import raised, specs
from tests.properties.laws import check
from tests.properties.sentences import Spec
from tests.properties.trying import FEW, MANY
from tests.real.kustomize import build_all
from tests.real.trees import write

CANNOT = {
    "cannot-aggregate": "a layer is one Kustomization, so it has one link and not one per infra",
    "deny-not-enforced": "rights in Kubernetes only allow, so Flux cannot deny a platform's link",
    "layer-cannot-order": "one Kustomization applies its layer at once, so nothing waits in it",
    "layer-cycle": "two layers may need each other although their members do not",
    "not-realised": "nothing in Flux keeps hours, so a window is refused",
    "two-overlays-of-a-team": "two stages on a cluster would bring one account twice",
    "uneven-layer": "a folder that clusters share lists the same infra for all of them",
    "uneven-sync": "one Kustomization has one clock, and apps of a stage may say different ones",
}
"""What one operator cannot do with a spec that is valid: the only reasons for no tree."""


def keeps_the_laws(spec: Spec, operator: str) -> None:
    tree = outcome(spec.text, operator, spec.beside)
    assert set(mistakes(tree)) <= (set(CANNOT) if operator == "flux" else set())
    if tree.ok:
        check(tree)
    else:
        assert tree.files == {}


@pytest.mark.parametrize("operator", OPERATORS)
@FEW
@given(spec=specs())
def test_every_tree_keeps_the_laws(operator: str, spec: Spec) -> None:
    keeps_the_laws(spec, operator)


@pytest.mark.parametrize("operator", OPERATORS)
@FEW
@given(data=st.data())
def test_every_tree_with_agents_keeps_the_laws(operator: str, data: st.DataObject) -> None:
    keeps_the_laws(data.draw(raised(operator)), operator)


@pytest.mark.slow
@pytest.mark.parametrize("operator", OPERATORS)
@MANY
@given(data=st.data())
def test_many_trees_with_agents_keep_the_laws(operator: str, data: st.DataObject) -> None:
    keeps_the_laws(data.draw(raised(operator)), operator)


@pytest.mark.slow
@pytest.mark.parametrize("operator", OPERATORS)
@MANY
@given(spec=specs())
def test_many_trees_keep_the_laws(operator: str, spec: Spec) -> None:
    keeps_the_laws(spec, operator)


@FEW
@given(spec=specs())
def test_both_operators_deploy_the_same_units(spec: Spec) -> None:
    trees = [outcome(spec.text, operator, spec.beside) for operator in OPERATORS]
    units = [
        {
            (u.team, u.app, u.stage, u.cluster, u.namespace)
            for u in (*t.plan.units, *t.plan.installs)
        }
        for t in trees
        if t.plan
    ]
    refused = [set(mistakes(tree)) for tree in trees if not tree.plan]
    assert refused in ([], [{"not-realised"}])  # Flux knows no windows
    assert units[0] == units[-1]


@pytest.mark.slow
@settings(MANY, max_examples=40)
@given(spec=specs())
def test_every_kustomization_builds(spec: Spec) -> None:
    """With the real kustomize, which warns of what it will not build tomorrow."""
    for operator in OPERATORS:
        tree = outcome(spec.text, operator, spec.beside)
        with tempfile.TemporaryDirectory() as folder:
            checkouts = write(tree.files, Path(folder))
            for repo in tree.files:
                build_all(checkouts / repo, operator)
