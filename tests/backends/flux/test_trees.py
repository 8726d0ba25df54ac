"""Whole trees: as texts, against the schemas, through the real kustomize."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from tests import yamls
from tests.backends.flux.fleets import FLEETS, compiled
from tests.compiling import Object, Placed, objects, placed
from tests.real.kustomize import build_all
from tests.real.schemas import complaints, needs_schemas
from tests.real.trees import scan, write

CLUSTER_SCOPED = ("ClusterIssuer", "ClusterRoleBinding", "Namespace")


@pytest.mark.parametrize("fleet", FLEETS)
def test_the_tree_of(fleet: str, snapshot: SnapshotAssertion) -> None:
    tree = "\n".join(
        f"=== {repo}/{path} ({document.ownership.value})\n{document.text}"
        for repo, files in compiled(FLEETS[fleet]).files.items()
        for path, document in files.items()
    )
    assert tree == snapshot


@needs_schemas
@pytest.mark.parametrize("fleet", FLEETS)
def test_every_object_keeps_its_schema(fleet: str, tmp_path: Path) -> None:
    """Patches are no whole objects; they are checked as a part of what kustomize builds."""
    made = compiled(FLEETS[fleet])
    write(made.files, tmp_path)
    patches = {
        (repo, f"{path.rpartition('/')[0]}/{patch['path']}")
        for repo, files in made.files.items()
        for path, document in files.items()
        if path.endswith("/kustomization.yaml")
        for patch in yamls.load(document.text).get("patches", ())
        if "path" in patch
    }
    whole = [
        item
        for repo, path, item in placed(made.files)
        if (repo, path) not in patches and item["kind"] != "ClusterIssuer"
    ]
    assert len(whole) > 15
    built = [item for *_, item in applied(tmp_path, fleet) if item["kind"] != "ClusterIssuer"]
    assert [error for item in [*whole, *built] for error in complaints(item)] == []


@pytest.mark.parametrize("fleet", FLEETS)
def test_kustomize_builds_every_folder(fleet: str, tmp_path: Path) -> None:
    write(compiled(FLEETS[fleet]).files, tmp_path)
    repos = list(compiled(FLEETS[fleet]).files)
    assert sum(build_all(tmp_path / repo, "flux") for repo in repos) > 3


def links_of(fleet: str) -> list[Placed]:
    """The Flux Kustomizations of a fleet, each with the repository and path it stands in."""
    return list(placed(compiled(FLEETS[fleet]).files, "Kustomization"))


def roots_of(fleet: str) -> list[tuple[str, Object]]:
    """The links that `flux bootstrap` makes, with their repositories."""
    return [(repo, item) for repo, _, item in links_of(fleet) if is_root(item)]


def is_root(link: Object) -> bool:
    return bool(link["metadata"]["name"] == "flux-system")


def applied(checkout: Path, fleet: str) -> Iterator[tuple[str, Object, Object]]:
    """Each link with every object of the folder that it names, in the repository it names; and
    the path that the link itself stands in."""
    plan = compiled(FLEETS[fleet]).plan
    assert plan
    repos = {
        repo for unit in (*plan.units, *plan.installs) for repo in (unit.repo, unit.wiring.repo)
    }
    folders = {repo.url: repo.folder for repo in repos}
    urls = {
        (item["metadata"]["namespace"], item["metadata"]["name"]): item["spec"]["url"]
        for item in objects(compiled(FLEETS[fleet]).files, "GitRepository")
        if "namespace" in item["metadata"]
    }
    for _, path, link in links_of(fleet):
        url = urls[link["metadata"]["namespace"], link["spec"]["sourceRef"]["name"]]
        folder = checkout / folders[url] / link["spec"]["path"]
        assert folder.is_dir(), f"{link['metadata']['name']} reads nothing"
        for item in scan(folder):
            yield path, link, item


@pytest.mark.parametrize("fleet", FLEETS)
def test_every_link_reads_a_folder_of_a_source_beside_it(fleet: str, tmp_path: Path) -> None:
    """P4, P10, P12: the source is there, in the link's namespace, and the folder is in it."""
    write(compiled(FLEETS[fleet]).files, tmp_path)
    read = {link["metadata"]["name"] for _, link, _ in applied(tmp_path, fleet)}
    assert read == {link["metadata"]["name"] for _, _, link in links_of(fleet)}
    for _, _, link in links_of(fleet):
        assert link["spec"]["path"].startswith("./")
        assert "namespace" not in link["spec"]["sourceRef"]


