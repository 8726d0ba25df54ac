"""What a cluster ends up with, once bases, overlays and slices are put together."""

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pytest

from tests import compiling
from tests.backends.flux.fleets import LAYOUTS, changed, compiled, slugs
from tests.compiling import Object
from tests.real.flux import is_link, reconcile
from tests.real.schemas import RELEASES, complaints, needs_schemas
from tests.real.trees import Key, write

FLUXES = ("flux-2.7.5", "flux-2.8.8", "flux-2.9.4")
CLUSTERS = [
    pytest.param(layout, cluster, id=f"{layout}-{cluster}")
    for layout, clusters in {
        "slices": ("eu",),
        "team-links": ("eu",),
        "team-overlays": ("eu", "test", "us"),
    }.items()
    for cluster in clusters
]


@pytest.fixture(scope="module")
def checkouts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    found = {}
    for layout, spec in LAYOUTS.items():
        found[layout] = write(compiled(spec).files, tmp_path_factory.mktemp(layout))
    return found


def on(cluster: str, checkouts: Path, scratch: Path) -> dict[Key, Object]:
    """Everything that one cluster of a layout ends up with."""
    urls = {
        "https://git.example.org/fleet.git": "fleet",
        "https://git.example.org/platform.git": "platform",
        "https://git.example.org/pay/gitops.git": "gitops/pay",
        "https://git.example.org/shop/gitops.git": "gitops/shop",
    }
    own = "platform" if (checkouts / "platform").exists() else "fleet"
    root = checkouts / own / "clusters" / cluster
    scratch.mkdir(exist_ok=True)
    return reconcile({url: checkouts / folder for url, folder in urls.items()}, root, scratch)


On = Callable[[str, str], dict[Key, Object]]


