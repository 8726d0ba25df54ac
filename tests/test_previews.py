"""A preview is the overlay of its stage with the image of the request, in a namespace of its own.

The templates are filled in here as the operators fill them in, for a short and for a long number,
and what they name is built by the real kustomize with what they say.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gitopsc.compiler import Compilation
from tests import yamls
from tests.compiling import OPERATORS, compiled, placed
from tests.real.kustomize import build
from tests.real.trees import write

PATTERNS = Path(__file__).parent / "patterns"
COMMIT = "0123456789012345678901234567890123456789"
"""All digits: whoever does not quote it gets a number."""


def pattern(operator: str, **changes: str) -> Compilation:
    text = (PATTERNS / f"preview.{operator}.gitops").read_text()
    for before, after in changes.items():
        text = text.replace(before.replace("_", " "), after)
    return compiled(text)


def filled(tree: Compilation, operator: str, number: str) -> list[Any]:
    """The objects that a pull request brings, all sets taken together."""
    made = []
    for _, path, item in placed(tree.files, "ApplicationSet", "ResourceSet"):
        if not path.endswith("-previews.yaml"):
            continue
        text = json.dumps(item["spec"])
        if item["kind"] == "ApplicationSet":
            text = text.replace("{{.number}}", number).replace("{{.head_sha}}", COMMIT)
            template = yamls.load(text)["template"]
            made.append({"kind": "Application", **template})
        else:
            text = text.replace("<< inputs.id >>", number)
            text = text.replace('"<< inputs.sha | quote >>"', f'"{COMMIT}"')
            made += yamls.load(text)["resources"]
    return made


def readings(objects: list[Any], tree: Compilation) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Repository, folder, and what is said about the build, of everything that is deployed."""
    urls = {f"https://git.example.org/{name}.git": name for name in ("platform",)}
    urls |= {"https://git.example.org/shop/docs.git": "code/shop/docs"}
    sources = {"flux-system": "platform"} | {
        item["metadata"]["name"]: urls[item["spec"]["url"]]
        for item in objects
        if item["kind"] == "GitRepository"
    }
    for item in objects:
        if item["kind"] == "Application":
            for source in item["spec"]["sources"]:
                yield urls[source["repoURL"]], source["path"], _from_argocd(source["kustomize"])
        if item["kind"] == "Kustomization":
            spec = item["spec"]
            said = {
                "namespace": spec["targetNamespace"],
                "images": spec.get("images", []),
                "patches": spec.get("patches", []),
            }
            yield sources[spec["sourceRef"]["name"]], spec["path"].removeprefix("./"), said


def _from_argocd(options: dict[str, Any]) -> dict[str, Any]:
    images = [text.rsplit(":", 1) for text in options.get("images", [])]
    return {
        "namespace": options["namespace"],
        "images": [{"name": name, "newTag": tag} for name, tag in images],
        "patches": options.get("patches", []),
    }


@pytest.mark.parametrize("number", ["7", "999999"])
@pytest.mark.parametrize("operator", OPERATORS)
def test_everything_is_in_the_namespace_of_the_preview(
    operator: str, number: str, tmp_path: Path
) -> None:
    tree = pattern(operator)
    objects = filled(tree, operator, number)
    folder = write(tree.files, tmp_path)
    wanted = {f"docs-{number}", f"shop-web-staging-pr-{number}"}
    built = [item for item in objects if item["kind"] not in ("Application", "Kustomization")]
    for repo, path, said in readings(objects, tree):
        file = folder / repo / path / "kustomization.yaml"
        file.write_text(json.dumps({**yamls.load(file.read_text()), **said}))
        built += build(file.parent, operator)
    spaces = [item["metadata"]["name"] for item in built if item["kind"] == "Namespace"]
    assert set(spaces) == wanted and len(spaces) == len(wanted)
    assert all(len(name) <= 63 for name in spaces)
    inside = [i for i in built if i["kind"] not in ("Namespace", "GitRepository")]
    assert {item["metadata"]["namespace"] for item in inside} == wanted
    images = {
        container["image"]
        for item in built
        if item["kind"] == "Deployment"
        for container in item["spec"]["template"]["spec"]["containers"]
    }
    assert images == {f"ghcr.io/example/web:{COMMIT}", f"ghcr.io/example/docs:{COMMIT}"}
    quotas = [item for item in built if item["kind"] == "ResourceQuota"]
    assert len(quotas) == 2 and all(q["spec"]["hard"] == {"pods": "20"} for q in quotas)


BROUGHT = """\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
        - name: web
          image: ghcr.io/example/web
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
spec:
  rules:
    - host: web.example.org
"""