@pytest.mark.parametrize("fleet", FLEETS)
def test_no_object_has_two_owners_on_one_cluster(fleet: str, tmp_path: Path) -> None:
    """P34: what one root leads to is brought by one link only."""
    write(compiled(FLEETS[fleet]).files, tmp_path)
    owners: dict[tuple[object, ...], str] = {}
    several = len(roots_of(fleet)) > 1
    for path, link, item in applied(tmp_path, fleet):
        # With several instances a link belongs to the one whose root, `clusters/NAME`, holds it.
        instance = path.split("/")[1] if several else ""
        target = link["spec"].get("kubeConfig", {}).get("secretRef", {}).get("name")
        namespace = link["spec"].get("targetNamespace") or item["metadata"].get("namespace")
        thing = (instance, target, item["kind"], namespace, item["metadata"]["name"])
        name = link["metadata"]["name"]
        assert owners.setdefault(thing, name) == name, f"{thing}: {owners[thing]} and {name}"


@pytest.mark.parametrize("fleet", FLEETS)
def test_nothing_in_a_root_waits_for_what_its_own_links_bring(fleet: str, tmp_path: Path) -> None:
    """Flux applies nothing of a folder while one namespace is missing, so all are there with it."""
    write(compiled(FLEETS[fleet]).files, tmp_path)
    for repo, link in roots_of(fleet):
        items = list(scan(tmp_path / repo / link["spec"]["path"]))
        there = {item["metadata"]["name"] for item in items if item["kind"] == "Namespace"}
        used = {
            item["metadata"]["namespace"] for item in items if item["kind"] not in CLUSTER_SCOPED
        }
        assert used <= {*there, link["metadata"]["namespace"]}


@pytest.mark.parametrize("fleet", FLEETS)
def test_whoever_is_needed_is_there_and_waited_for(fleet: str) -> None:
    """P11; and nobody waits for an object without being asked to."""
    needed: set[tuple[str, str]] = set()
    for kind in ("Kustomization", "HelmRelease"):
        same = objects(compiled(FLEETS[fleet]).files, kind)
        names = {item["metadata"]["name"] for item in same}
        for item in same:
            for need in item.get("spec", {}).get("dependsOn", ()):
                assert need["name"] in names
                if kind == "Kustomization":
                    own = item["metadata"]["namespace"]
                    needed.add((need.get("namespace", own), need["name"]))
    waited = {
        (link["metadata"]["namespace"], link["metadata"]["name"])
        for _, _, link in links_of(fleet)
        if link["spec"].get("wait")
    }
    assert waited == needed


@pytest.mark.parametrize("fleet", FLEETS)
def test_deleting_a_link_deletes_nothing_else(fleet: str) -> None:
    for _, _, link in links_of(fleet):
        if not is_root(link):
            assert link["spec"]["deletionPolicy"] == "Orphan"
        assert "finalizers" not in link["metadata"]
    for item in objects(compiled(FLEETS[fleet]).files, "Namespace"):
        kept = item["metadata"]["annotations"]["kustomize.toolkit.fluxcd.io/prune"]
        assert kept == "disabled"


@pytest.mark.parametrize("fleet", ["tenants", "locked-hub"])
def test_locked_down_everything_names_its_account(fleet: str) -> None:
    """P9: without one it would run as the powerless `default`."""
    found = objects(compiled(FLEETS[fleet]).files)
    accounts = {
        (item["metadata"]["namespace"], item["metadata"]["name"])
        for item in found
        if item["kind"] == "ServiceAccount"
    }
    platform = {("flux-system", "kustomize-controller"), ("flux-system", "helm-controller")}
    links = [link for _, _, link in links_of(fleet) if not is_root(link)]
    assert links
    for link in links:
        account = link["metadata"]["namespace"], link["spec"]["serviceAccountName"]
        assert account in accounts | platform
    releases = [item for item in found if item["kind"] == "HelmRelease" and "chart" in item["spec"]]
    assert releases
    for release in releases:
        assert release["spec"]["serviceAccountName"] in ("helm-controller", "shop")


@pytest.mark.parametrize("fleet", FLEETS)
def test_no_kustomization_file_stands_in_a_root(fleet: str) -> None:
    """P13: Flux would prune what it does not list, itself included."""
    made = compiled(FLEETS[fleet])
    for repo, link in roots_of(fleet):
        path = link["spec"]["path"].removeprefix("./")
        assert f"{path}/kustomization.yaml" not in made.files[repo]
        assert f"{path}/flux-system/kustomization.yaml" in made.files[repo]


@pytest.mark.parametrize("fleet", FLEETS)
def test_twice_is_the_same(fleet: str) -> None:
    assert compiled(FLEETS[fleet]).files == compiled(FLEETS[fleet]).files
