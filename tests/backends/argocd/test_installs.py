"""Each way to install Argo CD: what is applied by hand is what it applies from then on, and never
takes away."""

from pathlib import Path

import pytest

from gitopsc.backends import load
from gitopsc.compiler import Compilation
from gitopsc.manifests.tree import Ownership
from tests import yamls
from tests.compiling import Object, compiled
from tests.real.applicationsets import applications_of
from tests.real.kustomize import build
from tests.real.trees import documents, key, write
from tests.real.upstream import replace_upstream

SPEC = """\
gitops 1

operator argocd {mode}{{
  install {install}
  start "{start}"
}}
repo platform at "https://git.example.org/platform.git"
repo tenant per team at "https://git.example.org/{{team}}.git"
place root in platform at "bootstrap/root"
place operator in platform at "bootstrap/argo-cd"
place projects in platform at "projects"
place infra in platform at "infrastructure/{{infra}}"
place infra-wiring in platform at "links"
place wiring in tenant at "links"
place base in tenant at "{{app}}/base"
place overlay in tenant at "{{app}}/{{stage}}"

{clusters}

infra cache from "https://charts.example.org" {{
  version "1.0.0"
}}
infra gate from "https://charts.example.org" needs cache {{
  version "1.0.0"
}}
team shop {{
  app web {{
    image "ghcr.io/example/web"
    start "1.0.0"
  }}
}}
"""
ALONE = "cluster main\nstage production"
HUB = """\
cluster mgmt
cluster eu at "https://eu.example.org:6443"
stage tools on mgmt
stage production on eu"""
RELEASES = {"autopilot": "v0.4.20", "kubectl": "v3.5.1"}
KEPT = "Prune=false,Delete=false"


def installed(install: str, clusters: str = ALONE, more: str = "") -> Compilation:
    mode = "as hub on mgmt " if clusters == HUB else ""
    text = SPEC.format(install=install, start=RELEASES[install], clusters=clusters, mode=mode)
    text = text.replace(f'"{RELEASES[install]}"\n', f'"{RELEASES[install]}"\n{more}', 1)
    return compiled(text)


def checkout(result: Compilation, folder: Path) -> Path:
    write(result.files, folder)
    [address] = replace_upstream(folder)
    assert address.startswith("https://github.com/argoproj")
    return folder / "platform"


def built(result: Compilation, folder: str, tmp_path: Path) -> dict[tuple[str, str, str], Object]:
    return {key(item): item for item in build(checkout(result, tmp_path) / folder, "argocd")}


def annotation(item: Object) -> str | None:
    said: str | None = (
        item["metadata"].get("annotations", {}).get("argocd.argoproj.io/sync-options")
    )
    return said


def test_a_root_by_kubectl_takes_everything_along(tmp_path: Path) -> None:
    found = built(installed("kubectl"), "bootstrap/root", tmp_path)
    assert {
        ("Application", "argocd", "argocd"),
        ("Application", "argocd", "cache"),
        ("Application", "argocd", "tenant-shop-links"),
        ("AppProject", "argocd", "platform"),
        ("AppProject", "argocd", "shop"),
        ("ConfigMap", "argocd", "argocd-cm"),
        ("CustomResourceDefinition", "", "applications.argoproj.io"),
        ("Namespace", "", "argocd"),
        ("Namespace", "", "shop-production"),
        ("StatefulSet", "argocd", "argocd-application-controller"),
    } <= found.keys()


def test_the_root_prunes_links_and_never_itself(tmp_path: Path) -> None:
    made = installed("kubectl")
    root = built(made, "bootstrap/root", tmp_path)
    own = root["Application", "argocd", "argocd"]
    assert own["spec"]["source"]["path"] == "bootstrap/root"
    assert own["spec"]["syncPolicy"]["automated"]["prune"] is True
    assert "ServerSideApply=true" in own["spec"]["syncPolicy"]["syncOptions"]
    home = {key(i) for i in build(tmp_path / "platform" / "bootstrap" / "argo-cd", "argocd")}
    assert len(home) == 7
    assert {annotation(root[name]) for name in home} == {KEPT}
    assert annotation(root["Application", "argocd", "cache"]) is None


@pytest.mark.parametrize("install", RELEASES)
def test_what_the_tree_relies_on_is_set(install: str, tmp_path: Path) -> None:
    found = built(installed(install), "bootstrap/argo-cd", tmp_path)
    general = found["ConfigMap", "argocd", "argocd-cm"]["data"]
    assert "resource.customizations.health.argoproj.io_Application" in general
    parameters = found["ConfigMap", "argocd", "argocd-cmd-params-cm"]["data"]
    assert parameters == {"application.namespaces": "shop-gitops"}


