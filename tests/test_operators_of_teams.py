"""A team's own operator has rights in the namespaces of that team and nowhere else; what is beyond
them a person applies, from files that no operator reads."""

import pytest

from gitopsc.compiler import Compilation
from tests import yamls
from tests.compiling import compiled, objects, placed

SPEC = """\
gitops 1

operator OPERATOR as namespaced per team {
  SETUP
}
repo platform at "https://git.example.org/platform.git"
repo own per team at "https://git.example.org/{team}/gitops.git"
cluster main
stage staging
stage production
place root in platform at "teams/{team}/root"
place operator in platform at "teams/{team}/operator"
place base in own at "base/{app}"
place overlay in own at "apps/{app}/{stage}"

team shop {
  quota {
    pods = 20
  }
  app web {
    image "ghcr.io/example/web"
    start "1.0.0"
  }
  app search using helm from "https://charts.example.org" {
    version "1.2.3"
  }
}
team pay {
  app ledger {
    image "ghcr.io/example/ledger"
    start "1.0.0"
  }
}
"""
SETUPS = {
    "argocd-helm": ("argocd", 'start "9.5.0"'),
    "argocd-kubectl": ("argocd", 'install kubectl\n  start "v3.5.1"'),
    "flux": ("flux", "install flux"),
}
BY_HAND = "namespaces/main/namespaces.yaml"
OF_CLUSTER = {"Namespace", "ClusterRole", "ClusterRoleBinding", "CustomResourceDefinition"}
OF_OPERATORS = {
    "Application",
    "AppProject",
    "GitRepository",
    "HelmRelease",
    "HelmRepository",
    "Kustomization",
}
TEAMS = {"shop": {"shop-staging", "shop-production"}, "pay": {"pay-staging", "pay-production"}}


@pytest.fixture(params=SETUPS)
def fleet(request: pytest.FixtureRequest) -> tuple[str, Compilation]:
    operator, setup = SETUPS[request.param]
    text = SPEC.replace("OPERATOR", operator).replace("SETUP", setup)
    if operator == "flux":
        text = text.replace('place operator in platform at "teams/{team}/operator"\n', "")
    return operator, compiled(text)


def test_what_is_the_clusters_stands_in_one_file_that_no_operator_reads(
    fleet: tuple[str, Compilation],
) -> None:
    _, result = fleet
    found = {(repo, path) for repo, path, _ in placed(result.files, *OF_CLUSTER)}
    assert found == {("platform", BY_HAND)}
    read = {
        source["path"]
        for item in objects(result.files, "Application")
        for source in item["spec"].get("sources", [item["spec"].get("source")])
        if "path" in source
    } | {item["spec"]["path"].removeprefix("./") for item in objects(result.files, "Kustomization")}
    assert read
    assert not any(f"{BY_HAND}/".startswith(f"{path}/") for path in read)


def test_its_objects_live_in_its_own_namespace(fleet: tuple[str, Compilation]) -> None:
    operator, result = fleet
    seen = set()
    for repo, path, item in placed(result.files, *OF_OPERATORS):
        if repo != "platform":
            continue
        team = path.split("/")[1]
        assert item["metadata"]["namespace"] == f"{team}-{operator}", path
        seen.add(team)
    assert seen == set(TEAMS)


def test_it_has_rights_where_its_team_deploys_and_nowhere_else(
    fleet: tuple[str, Compilation],
) -> None:
    operator, result = fleet
    granted: dict[str, set[str]] = {team: set() for team in TEAMS}
    for item in objects(result.files, "RoleBinding"):
        [home] = {subject["namespace"] for subject in item["subjects"]}
        at, role = item["metadata"]["namespace"], item["roleRef"]["name"]
        granted[home.removesuffix(f"-{operator}")].add(at)
        assert role == ("cluster-admin" if at == home else "admin")
    assert granted == {team: own | {f"{team}-{operator}"} for team, own in TEAMS.items()}


def test_several_on_one_cluster_can_be_told_apart(fleet: tuple[str, Compilation]) -> None:
    operator, result = fleet
    texts = {path: document.text for path, document in result.files["platform"].items()}
    for team in TEAMS:
        if operator == "flux":
            commands = texts["TOPOLOGY.md"]
            assert f"--namespace={team}-flux --watch-all-namespaces=false" in commands
            continue
        own = "".join(
            text for path, text in texts.items() if path.startswith(f"teams/{team}/operator/")
        )
        assert f"installationID: {team}-argocd" in own


def test_releases_stay_where_the_only_helm_controller_looks() -> None:
    text = SPEC.replace("OPERATOR", "flux").replace("SETUP", "install flux")
    text = text.replace('place operator in platform at "teams/{team}/operator"\n', "")
    files = compiled(text).files["own/shop"]
    built = yamls.load(files["apps/search/staging/kustomization.yaml"].text)
    release = yamls.load(files["apps/search/staging/release.yaml"].text)
    assert built["namespace"] == "shop-flux"
    assert release["spec"]["targetNamespace"] == "shop-staging"
