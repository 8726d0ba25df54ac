"""What Kargo does with what it is told: its own edits, on the files of a tree."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests import yamls
from tests.carriers.told import compiled, objects, steps, uses
from tests.cli.console import Console
from tests.promotion.bumps import OF_IMAGES, helmv3
from tests.real.kustomize_cli import edit_set_image

SPEC = """\
gitops 1

operator {operator}
cluster main
stage dev
stage prod {{
  review required
}}
agent kargo using kargo
promote dev -> prod by kargo

repo platform at "https://github.com/example/platform.git"
place root in platform at "root"
place base in platform at "base/{{team}}/{{app}}"
place overlay in platform at "apps/{{team}}/{{app}}/{{stage}}"

team shop {{
  app web {{
    image "ghcr.io/acme/web"
    start "1.0.0"
  }}
  app api using umbrella from "https://stefanprodan.github.io/podinfo" {{
    chart podinfo
    start "6.9.0"
  }}
  app search using helm from "oci://ghcr.io/example/charts" {{
    chart search
    version "1.2.3"
    image "ghcr.io/acme/search" in "image.tag"
    start "1.0.0"
  }}
}}
"""

STAGE = "kargo.akuity.io/authorized-stage"
NEWEST = {"web": "1.10", "api": "6.10.0", "search": "2026-06-01"}


def found(text: str, version: str) -> str:
    """An expression of Kargo's, for one Freight."""
    return re.sub(r"\$\{\{ quote\((image|chart)From\([^)]*\)\.\w+\) \}\}", version, text)


def kustomize(folder: Path, config: dict[str, Any], version: str) -> None:
    (image,) = config["images"]
    file = folder / config["path"] / "kustomization.yaml"
    text = OF_IMAGES["kustomize edit set image"](
        file.read_text(), image["image"], found(image["tag"], version)
    )
    file.write_text(text)


def really_kustomize(folder: Path, config: dict[str, Any], version: str) -> None:
    (image,) = config["images"]
    edit_set_image(folder / config["path"], f"{image['image']}:{found(image['tag'], version)}")


def helm(folder: Path, config: dict[str, Any], version: str) -> None:
    """The dependency whose repository and name are exactly these."""
    file, (chart,) = folder / config["path"] / "Chart.yaml", config["charts"]
    held = yamls.load(file.read_text())["dependencies"]
    assert [(d["repository"], d["name"]) for d in held] == [(chart["repository"], chart["name"])]
    file.write_text(helmv3(file.read_text(), chart["name"], found(chart["version"], version)))


def values(folder: Path, config: dict[str, Any], version: str) -> None:
    file, (update,) = folder / config["path"], config["updates"]
    held = yamls.load(file.read_text())
    inner = held
    *way, last = update["key"].split(".")
    for key in way:
        inner = inner[key]
    assert last in inner
    text = file.read_text()
    file.write_text(text.replace(str(inner[last]), found(update["value"], version)))


RUN: dict[str, Callable[[Path, dict[str, Any], str], None]] = {
    "kustomize-set-image": kustomize,
    "helm-update-chart": helm,
    "yaml-update": values,
}


def promote(console: Console, operator: str, stage: str, run: dict[str, Any]) -> None:
    """Every Stage of a stage, step by step, in a checkout of the repository."""
    checkout = console.folder / "out"
    for item in objects(compiled(SPEC.format(operator=operator)), "Stage"):
        app, _, its_stage = item["metadata"]["name"].partition("-")
        if its_stage == stage:
            for step in steps(item):
                if step.get("uses") in run:
                    run[step["uses"]](checkout, step["config"], NEWEST[app])


def survives(console: Console, operator: str, run: dict[str, Any]) -> None:
    console.put("shop.gitops", SPEC.format(operator=operator))
    assert console.run("compile", "shop.gitops", "-o", "out").code == 0
    for stage in ("dev", "prod"):
        promote(console, operator, stage, run)
        after = console.everything()
        for _ in range(5):
            assert console.run("compile", "shop.gitops", "-o", "out", "--no-cache").code == 0
            assert console.run("check", "shop.gitops", "-o", "out", "--no-cache") == (0, "", "")
            assert console.everything() == after
    said = console.run("versions", "shop.gitops", "-o", "out", "--format", "json")
    assert said.code == 0
    for version in NEWEST.values():
        assert said.out.count(f'"{version}"') >= 2


@pytest.mark.parametrize("operator", ["argocd", "flux"])
def test_what_kargo_promotes_survives(console: Console, operator: str) -> None:
    survives(console, operator, RUN)


@pytest.mark.slow
def test_what_kargo_promotes_with_kustomize_itself_survives(console: Console) -> None:
    survives(console, "argocd", {**RUN, "kustomize-set-image": really_kustomize})


def test_each_application_consents_to_the_stage_that_tells_it() -> None:
    tree = compiled(SPEC.format(operator="argocd"))
    told = {
        (app["namespace"], app["name"]): f"shop-kargo:{item['metadata']['name']}"
        for item in objects(tree, "Stage")
        for config in uses(item, "argocd-update")
        for app in config["apps"]
    }
    consenting = {
        (item["metadata"]["namespace"], item["metadata"]["name"]): said
        for item in objects(tree, "Application")
        for said in [item["metadata"].get("annotations", {}).get(STAGE)]
        if said
    }
    assert told == consenting and len(told) == 6


def test_flux_is_told_nothing() -> None:
    tree = compiled(SPEC.format(operator="flux"))
    stages = objects(tree, "Stage")
    assert len(stages) == 6 and not any(uses(item, "argocd-update") for item in stages)


def test_what_a_set_makes_consents_as_well() -> None:
    spec = SPEC.format(operator="argocd").replace(
        "operator argocd\n", "operator argocd {\n  link applicationset\n}\n"
    )
    tree = compiled(spec)
    assert {
        app["name"]
        for item in objects(tree, "Stage")
        for config in uses(item, "argocd-update")
        for app in config["apps"]
    } == {f"shop-{app}-{stage}" for app in NEWEST for stage in ("dev", "prod")}
    templates = [item["spec"]["template"]["metadata"] for item in objects(tree, "ApplicationSet")]
    assert {template["annotations"][STAGE] for template in templates} == {
        "shop-kargo:{{.app}}-dev",
        "shop-kargo:{{.app}}-prod",
    }


def test_kargo_elsewhere_tells_only_the_argo_cd_beside_it() -> None:
    spec = (
        SPEC.format(operator="argocd as standalone")
        .replace("cluster main\n", "cluster one\ncluster two\n")
        .replace("stage dev\n", "stage dev on one\n")
        .replace("stage prod {", "stage prod on two {")
        .replace("using kargo\n", "using kargo on two\n")
        .replace('"root"', '"root/{cluster}"')
    )
    told = {
        item["metadata"]["name"]
        for item in objects(compiled(spec), "Stage")
        if uses(item, "argocd-update")
    }
    assert told == {"api-prod", "search-prod", "web-prod"}


@pytest.mark.parametrize("operator", ["argocd", "flux"])
def test_every_task_that_a_stage_names_is_there(operator: str) -> None:
    tree = compiled(SPEC.format(operator=operator))
    named = {
        (item["metadata"]["namespace"], step["task"]["name"])
        for item in objects(tree, "Stage")
        for step in steps(item)
        if "task" in step
    }
    there = {
        (item["metadata"]["namespace"], item["metadata"]["name"])
        for item in objects(tree, "PromotionTask")
    }
    assert named == there