@pytest.mark.parametrize("install", RELEASES)
@pytest.mark.parametrize("namespace", ["argocd", "gitops"])
def test_its_accounts_have_their_rights_in_any_namespace(
    install: str, namespace: str, tmp_path: Path
) -> None:
    """Upstream's ClusterRoleBindings name one."""
    made = installed(install, more=f'  namespace "{namespace}"\n')
    found = built(made, "bootstrap/argo-cd", tmp_path)
    binding = found["ClusterRoleBinding", "", "argocd-application-controller"]
    assert [subject["namespace"] for subject in binding["subjects"]] == [namespace]
    assert ("ServiceAccount", namespace, "argocd-application-controller") in found


@pytest.mark.parametrize("install", RELEASES)
def test_people_hold_the_release_and_nothing_else(install: str) -> None:
    files = installed(install).files["platform"]
    seeded = [path for path, file in files.items() if file.ownership is Ownership.SEEDED]
    assert seeded == ["bootstrap/argo-cd/version/kustomization.yaml"]
    [said] = yamls.load_all(files[seeded[0]].text)
    assert [resource.partition("?ref=")[2] for resource in said["resources"]] == [RELEASES[install]]


def test_other_clusters_are_not_part_of_the_root(tmp_path: Path) -> None:
    found = built(installed("kubectl", HUB), "bootstrap/root", tmp_path)
    assert ("Namespace", "", "shop-tools") in found
    assert ("Namespace", "", "shop-production") not in found
    link = found["Application", "argocd", "namespaces-eu"]["spec"]
    assert link["source"]["path"] == "namespaces/eu"
    assert link["destination"]["name"] == "eu"
    assert link["syncPolicy"]["automated"]["prune"] is False


def test_autopilot_makes_an_application_for_what_each_cluster_has(tmp_path: Path) -> None:
    made = installed("autopilot", HUB)
    platform = checkout(made, tmp_path)
    [found] = documents(platform / "bootstrap" / "root" / "cluster-resources.yaml")
    at = {("https://git.example.org/platform.git", "main"): platform}
    applications = {a["metadata"]["name"]: a["spec"] for a in applications_of(found, at, {})}
    assert {name: spec["destination"]["server"] for name, spec in applications.items()} == {
        "cluster-resources-mgmt": "https://kubernetes.default.svc",
        "cluster-resources-eu": "https://eu.example.org:6443",
    }
    assert found["spec"]["syncPolicy"]["preserveResourcesOnDeletion"] is True
    for spec in applications.values():
        assert spec["syncPolicy"]["automated"]["prune"] is False
        folder = platform / spec["source"]["path"]
        assert all(annotation(i) == KEPT for p in folder.iterdir() for i in documents(p))
    own = documents(platform / "bootstrap/root/cluster-resources/mgmt/argocd-ns.yaml")
    assert [item["metadata"]["name"] for item in own] == ["argocd"]


def test_autopilot_goes_by_the_names_its_tool_knows() -> None:
    files = installed("autopilot").files["platform"]
    paths = {
        name: yamls.load(files[f"bootstrap/root/{name}.yaml"].text)["spec"]["source"]["path"]
        for name in ("autopilot-bootstrap", "argo-cd", "root")
    }
    assert paths == {
        "autopilot-bootstrap": "bootstrap/root",
        "argo-cd": "bootstrap/argo-cd",
        "root": "projects",
    }


def test_namespaces_of_ones_own_choice_are_linked_as_anywhere() -> None:
    placed = installed("autopilot").files["platform"]
    assert "bootstrap/root/cluster-resources.yaml" in placed
    text = SPEC.replace(
        "place projects", 'place namespaces in platform at "namespaces/{{cluster}}"\nplace projects'
    ).format(install="autopilot", start="v0.4.20", clusters=ALONE, mode="")
    files = compiled(text).files["platform"]
    assert "bootstrap/root/cluster-resources.yaml" not in files
    assert "namespaces/main/argocd-ns.yaml" in files
    assert "bootstrap/root/namespaces-main.yaml" in files


@pytest.mark.parametrize("install", RELEASES)
def test_the_steps_apply_what_is_there(install: str) -> None:
    made = installed(install)
    assert made.plan is not None
    [steps] = load("argocd").steps(made.plan).values()
    commands = [line.split() for step in steps for line in step.command]
    named = [line[-1] for line in commands if line[1] == "apply"]
    assert len(named) >= 2
    for path in named:
        assert any(f == path or f.startswith(f"{path}/") for f in made.files["platform"]), path
