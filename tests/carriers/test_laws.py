"""Laws of what Kargo is told, on random specs."""

from collections.abc import Mapping
from itertools import combinations

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from gitopsc.compiler import Compilation
from gitopsc.model.topology import Topology
from tests.carriers.told import steps
from tests.compiling import OPERATORS, objects, outcome
from tests.properties.fleets import specs
from tests.properties.sentences import Spec, say
from tests.properties.trying import FEW

pytestmark = pytest.mark.slow

SOME = settings(FEW, suppress_health_check=list(HealthCheck))


@st.composite
def carried(draw: st.DrawFn) -> Spec:
    """A random spec whose stages Kargo connects: some arrows between them, none backwards."""
    spec = draw(specs())
    kept = tuple(one for one in spec.sentences if not one.head.startswith("promote "))
    stages = [one.head.split()[1] for one in kept if one.head.startswith("stage ")]
    clusters = [one.head.split()[1] for one in kept if one.head.startswith("cluster ")]
    arrows = (
        draw(st.lists(st.sampled_from(list(combinations(stages, 2))), unique=True))
        if (len(stages) > 1)
        else []
    )
    assume(arrows)
    promotions = tuple(say(f"promote {a} -> {b} by kargo") for a, b in arrows)
    agent = say(f"agent kargo using kargo on {draw(st.sampled_from(clusters))}")
    return Spec((*kept, *promotions, agent), spec.beside)


def nearest(topology: Topology, there: set[str], stage: str) -> set[str]:
    """The stages of `there` from which a way leads to a stage through none other of them."""
    arrows = {pair for p in topology.promotions for pair in zip(p.chain, p.chain[1:], strict=False)}
    found: set[str] = set()
    for source, target in arrows:
        if target == stage:
            found |= {source} if source in there else nearest(topology, there, source)
    return found


def told(tree: Compilation) -> Mapping[tuple[str, str], set[str]]:
    """For each Stage the Stages before it, as the objects say it."""
    found: dict[tuple[str, str], set[str]] = {}
    for item in objects(tree.files, "Stage"):
        (request,) = item["spec"]["requestedFreight"]
        sources = request["sources"]
        assert (sources == {"direct": True}) is ("stages" not in sources)
        metadata = item["metadata"]
        found[metadata["namespace"], metadata["name"]] = set(sources.get("stages", ()))
    return found


@pytest.mark.parametrize("operator", OPERATORS)
@SOME
@given(spec=carried())
def test_the_stops_are_the_promotion_graph(operator: str, spec: Spec) -> None:
    tree = outcome(spec.text, operator, spec.beside)
    assume(tree.plan is not None and tree.topology is not None)
    assert tree.plan is not None and tree.topology is not None
    (carrier,) = tree.plan.carriers
    on_the_way = {stage for promotion in tree.topology.promotions for stage in promotion.chain}
    runs: dict[tuple[str | None, str], set[str]] = {}
    for unit in tree.plan.units:
        if unit.stage in on_the_way:
            runs.setdefault((unit.team, unit.app), set()).add(unit.stage or "")
    assert {(stop.team, stop.app, stop.stage): set(stop.sources) for stop in carrier.stops} == {
        (team, app, stage): nearest(tree.topology, there, stage)
        for (team, app), there in runs.items()
        for stage in there
    }
    if tree.ok:
        moving = [s for s in carrier.stops if any(unit.states for unit in s.units)]
        assert told(tree) == {
            (f"{stop.team}-kargo", f"{stop.app}-{stop.stage}"): {
                f"{stop.app}-{source}" for source in stop.sources
            }
            for stop in moving
        }


@pytest.mark.parametrize("operator", OPERATORS)
@SOME
@given(spec=carried())
def test_the_edits_are_the_version_files(operator: str, spec: Spec) -> None:
    """Each version that moves is edited by one Stage, and nothing else is."""
    tree = outcome(spec.text, operator, spec.beside)
    assume(tree.ok and tree.plan is not None)
    assert tree.plan is not None
    edited = [
        (item["metadata"]["name"], step["config"]["path"])
        for item in objects(tree.files, "Stage")
        for step in steps(item)
        if step.get("as", "").startswith("edit-")
    ]
    assert len(edited) == len(set(edited))
    (carrier,) = tree.plan.carriers
    wanted = set()
    for stop in carrier.stops:
        for state in (state for unit in stop.units for state in unit.states):
            slug = "".join(c if c.isalnum() else "-" for c in state.slot.repo.folder)
            path = state.slot.path if state.form == "images" else state.path
            wanted.add((stop.name, f"./{slug}/{path}"))
    assert set(edited) == wanted


@SOME
@given(spec=carried())
def test_nobody_is_passed_over(spec: Spec) -> None:
    """Kargo promotes by itself only where nobody has to agree and no hours are kept; where somebody
    has to, it opens a pull request."""
    tree = outcome(spec.text, "argocd", spec.beside)
    assume(tree.ok and tree.topology is not None)
    assert tree.topology is not None
    stages = {stage.name: stage for stage in tree.topology.stages}
    free = {
        (item["metadata"]["namespace"], policy["stageSelector"]["name"])
        for item in objects(tree.files, "ProjectConfig")
        for policy in item["spec"]["promotionPolicies"]
    }
    assert tree.plan is not None
    names = {(f"{s.team}-kargo", s.name): s for s in tree.plan.carriers[0].stops}
    for item in objects(tree.files, "Stage"):
        key = (item["metadata"]["namespace"], item["metadata"]["name"])
        stage = stages[names[key].stage]
        assert (key in free) is not (stage.review or stage.window is not None)
        tasks = {step["task"]["name"].split("-")[0] for step in steps(item) if "task" in step}
        assert tasks == {"checkout", "pull" if stage.review else "push"}
