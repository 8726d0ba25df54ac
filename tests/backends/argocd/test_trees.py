"""Whole trees: as texts, against the schemas, through the real kustomize, and by peers' rules."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from gitopsc.plan.slots import RepoAt
from tests.backends.argocd.fleets import FLEETS
from tests.backends.argocd.plans import emitted, emitted_by_name
from tests.compiling import Object, manifests
from tests.payload.factory import text_of
from tests.real.kustomize import build_all
from tests.real.schemas import complaints, needs_schemas
from tests.real.trees import write


def applications(fleet: str) -> list[Object]:
    found = emitted_by_name(FLEETS[fleet]())
    return [item for (kind, _), item in found.items() if kind == "Application"]


def projects(fleet: str) -> dict[str, Object]:
    found = emitted_by_name(FLEETS[fleet]())
    return {name: item for (kind, name), item in found.items() if kind == "AppProject"}


def sources(application: Object) -> list[Object]:
    spec = application["spec"]
    return [spec["source"]] if "source" in spec else list(spec["sources"])


@pytest.mark.parametrize("fleet", FLEETS)
def test_the_tree_of(fleet: str, snapshot: SnapshotAssertion) -> None:
    tree, diagnostics = emitted(FLEETS[fleet]())
    assert tree.collisions == ()
    assert text_of(tree) == snapshot
    assert [(d.slug, d.message) for d in diagnostics] == snapshot(name="diagnostics")


@pytest.mark.parametrize("fleet", FLEETS)
def test_twice_is_the_same(fleet: str) -> None:
    first, second = (text_of(emitted(FLEETS[fleet]())[0]) for _ in range(2))
    assert first == second


@needs_schemas
@pytest.mark.parametrize("fleet", FLEETS)
def test_every_object_keeps_its_schema(fleet: str) -> None:
    tree, _ = emitted(FLEETS[fleet]())
    documents = [
        item
        for _, _, item in manifests(tree.tree())
        if item["kind"] not in ("ClusterIssuer", "Deployment")
    ]
    assert len(documents) > 5
    assert [error for item in documents for error in complaints(item)] == []


@pytest.mark.parametrize("fleet", FLEETS)
def test_kustomize_builds_every_folder(fleet: str, tmp_path: Path) -> None:
    tree, _ = emitted(FLEETS[fleet]())
    write(tree.tree(), tmp_path)
    assert sum(build_all(repo, "argocd") for repo in tmp_path.iterdir()) > 0


@pytest.mark.parametrize("fleet", FLEETS)
def test_every_application_is_allowed_by_its_project(fleet: str) -> None:
    """P20, P21: the project is there, and permits repository, destination and namespace."""
    known = projects(fleet)
    for application in applications(fleet):
        project = known[application["spec"]["project"]]["spec"]
        for source in sources(application):
            assert source["repoURL"] in project["sourceRepos"]
        to = application["spec"]["destination"]
        everywhere = {"server": "*", "namespace": "*"} in project["destinations"]
        assert everywhere or to in project["destinations"]
        own = application["metadata"]["namespace"]
        assert own == "argocd" or own in project["sourceNamespaces"]


@pytest.mark.parametrize("fleet", FLEETS)
def test_every_application_says_where_from_and_where_to(fleet: str) -> None:
    for application in applications(fleet):
        spec = application["spec"]
        assert ("server" in spec["destination"]) != ("name" in spec["destination"])
        assert spec["destination"]["namespace"]
        assert "finalizers" not in application["metadata"]
        assert all(source["targetRevision"] for source in sources(application))
        assert all(source.get("path") != "" for source in sources(application))


@pytest.mark.parametrize("fleet", FLEETS)
def test_no_path_has_two_owners_on_one_cluster(fleet: str) -> None:
    """P34."""
    owned = [
        (source["repoURL"], source["path"], json.dumps(application["spec"]["destination"]))
        for application in applications(fleet)
        for source in sources(application)
        if "path" in source
    ]
    assert len(owned) == len(set(owned))


@pytest.mark.parametrize("fleet", FLEETS)
def test_a_peer_finds_nothing_to_complain_about(fleet: str, tmp_path: Path) -> None:
    """argocd-source-lint looks for sources that fail without a word."""
    pytest.importorskip("argocd_source_lint", reason="PyPI argocd-source-lint is not installed")
    made = FLEETS[fleet]()
    tree, _ = emitted(made)
    write(tree.tree(), tmp_path)
    for repo in sorted({unit.repo for unit in (*made.units, *made.installs)}):
        findings = lint(tmp_path / repo.folder, repo)
        serious = [finding for finding in findings if finding["severity"] != "info"]
        # It does not look at destinations: a folder for two clusters is one owner on each.
        assert [f for f in serious if f["rule_id"] != "double-coverage"] == []


def lint(folder: Path, repo: RepoAt) -> list[Object]:
    """Its findings. It verifies sources in the repository it stands in, at their revision."""
    author = ["-c", "user.name=test", "-c", "user.email=test@example.org"]
    for command in (
        ["init", "-q", "-b", repo.branch],
        ["remote", "add", "origin", repo.url],
        ["add", "."],
        [*author, "commit", "-q", "-m", "Compile"],
    ):
        subprocess.run(["git", *command], cwd=folder, check=True)
    report = folder / "report.json"
    linter = str(Path(sys.executable).parent / "argocd-source-lint")
    run = [linter, str(folder), "--format", "json", "--output", str(report)]
    subprocess.run(run, capture_output=True)
    return list(json.loads(report.read_text(encoding="utf-8"))["findings"])
