"""What Kargo does with what it is told: its own edits, on the files of a tree."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests import yamls
from tests.carriers.edits import (
    kustomize_set_image,
    really_kustomize_set_image,
    yaml_parse,
    yaml_update,
)
from tests.carriers.expressions import evaluated
from tests.carriers.told import steps, uses
from tests.cli.console import Console
from tests.compiling import compiled, objects

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
  app store using helm from "oci://ghcr.io/example/charts" {{
    chart store
    version "1.2.3"
    image "ghcr.io/acme/store" in "image.tag"
    start "1.0.0"
    bump image by kargo {{
      policy digest
      range "stable"
    }}
  }}
}}
"""

STAGE = "kargo.akuity.io/authorized-stage"
NEWEST = {
    "web": "1.10",
    "api": "6.10.0",
    "search": "2026-06-01",
    "store": f"stable@sha256:{'0123abcd' * 8}",
}


def freight(version: str) -> dict[str, Any]:
    """The words by which a step asks for what is promoted."""
    tag, _, digest = version.partition("@")
    return {
        "imageFrom": lambda name: SimpleNamespace(Tag=tag, Digest=digest),
        "chartFrom": lambda *address: SimpleNamespace(Version=version),
    }


Edit = Callable[[Path, dict[str, Any]], dict[str, Any]]
RUN: dict[str, Edit] = {
    "kustomize-set-image": kustomize_set_image,
    "yaml-parse": yaml_parse,
    "yaml-update": yaml_update,
}


def promote(console: Console, operator: str, stage: str, run: Mapping[str, Edit]) -> None:
    """Every Stage of a stage, step by step, in a checkout of the repository."""
    for item in objects(compiled(SPEC.format(operator=operator)).files, "Stage"):
        app, _, its_stage = item["metadata"]["name"].partition("-")
        if its_stage == stage:
            outputs: dict[str, Any] = {}
            for step in steps(item):
                if step.get("uses", "argocd-update") != "argocd-update":
                    names = {**freight(NEWEST[app]), "outputs": outputs}
                    config = evaluated(step["config"], names)
                    made = run[step["uses"]](console.folder / "out", config)
                    outputs[step["as"]] = SimpleNamespace(**made)


def survives(console: Console, operator: str, run: Mapping[str, Edit]) -> None:
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
    running = {
        (row["app"], row["stage"], "@".join(filter(None, (row["version"], row["digest"]))))
        for row in json.loads(said.out)
    }
    promoted = {(app, stage, NEWEST[app]) for app in NEWEST for stage in ("dev", "prod")}
    assert promoted <= running


@pytest.mark.parametrize("operator", ["argocd", "flux"])
def test_what_kargo_promotes_survives(console: Console, operator: str) -> None:
    survives(console, operator, RUN)


@pytest.mark.slow
def test_what_kargo_promotes_with_kustomize_itself_survives(console: Console) -> None:
    survives(console, "argocd", {**RUN, "kustomize-set-image": really_kustomize_set_image})


OTHER = """\
dependencies:
  - name: redis
    version: 20.0.0
    repository: https://charts.example.org
"""


def test_the_chart_is_found_by_its_name_among_those_that_people_add(console: Console) -> None:
    console.put("shop.gitops", SPEC.format(operator="argocd"))
    assert console.run("compile", "shop.gitops", "-o", "out").code == 0
    file = console.folder / "out/platform/apps/shop/api/dev/Chart.yaml"
    file.write_text(file.read_text().replace("dependencies:\n", OTHER))
    promote(console, "argocd", "dev", RUN)
    held = yamls.load(file.read_text())["dependencies"]
    assert {one["name"]: one["version"] for one in held} == {"redis": "20.0.0", "podinfo": "6.10.0"}


def test_each_application_consents_to_the_stage_that_tells_it() -> None:
    tree = compiled(SPEC.format(operator="argocd"))
    told = {
        (app["namespace"], app["name"]): f"shop-kargo:{item['metadata']['name']}"
        for item in objects(tree.files, "Stage")
        for config in uses(item, "argocd-update")
        for app in config["apps"]
    }
    consenting = {
        (item["metadata"]["namespace"], item["metadata"]["name"]): said
        for item in objects(tree.files, "Application")
        for said in [item["metadata"].get("annotations", {}).get(STAGE)]
        if said
    }
    assert told == consenting and len(told) == 2 * len(NEWEST)


def test_flux_is_told_nothing() -> None:
    tree = compiled(SPEC.format(operator="flux"))
    stages = objects(tree.files, "Stage")
    assert len(stages) == 2 * len(NEWEST)
    assert not any(uses(item, "argocd-update") for item in stages)


def test_what_a_set_makes_consents_as_well() -> None:
    spec = SPEC.format(operator="argocd").replace(
        "operator argocd\n", "operator argocd {\n  link applicationset\n}\n"
    )
    tree = compiled(spec)
    assert {
        app["name"]
        for item in objects(tree.files, "Stage")
        for config in uses(item, "argocd-update")
        for app in config["apps"]
    } == {f"shop-{app}-{stage}" for app in NEWEST for stage in ("dev", "prod")}
    templates = [
        item["spec"]["template"]["metadata"] for item in objects(tree.files, "ApplicationSet")
    ]
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
        for item in objects(compiled(spec).files, "Stage")
        if uses(item, "argocd-update")
    }
    assert told == {f"{app}-prod" for app in NEWEST}


@pytest.mark.parametrize("operator", ["argocd", "flux"])
def test_every_task_that_a_stage_names_is_there(operator: str) -> None:
    tree = compiled(SPEC.format(operator=operator))
    named = {
        (item["metadata"]["namespace"], step["task"]["name"])
        for item in objects(tree.files, "Stage")
        for step in steps(item)
        if "task" in step
    }
    there = {
        (item["metadata"]["namespace"], item["metadata"]["name"])
        for item in objects(tree.files, "PromotionTask")
    }
    assert named == there


@pytest.mark.parametrize(
    "address",
    [
        "https://git.example.org/example/platform.git",
        "ssh://git@git.example.org:2222/example/platform.git",
        "git@git.example.org:example/platform.git",
    ],
)
def test_one_token_opens_a_repository_however_the_operators_reach_it(address: str) -> None:
    spec = SPEC.format(operator="argocd").replace(
        '"https://github.com/example/platform.git"', f'"{address}" {{\n  forge gitlab\n}}'
    )
    opened = {
        (step["uses"], step["config"]["repoURL"])
        for task in objects(compiled(spec).files, "PromotionTask")
        for step in task["spec"]["steps"]
        if "repoURL" in step["config"]
    }
    https = "https://git.example.org/example/platform.git"
    assert opened == {(uses, https) for uses in ("git-clone", "git-open-pr", "git-wait-for-pr")}
