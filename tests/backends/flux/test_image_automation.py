"""Markers and policies belong to each other, one by one, and whoever sees one finds the other."""

import re
from pathlib import Path
from typing import Any

import pytest

from gitopsc.compiler import Compilation
from tests.compiling import compiled, objects, placed

PATTERN = Path(__file__).parents[2] / "patterns" / "bump-by-flux-image-automation.gitops"
MARKER = re.compile(r'(\S+) # \{"\$imagepolicy": "([^":]+):([^":]+)(:tag)?"\}$', re.MULTILINE)

TWO_CLUSTERS = """\
gitops 1

operator flux
cluster east
cluster west
stage dev on [east, west]
agent updater using flux-image-automation

repo platform at "https://git.example.org/platform.git"
repo apps per team at "https://git.example.org/{team}/apps.git"
place root in platform at "clusters/{cluster}"
place base in apps at "base/{app}"
place overlay in apps at "apps/{app}/{stage}"
place tenants in platform at "tenants/{cluster}"

team shop {
  app web {
    image "ghcr.io/example/web"
    start "1.0.0"
    bump image by updater
  }
}
"""

AN_IMAGE_OF_TWO = """\
gitops 1

operator flux
cluster main
stage dev
agent mine using flux-image-automation
agent yours using flux-image-automation

repo platform at "https://git.example.org/platform.git"
place root in platform at "clusters/{cluster}"
place base in platform at "base/{team}/{app}"
place overlay in platform at "apps/{team}/{app}/{stage}"

team shop {
  app cart {
    image "ghcr.io/example/my_worker-that-has-a-name-of-more-than-sixty-three-characters"
    start "1.0.0"
    bump image by mine
  }
  app search {
    image "ghcr.io/example/my_worker-that-has-a-name-of-more-than-sixty-three-characters"
    start "1.0.0"
    bump image by mine
  }
  app web {
    image "ghcr.io/example/my_worker-that-has-a-name-of-more-than-sixty-three-characters"
    start "1.0.0"
    bump image by yours
  }
}
"""


def specs(tree: Compilation, kind: str) -> dict[tuple[str, str], Any]:
    """By namespace and name; clusters may each have the same one."""
    found: dict[tuple[str, str], Any] = {}
    for item in objects(tree.files, kind):
        name = item["metadata"]["namespace"], item["metadata"]["name"]
        assert found.setdefault(name, item["spec"]) == item["spec"]
    return found


def markers(tree: Compilation) -> dict[tuple[str, str], list[str]]:
    """The folders in which a policy's marker stands."""
    found: dict[tuple[str, str], list[str]] = {}
    for files in tree.files.values():
        for path, document in files.items():
            for _, namespace, name, _ in MARKER.findall(document.text):
                found.setdefault((namespace, name), []).append(path.rpartition("/")[0])
    return found


@pytest.mark.parametrize(
    "text",
    [
        PATTERN.read_text().replace("operator argocd", "operator flux"),
        TWO_CLUSTERS,
        AN_IMAGE_OF_TWO,
    ],
    ids=["every form", "two clusters and a tenant", "an image of several apps"],
)
def test_markers_and_policies_are_in_bijection(text: str) -> None:
    tree = compiled(text)
    policies, seen = specs(tree, "ImagePolicy"), markers(tree)
    assert set(policies) == set(seen) != set()
    assert all(len(folders) == 1 for folders in seen.values())
    repositories = specs(tree, "ImageRepository")
    for (namespace, _), spec in policies.items():
        assert (namespace, spec["imageRepositoryRef"]["name"]) in repositories


@pytest.mark.parametrize(
    "text", [PATTERN.read_text().replace("operator argocd", "operator flux"), TWO_CLUSTERS]
)
def test_an_automation_sees_its_own_marker_alone(text: str) -> None:
    tree = compiled(text)
    sources = specs(tree, "GitRepository")
    for (namespace, name), spec in specs(tree, "ImageUpdateAutomation").items():
        assert spec["update"]["path"] == f"./{markers(tree)[namespace, name][0]}"
        labels = {"app.kubernetes.io/instance": name}
        assert spec["policySelector"]["matchLabels"] == labels
        source = sources[namespace, spec["sourceRef"]["name"]]
        assert source["ref"] == spec["git"]["checkout"]["ref"]


