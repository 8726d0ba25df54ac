"""Every version file has one Application that is looked after for it, in that one's namespace."""

from pathlib import Path

import pytest

from tests import yamls
from tests.compiling import compiled, objects

PATTERN = Path(__file__).parents[2] / "patterns" / "bump-by-argocd-image-updater.gitops"

FLEET = """\
gitops 1

operator argocd as hub on mgmt {
  install helm
  start "9.5.0"
}
cluster mgmt
cluster east
cluster west
stage dev on [east, west]
agent updater using argocd-image-updater

repo platform at "https://github.com/example/platform.git"
repo apps per team at "https://github.com/example/{team}.git"
place root in platform at "root"
place base in apps at "base/{app}"
place overlay in apps at "apps/{app}/{stage}"
place tenants in platform at "tenants"
place operator in platform at "argocd"
place wiring in platform at "wiring/{team}"

team shop {
  app web {
    image "ghcr.io/example/web"
    start "1.0.0"
    bump image by updater
  }
}
"""


@pytest.mark.parametrize("text", [PATTERN.read_text(), FLEET], ids=["pattern", "hub and tenant"])
def test_one_application_for_each_version_file(text: str) -> None:
    tree = compiled(text)
    assert tree.plan is not None
    made = (link["metadata"] for link in objects(tree.files, "Application"))
    links = {(metadata["namespace"], metadata["name"]) for metadata in made}
    written = []
    for updater in objects(tree.files, "ImageUpdater"):
        for entry in updater["spec"]["applicationRefs"]:
            assert (updater["metadata"]["namespace"], entry["namePattern"]) in links
            git = entry["writeBackConfig"]["gitConfig"]
            folder = git["writeBackTarget"].removeprefix("kustomization:/")
            held = [
                yamls.load(document.text)
                for files in tree.files.values()
                for path, document in files.items()
                if path == f"{folder}/kustomization.yaml"
            ]
            names = [image["name"] for file in held for image in file["images"]]
            assert names == [e["manifestTargets"]["kustomize"]["name"] for e in entry["images"]]
            written.append((git["repository"], folder))
    assert len(written) == len(set(written)) == len(tree.plan.movers) > 0


def test_a_private_registry_is_opened_by_the_secret_of_the_agent() -> None:
    tree = compiled(PATTERN.read_text())
    for updater in objects(tree.files, "ImageUpdater"):
        for entry in updater["spec"]["applicationRefs"]:
            for image in entry["images"]:
                assert image["commonUpdateSettings"]["pullSecret"] == "pullsecret:argocd/registry"
    assert "`registry` in `argocd`" in tree.files["platform"]["TOPOLOGY.md"].text


def test_the_forge_opens_pull_requests_where_it_can() -> None:
    text = PATTERN.read_text()
    for url, wanted in {
        "https://github.com/example/platform.git": ("main", {"github": {}}),
        "https://gitlab.com/example/platform.git": ("main", {"gitlab": {}}),
        "https://git.example.org/platform.git": (
            "main:gitops/production/main/shop.search",
            None,
        ),
    }.items():
        tree = compiled(text.replace("https://git.example.org/platform.git", url))
        (guarded,) = (
            entry["writeBackConfig"]["gitConfig"]
            for updater in objects(tree.files, "ImageUpdater")
            for entry in updater["spec"]["applicationRefs"]
            if entry["namePattern"] == "shop-search-production"
        )
        assert (guarded["branch"], guarded.get("pullRequest")) == wanted