@pytest.mark.parametrize("operator", OPERATORS)
def test_each_preview_has_a_host_of_its_own(operator: str, tmp_path: Path) -> None:
    text = (PATTERNS / f"preview.{operator}.gitops").read_text()
    text = text.replace("      label preview\n", '      host "web-{number}.example.org"\n')
    text = text.replace('/web"\n', '/web"\n    manifests "web.yaml"\n', 1)
    tree = compiled(text, beside={"web.yaml": BROUGHT})
    folder = write(tree.files, tmp_path)
    hosts = []
    for repo, path, said in readings(filled(tree, operator, "7"), tree):
        file = folder / repo / path / "kustomization.yaml"
        held = yamls.load(file.read_text())
        patches = [*held.get("patches", []), *said["patches"]]
        file.write_text(json.dumps({**held, **said, "patches": patches}))
        for item in build(file.parent, operator):
            if item["kind"] == "Ingress":
                hosts.append(item["spec"]["rules"][0]["host"])
    assert hosts == ["web-7.example.org"]


def test_a_request_deploys_where_its_project_lets_it() -> None:
    tree = pattern("argocd")
    for path, document in tree.files["platform"].items():
        if path.endswith("-previews.yaml"):
            project, made = yamls.load_all(document.text)
            spec = made["spec"]["template"]["spec"]
            assert spec["project"] == project["metadata"]["name"]
            assert {s["repoURL"] for s in spec["sources"]} == set(project["spec"]["sourceRepos"])
            (place,) = project["spec"]["destinations"]
            assert place["namespace"] == spec["destination"]["namespace"].replace(
                "{{.number}}", "[0-9]*"
            )
            (space,) = project["spec"]["clusterResourceWhitelist"]
            assert space == {"group": "", "kind": "Namespace", "name": place["namespace"]}
            assert made["spec"]["syncPolicy"]["preserveResourcesOnDeletion"] is False
            assert made["spec"]["template"]["metadata"]["finalizers"]


def test_a_request_brings_nothing_that_its_team_may_not() -> None:
    denied = 'deny [CronJob, ClusterRole, Namespace, "example.org/Thing"]'
    tree = pattern("argocd", **{"team_shop {": f"team shop {{\n  {denied}"})
    files = tree.files["platform"]
    (team,) = yamls.load_all(files["root/main/project-shop.yaml"].text)
    project, _ = yamls.load_all(files["root/main/shop-web-staging-previews.yaml"].text)
    lists = ("clusterResourceBlacklist", "namespaceResourceBlacklist")
    closed = {
        item["metadata"]["name"]: {
            (kind["group"], kind["kind"]) for name in lists for kind in item["spec"][name]
        }
        for item in (team, project)
    }
    # Each preview comes with a namespace and, in this stage, with a quota.
    brought = {("", "Namespace"), ("", "ResourceQuota")}
    assert brought <= closed["shop"]
    assert closed["shop-web-staging-previews"] == closed["shop"] - brought
    assert ("batch", "CronJob") in closed["shop-web-staging-previews"]


def test_manifests_of_a_request_are_applied_with_its_own_rights() -> None:
    objects = filled(pattern("flux"), "flux", "7")
    bindings = {
        (subject["name"], item["metadata"]["namespace"])
        for item in objects
        if item["kind"] == "RoleBinding"
        for subject in item["subjects"]
    }
    links = [item["spec"] for item in objects if item["kind"] == "Kustomization"]
    assert {(s["serviceAccountName"], s["targetNamespace"]) for s in links} == bindings
    assert all(item["kind"] != "ClusterRoleBinding" for item in objects)


@pytest.mark.parametrize(
    ("forge", "argocd", "flux"),
    [
        ("gitlab", {"project": "shop/web", "pullRequestState": "opened"}, "GitLabMergeRequest"),
        ("github", {"owner": "shop", "repo": "web"}, "GitHubPullRequest"),
        ("gitea", {"owner": "shop", "repo": "web"}, "GiteaPullRequest"),
    ],
)
def test_each_forge_is_asked_in_its_words(forge: str, argocd: dict[str, str], flux: str) -> None:
    change = {"forge_gitlab": f"forge {forge}"}
    path = "root/main/shop-web-staging-previews.yaml"
    _, made = yamls.load_all(pattern("argocd", **change).files["platform"][path].text)
    (generator,) = made["spec"]["generators"]
    assert argocd.items() <= generator["pullRequest"][forge].items()
    items = yamls.load_all(pattern("flux", **change).files["platform"][path].text)
    (provider,) = (item for item in items if item["kind"] == "ResourceSetInputProvider")
    assert provider["spec"]["type"] == flux
    assert provider["spec"]["url"] == "https://git.example.org/shop/web"