def test_no_object_is_named_after_an_image() -> None:
    """An image may be called as no object may be, and several apps may run one."""
    tree = compiled(AN_IMAGE_OF_TWO)
    for kind in ("ImageRepository", "ImagePolicy", "ImageUpdateAutomation"):
        names = ["shop-cart-dev", "shop-search-dev", "shop-web-dev"]
        assert sorted(specs(tree, kind)) == [("flux-system", name) for name in names]


def test_what_an_image_is_called_by_stands_in_one_file() -> None:
    """Two files with one object are two owners of it, or in one folder none that can be built."""
    tree = compiled(AN_IMAGE_OF_TWO)
    found = [
        (item["kind"], item["metadata"]["name"])
        for _, path, item in placed(tree.files)
        if path.startswith("promotion/")
    ]
    assert len(found) == len(set(found)) == 9


def test_a_private_registry_is_opened_by_the_secret_of_the_agent() -> None:
    tree = compiled(PATTERN.read_text().replace("operator argocd", "operator flux"))
    opened = [spec["secretRef"] for spec in specs(tree, "ImageRepository").values()]
    assert opened == [{"name": "registry"}] * 3
    assert "`registry` in `flux-system`" in tree.files["platform"]["TOPOLOGY.md"].text


def test_two_clusters_with_one_file_have_one_writer() -> None:
    tree = compiled(TWO_CLUSTERS)
    holders = {
        path.split("/")[2]
        for path in tree.files["platform"]
        if path.startswith("promotion/updater/")
    }
    assert holders == {"east"}
    components = [
        tree.files["platform"][f"clusters/{cluster}/flux-system/gotk-components.yaml"].text
        for cluster in ("east", "west")
    ]
    assert ["image-reflector-controller" in text for text in components] == [True, False]


def test_a_stage_under_review_gets_a_branch_of_its_own() -> None:
    tree = compiled(PATTERN.read_text().replace("operator argocd", "operator flux"))
    branches = {
        name: spec["git"]["push"]["branch"]
        for (_, name), spec in specs(tree, "ImageUpdateAutomation").items()
    }
    assert branches == {
        "shop-cart-dev": "main",
        "shop-search-production": "gitops/production/main/shop.search",
        "shop-web-dev": "main",
    }


OF_THE_PLATFORM = TWO_CLUSTERS.replace("[east, west]", "east").replace(
    'apps per team at "https://git.example.org/{team}/', 'apps at "https://git.example.org/'
)
"""The team has rights of its own, and no repository."""


@pytest.mark.parametrize(
    ("text", "namespace"),
    [(OF_THE_PLATFORM, "flux-system"), (TWO_CLUSTERS, "shop-gitops")],
    ids=["the platform's", "the team's"],
)
def test_what_pushes_stands_where_only_its_owner_reads_secrets(text: str, namespace: str) -> None:
    """Image automation pushes with the key of its source."""
    tree = compiled(text)
    kinds = ("ImageUpdateAutomation", "ImagePolicy", "ImageRepository")
    assert {at for kind in kinds for at, _ in specs(tree, kind)} == {namespace}
    for (at, _), said in specs(tree, "ImageUpdateAutomation").items():
        assert (at, said["sourceRef"]["name"]) in specs(tree, "GitRepository")


def test_operators_that_give_their_units_the_same_names_push_to_a_branch_each() -> None:
    """Flux overwrites what it finds on a branch that it pushes to: two folders, two branches."""
    reviewed = TWO_CLUSTERS.replace("[east, west]", "[east, west] {\n  review required\n}")
    files = compiled(reviewed.replace("apps/{app}/{stage}", "apps/{app}/{cluster}")).files
    pushes = [
        item["spec"]["git"]["push"]["branch"]
        for _, path, item in placed(files, "ImageUpdateAutomation")
        if path.startswith("promotion/updater/")
    ]
    assert sorted(pushes) == ["gitops/dev/east/shop.web", "gitops/dev/west/shop.web"]
