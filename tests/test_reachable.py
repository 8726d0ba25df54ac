"""Every file of every example is reached from what is applied by hand, and nothing dangles."""

import pytest

import gitopsc
from gitopsc.backends import load
from gitopsc.compiler import Compilation
from tests.properties.reading import repositories
from tests.properties.trees import Checkouts
from tests.real.reachable import Walk
from tests.test_examples import SPECS, TREES

FOR_PEOPLE = ("TOPOLOGY.md", "CODEOWNERS", "README.md", ".gitkeep")
"""Files that no operator reads."""


def walked(result: Compilation, operator: str) -> Walk:
    plan = result.plan
    assert plan is not None
    texts = {repo: {p: d.text for p, d in files.items()} for repo, files in result.files.items()}
    secrets = {cluster.name: dict(getattr(cluster, "labels", ())) for cluster in plan.clusters}
    walk = Walk(Checkouts(texts), repositories(plan), secrets)
    for instance in plan.instances:
        repo = instance.root.repo.folder
        if operator == "flux":
            walk.flux(repo, instance.root.directory, instance.namespace)
        else:
            walk.argocd((repo, path) for path in applied(load(operator).steps(plan)[instance.ref]))
    return walk


def applied(steps: object) -> list[str]:
    """What the steps of a bootstrap apply by hand: files, and charts that are installed."""
    assert isinstance(steps, tuple)
    words = [line.split() for step in steps for line in step.command]
    named = [w[i + 1] for w in words for i, word in enumerate(w) if word in ("--filename", "-k")]
    return named + [w[w.index("--install") + 2] for w in words if "--install" in w]


def beside_code(result: Compilation) -> set[tuple[str, str]]:
    """What an agent copies from: theirs, and read by no operator."""
    plan = result.plan
    assert plan is not None
    return {
        (unit.code.slot.repo.folder, path)
        for unit in plan.units
        if unit.code and unit.code.slot != unit.deployed
        for path in result.files[unit.code.slot.repo.folder]
    }


@pytest.mark.parametrize("name, operator", TREES)
def test_every_file_is_reached_and_nothing_dangles(name: str, operator: str) -> None:
    result = gitopsc.compile(SPECS[name], operator)
    walk = walked(result, operator)
    assert walk.dangling == []
    every = {(repo, path) for repo, files in result.files.items() for path in files}
    read = {at for at in every if at[1].rpartition("/")[2] not in FOR_PEOPLE}
    assert sorted(read - walk.reached - beside_code(result)) == []