@pytest.fixture(scope="module")
def arrived(checkouts: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> On:
    """The same of a cluster and a layout, found out once; a copy for each."""
    known: dict[tuple[str, str], dict[Key, Object]] = {}

    def found(cluster: str, layout: str) -> dict[Key, Object]:
        if (cluster, layout) not in known:
            scratch = tmp_path_factory.mktemp(f"{layout}-{cluster}")
            known[cluster, layout] = on(cluster, checkouts[layout], scratch)
        return deepcopy(known[cluster, layout])

    return found


def test_every_layout_is_looked_at() -> None:
    assert {param.values[0] for param in CLUSTERS} == set(LAYOUTS)


@pytest.mark.parametrize("layout, cluster", CLUSTERS)
def test_every_unit_arrives(layout: str, cluster: str, arrived: On) -> None:
    """Every link finds its source, builds, and brings what the plan says, once."""
    plan = compiled(LAYOUTS[layout]).plan
    assert plan
    found = arrived(cluster, layout)
    kinds = {"helm": "HelmRelease", "kustomize": "Deployment", "plain": "CronJob"}
    wanted = {
        (kinds[unit.tool], unit.namespace, "sweep" if unit.tool == "plain" else unit.app)
        for unit in plan.units
        if unit.cluster == cluster
    }
    assert wanted
    assert {key for key in found if key[0] in kinds.values() and key[2] != "cache"} == wanted


@needs_schemas
@pytest.mark.parametrize("release", FLUXES)
@pytest.mark.parametrize("layout, cluster", CLUSTERS)
def test_everything_keeps_the_schemas_of_every_release(
    layout: str, cluster: str, release: str, arrived: On
) -> None:
    others = tuple(name for name in RELEASES if not name.startswith("flux-"))
    found = arrived(cluster, layout)
    wrong = [text for item in found.values() for text in complaints(item, (release, *others))]
    assert wrong == []


@pytest.mark.parametrize("layout, cluster", CLUSTERS)
def test_links_say_their_path_and_wait_for_links_that_are_there(
    layout: str, cluster: str, arrived: On
) -> None:
    """P11, P12; and a deleted link deletes nothing else."""
    found = arrived(cluster, layout)
    links = {key[1:]: item for key, item in found.items() if is_link(item)}
    needed = set()
    for (namespace, name), link in links.items():
        assert link["spec"]["path"].startswith("./")
        for need in link["spec"].get("dependsOn", ()):
            needed.add((need.get("namespace", namespace), need["name"]))
        assert name == "flux-system" or link["spec"]["deletionPolicy"] == "Orphan"
    assert needed <= links.keys()
    assert {key for key, link in links.items() if link["spec"].get("wait")} == needed


def test_a_team_has_one_link_to_all_its_apps(arrived: On) -> None:
    found = arrived("eu", "team-links")
    link = found["Kustomization", "flux-system", "shop-production"]
    assert link["spec"]["path"] == "./apps/production/shop"
    assert link["spec"]["dependsOn"] == [{"name": "cache"}, {"name": "pay-production"}]


def test_what_stages_share_is_in_the_base_and_nothing_else(checkouts: dict[str, Path]) -> None:
    """The namespace of `pay` is the same everywhere, those of `shop` are not."""
    teams = checkouts["team-overlays"] / "platform" / "teams"
    held = {
        path.relative_to(teams).as_posix()
        for path in teams.rglob("*.yaml")
        if path.name != "kustomization.yaml"
    }
    assert held == {
        "base/pay/rbac.yaml",
        "base/pay/sync.yaml",
        "base/shop/rbac.yaml",
        "base/shop/sync.yaml",
        "production/pay/path.yaml",
        "production/shop/path.yaml",
        "production/shop/rbac.yaml",
        "staging/pay/path.yaml",
        "staging/shop/path.yaml",
        "staging/shop/rbac.yaml",
    }
    assert "path:" not in (teams / "base/shop/sync.yaml").read_text(encoding="utf-8")
    assert "namespace: pay\n" in (teams / "base/pay/rbac.yaml").read_text(encoding="utf-8")


def test_each_stage_has_a_link_of_its_own(arrived: On) -> None:
    """A stage under review is not pruned, and only the overlay can say so; the wait for infra is
    the platform's, the one for another team the team's own."""
    for cluster, stage, prunes in (("eu", "production", False), ("test", "staging", True)):
        found = arrived(cluster, "team-overlays")
        link = found["Kustomization", "shop-gitops", "shop"]["spec"]
        assert (link["path"], link["prune"]) == (f"./{stage}", prunes)
        assert link["serviceAccountName"] == "shop"
        assert link["dependsOn"] == [{"name": "pay", "namespace": "pay-gitops"}]
        above = found["Kustomization", "flux-system", f"tenants-teams-{stage}"]["spec"]
        assert above["dependsOn"] == [{"name": "cache"}]
        assert above["serviceAccountName"] == "kustomize-controller"


def test_a_team_reaches_its_own_namespaces_only(arrived: On) -> None:
    found = arrived("eu", "team-overlays")
    rights = {
        (namespace, subject["namespace"], subject["name"])
        for (kind, namespace, _), item in found.items()
        if kind == "RoleBinding"
        for subject in item["subjects"]
    }
    assert rights == {
        ("pay", "pay", "pay"),
        ("pay", "pay-gitops", "pay"),
        ("pay-gitops", "pay-gitops", "pay"),
        ("shop-gitops", "shop-gitops", "shop"),
        ("shop-production", "shop-gitops", "shop"),
        ("shop-production", "shop-production", "shop"),
    }
    accounts = {key[1:] for key in found if key[0] == "ServiceAccount"}
    assert {(at, name) for _, at, name in rights} == accounts


def test_a_slice_holds_what_its_link_is_built_from_and_no_more(
    checkouts: dict[str, Path], tmp_path: Path
) -> None:
    """P7: everything has arrived from slices, so nothing is missing in them."""
    found = on("eu", checkouts["slices"], tmp_path)
    web = tmp_path / "shop-gitops" / "shop-web-production"
    folders = {
        path.parent.relative_to(web).as_posix() for path in web.rglob("*.yaml") if path.is_file()
    }
    assert folders == {
        "apps/web/base",
        "apps/web/production",
        "variants/gpu",
        "versions/web/production",
    }
    for (kind, namespace, name), item in found.items():
        if kind == "Kustomization" and item["spec"]["sourceRef"]["kind"] == "ExternalArtifact":
            assert item["spec"]["sourceRef"]["name"] == name
            assert (tmp_path / namespace / name).is_dir()


def test_slices_are_read_because_the_controllers_are_told(checkouts: dict[str, Path]) -> None:
    folder = checkouts["slices"] / "fleet" / "clusters" / "eu" / "flux-system"
    patches = (folder / "kustomization.yaml").read_text(encoding="utf-8")
    assert patches.count("--feature-gates=ExternalArtifact=true") == 1
    assert "notification-controller|source-watcher)" in patches
    told = (folder / "gotk-components.yaml").read_text(encoding="utf-8")
    assert "flux bootstrap --components-extra=source-watcher" in told


OVERLAY = "teams/{stage}/{team}"
NEEDS_WEB = """app api needs web {
    image "ghcr.io/acme/api"
    start "1.0.0"
  }
  app web needs ["""


@pytest.mark.parametrize(
    ("layout", "old", "new", "slug"),
    [
        ("team-overlays", OVERLAY, "teams/{team}/{stage}", "cannot-aggregate"),
        ("team-overlays", OVERLAY, "teams/{stage}", "cannot-aggregate"),
        ("team-overlays", OVERLAY, "teams/all/{team}", "colliding-paths"),
        ("team-overlays", OVERLAY, "teams/{stage}/{team}.yaml", "overlay-is-a-file"),
        ("team-overlays", "teams/base/{team}", "teams/base/{team}.yaml", "overlay-is-a-file"),
        ("team-overlays", "teams/base/{team}", "teams", "nested-base"),
        ("team-overlays", "tenants in platform", "tenants in gitops", "rights-in-team-repo"),
        ("team-overlays", "{stage}/{app}", "{app}/{stage}", "cannot-aggregate"),
        ("team-overlays", "flux {", "flux as hub on eu {", "cannot-aggregate"),
        ("team-overlays", "nest teams", "nest layers", "cannot-aggregate"),
        ("team-links", "apps/{stage}/{team}/{app}", "apps/{stage}/{app}", "cannot-aggregate"),
        ("team-links", "app web needs [", NEEDS_WEB, "layer-cannot-order"),
    ],
)
def test_what_cannot_be_is_said(layout: str, old: str, new: str, slug: str) -> None:
    assert slug in slugs(changed(LAYOUTS[layout], (old, new)))


def test_a_team_has_one_account_on_a_cluster() -> None:
    there = ("on [eu, us]", "on [eu, us, test]"), ('"pay"', '"pay-{stage}"')
    assert slugs(changed(LAYOUTS["team-overlays"], *there)) == ["two-overlays-of-a-team"] * 2


def test_an_overlay_has_a_base() -> None:
    gone = 'place tenants in platform at "teams/base/{team}"\n'
    assert set(slugs(changed(LAYOUTS["team-overlays"], (gone, "")))) == {"missing-place"}


def test_slices_may_lie_beside_the_root() -> None:
    spec = changed(LAYOUTS["slices"], ("clusters/{cluster}/artifacts.yaml", "slices/{cluster}"))
    files = compiled(spec).files["fleet"]
    assert "kind: ArtifactGenerator" in files["slices/eu/artifacts.yaml"].text
    link = files["clusters/eu/wiring-slices-eu.yaml"].text
    assert "kind: GitRepository" in link
    assert "path: ./slices/eu" in link


EXAMPLE = Path(__file__).parent.parent.parent.parent / "examples" / "4-flux-monorepo"


def test_the_second_mode_of_example_4_deploys_the_same(tmp_path: Path) -> None:
    """The line that its README offers changes what links read, and nothing that they bring."""
    spec = (EXAMPLE / "topology.gitops").read_text(encoding="utf-8")
    readme = (EXAMPLE / "README.md").read_text(encoding="utf-8")
    line = readme.partition("```gitops\n")[2].partition("```")[0]
    policies = (EXAMPLE / "network-policies.yaml").read_text(encoding="utf-8")
    ends = []
    for name, text in (("whole", spec), ("sliced", spec + line)):
        made = compiling.compiled(text, beside={"network-policies.yaml": policies})
        checkout = write(made.files, tmp_path / name) / "flux-monorepo"
        url = "https://git.example.org/flux-monorepo.git"
        (scratch := tmp_path / f"{name}-slices").mkdir()
        ends.append(reconcile({url: checkout}, checkout / "clusters" / "production", scratch))
    whole, sliced = ends
    assert sliced.pop(("ArtifactGenerator", "flux-system", "flux-system"))
    for key, item in sliced.items():
        if is_link(item) and key[2] != "flux-system":
            assert item["spec"].pop("sourceRef") == {"kind": "ExternalArtifact", "name": key[2]}
            assert whole[key]["spec"].pop("sourceRef")["kind"] == "GitRepository"
    assert sliced == whole
