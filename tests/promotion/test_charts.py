"""The tag of an image in the values of a chart: both operators hand the same tag to Helm."""

from pathlib import Path
from typing import Any

import pytest

from gitopsc.wiring.workloads.values import compose
from tests import yamls
from tests.compiling import compiled
from tests.real import kustomize
from tests.real.applicationsets import applications_of
from tests.real.schemas import complaints, needs_schemas
from tests.real.trees import write

SPEC = """\
gitops 1

operator {operator}
repo platform at "https://git.example.org/platform.git"
repo charts at "https://git.example.org/charts.git"
cluster main
stage staging
stage production
place root in platform at "clusters/{{cluster}}"
{base}
place overlay in platform at "apps/{{stage}}/{{app}}"

team shop {{
  app web from "https://charts.example.org" {{
    version "1.0.0"
    image "ghcr.io/acme/web" in "image.tag"
    start "1.0.0"
    image.pullPolicy = "Always"
    in production {{
      color = "red"
    }}
  }}

  app api using helm from charts at "api" {{
    version "v1"
    image "ghcr.io/acme/api" in "tag"
    start "2.0.0"
  }}

  app plain from "https://charts.example.org" {{
    version "1.0.0"
  }}
}}
"""
BASES = {"base": 'place base in platform at "bases/{app}"', "no base": ""}

Values = dict[str, Any]


def trees(operator: str, base: str, folder: Path, more: str = "") -> Path:
    """The repository of the platform, with a bumped tag in one stage."""
    text = SPEC.format(operator=f"{operator}{more}", base=BASES[base])
    root = write(compiled(text).files, folder) / "platform"
    file = root / "apps/production/web/version/values.yaml"
    file.write_text(file.read_text().replace("1.0.0", '"1.10"'))
    return root


def of_argocd(root: Path, application: dict[str, Any]) -> Values:
    """What Helm is given, as the repository server reads it: file by file, the last one wins."""
    values: Values = {}
    for source in application["spec"]["sources"]:
        for path in source.get("helm", {}).get("valueFiles", ()):
            read = yamls.load((root / path.removeprefix("$values/")).read_text())
            values = compose(values, read or {})
    return values


def of_flux(root: Path, app: str, stage: str) -> Values:
    """What Helm is given, as the controller composes it: what is referred to, then what is said."""
    objects = kustomize.build(root / "apps" / stage / app, "flux")
    (release,) = (item for item in objects if item["kind"] == "HelmRelease")
    values: Values = {}
    for reference in release["spec"].get("valuesFrom", ()):
        (held,) = (
            item
            for item in objects
            if item["kind"] == reference["kind"]
            and item["metadata"]["name"] == reference["name"]
            and item["metadata"]["namespace"] == release["metadata"]["namespace"]
        )
        values = compose(values, yamls.load(held["data"]["values.yaml"]))
    return compose(values, release["spec"].get("values", {}))


WANTED: dict[tuple[str, str], Values] = {
    ("web", "staging"): {"image": {"pullPolicy": "Always", "tag": "1.0.0"}},
    ("web", "production"): {"image": {"pullPolicy": "Always", "tag": "1.10"}, "color": "red"},
    ("api", "staging"): {"tag": "2.0.0"},
    ("api", "production"): {"tag": "2.0.0"},
    ("plain", "staging"): {},
    ("plain", "production"): {},
}


@pytest.mark.parametrize("base", BASES)
def test_argocd_hands_the_tag_to_helm(base: str, tmp_path: Path) -> None:
    root = trees("argocd", base, tmp_path)
    for (app, stage), wanted in WANTED.items():
        link = yamls.load((root / f"clusters/main/shop-{app}-{stage}.yaml").read_text())
        if wanted:
            assert of_argocd(root, link) == wanted


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("generate", ["list", "files"])
def test_a_set_hands_it_over_as_well(base: str, generate: str, tmp_path: Path) -> None:
    more = f" {{\n  link applicationset\n  generate {generate}\n}}"
    root = trees("argocd", base, tmp_path, more)
    sets = [
        document
        for file in root.rglob("*.yaml")
        for document in yamls.load_all(file.read_text())
        if isinstance(document, dict) and document.get("kind") == "ApplicationSet"
    ]
    checkouts = {("https://git.example.org/platform.git", "main"): root}
    made = {
        application["metadata"]["name"]: of_argocd(root, application)
        for one in sets
        for application in applications_of(one, checkouts, {})
    }
    assert made == {f"shop-{app}-{stage}": wanted for (app, stage), wanted in WANTED.items()}


@pytest.mark.parametrize("base", BASES)
def test_flux_hands_the_tag_to_helm(base: str, tmp_path: Path) -> None:
    root = trees("flux", base, tmp_path)
    for (app, stage), wanted in WANTED.items():
        assert of_flux(root, app, stage) == wanted


@needs_schemas
def test_the_api_takes_what_is_built(tmp_path: Path) -> None:
    root = trees("flux", "base", tmp_path)
    for app, stage in WANTED:
        for item in kustomize.build(root / "apps" / stage / app, "flux"):
            assert complaints(item) == []