@pytest.mark.parametrize(
    ("url", "forge", "api"),
    [
        ("https://git.example.org/", "gitlab", "https://git.example.org"),
        ("https://git.example.org/", "github", "https://git.example.org/api/v3/"),
        ("http://git.example.org:3000/", "gitea", "http://git.example.org:3000"),
        ("ssh://git@git.example.org:2222/", "gitea", "https://git.example.org"),
        ("https://codeberg.org/", "gitea", "https://codeberg.org"),
        ("https://gitlab.com/", "gitlab", None),
        ("git@github.com:", "github", None),
    ],
)
def test_argo_cd_asks_the_forge_at_its_own_address(url: str, forge: str, api: str | None) -> None:
    address = {
        "forge_gitlab": f"forge {forge}",
        "https://git.example.org/{team}": url + "{team}",
    }
    path = "root/main/shop-web-staging-previews.yaml"
    _, made = yamls.load_all(pattern("argocd", **address).files["platform"][path].text)
    (generator,) = made["spec"]["generators"]
    assert generator["pullRequest"][forge].get("api") == api


SETS_OF_TEAMS = """\
gitops 1

operator argocd {
  link applicationset
  generate list
  install INSTALL
}
cluster main
stage staging

repo platform at "https://git.example.org/platform.git"
repo tenant per team at "https://git.example.org/{team}.git"
repo code per app at "https://git.example.org/code/{app}.git" {
  forge gitlab
}
repo public at "https://github.com/example/docs.git"
place root     in platform at "bootstrap"
place operator in platform at "operator"
place wiring   in tenant at "sets"
place base     in tenant at "base/{app}"
place overlay  in tenant at "apps/{stage}/{app}"

team shop {
  app web {
    image "ghcr.io/example/web"
    start "1.0.0"
    preview per pull-request from code
  }
  app docs {
    image "ghcr.io/example/docs"
    start "1.0.0"
    preview per pull-request from public
  }
}
"""


@pytest.mark.parametrize(
    ("install", "file"),
    [
        ('helm\n  start "9.5.0"', "operator/values.yaml"),
        ('kubectl\n  start "v3.5.1"', "operator/argocd-cmd-params-cm.yaml"),
    ],
)
def test_sets_of_teams_ask_no_other_forge_than_previews_do(install: str, file: str) -> None:
    text = SETS_OF_TEAMS.replace("INSTALL", install)
    made = compiled(text)
    said = yamls.load(made.files["platform"][file].text)
    settings = said["data"] if "data" in said else said["argo-cd"]["configs"]["params"]
    of_forges = {key: value for key, value in settings.items() if "scm.providers" in key}
    assert of_forges == {
        "applicationsetcontroller.allowed.scm.providers": (
            "https://api.github.com/,https://git.example.org"
        ),
        "applicationsetcontroller.enable.scm.providers": "true",
    }


def test_nothing_waits_for_the_forge() -> None:
    """A set is Degraded while its forge does not answer, and what is in a later wave is not
    applied until all of an earlier one is healthy."""
    infra = 'infra sealing from "https://sealing.example.org" {\n  version "1.0.0"\n}\n'
    text = (PATTERNS / "preview.argocd.gitops").read_text() + infra
    text = text.replace("  app web {\n", "  app web {\n    needs sealing\n")
    made = compiled(text)
    waves: dict[str, dict[str, int]] = {"Application": {}, "ApplicationSet": {}}
    for _, path, item in placed(made.files, *waves):
        if path.startswith("root/main/"):
            said = item["metadata"].get("annotations", {})
            wave = int(said.get("argocd.argoproj.io/sync-wave", "0"))
            waves[item["kind"]][item["metadata"]["name"]] = wave
    root = waves["Application"].pop("root")
    assert set(waves["ApplicationSet"].values()) == {root}
    assert max(waves["Application"].values()) == 1 < root


TEAMS = """\
gitops 1

include "preset:flux-repo-per-team"
operator flux {
  install flux-operator
}
repo platform at "https://git.example.org/platform.git"
repo apps per team at "https://git.example.org/{team}.git"
repo code per app at "https://git.example.org/code/{app}.git" {
  forge gitlab
}
cluster main
stage staging

team shop {
  app web {
    image "ghcr.io/example/web"
    start "1.0.0"

    preview per pull-request from code
  }
}
"""


def test_flux_knows_what_previews_read_although_a_team_reads_it_too() -> None:
    """A link reads what is known in its own namespace: that of the team has a source of its own."""
    made = compiled(TEAMS)
    links = [item for item in filled(made, "flux", "7") if item["kind"] == "Kustomization"]
    wanted = {(item["spec"]["sourceRef"]["name"], item["metadata"]["namespace"]) for item in links}
    known = {
        (item["metadata"]["name"], item["metadata"]["namespace"])
        for repo, path, item in placed(made.files, "GitRepository")
        if repo == "platform" and path.startswith("clusters/main/")
    }
    assert wanted == {("apps-shop", "flux-system")} and wanted <= known
