"""Variants in several dimensions: tier by stage, region and hardware by cluster.

Each is a Component that the overlays of those apps mix in which have it. Built by the real
kustomize, once people have filled the Components.
"""

from pathlib import Path

import pytest
import yaml

from gitopsc.compiler import Compilation
from tests import yamls
from tests.compiling import OPERATORS, outcome
from tests.properties.laws import check
from tests.real.kustomize import build
from tests.real.trees import write

SPEC = """\
gitops 1

operator argocd
repo platform at "https://git.example.org/platform.git"

place root in platform at "clusters/{cluster}"
place base in platform at "apps/{app}/base"
place overlay in platform at "apps/{app}/envs/{stage}-{cluster}"
place version in platform at "apps/{app}/versions/{stage}-{cluster}"
place variant in platform at "variants/{variant}"

variant prod
variant non-prod
variant eu
variant us
variant gpu
variant cpu

cluster fra with [eu, gpu]
cluster nyc with [us, cpu]
stage staging on fra with non-prod
stage production on [fra, nyc] with prod

team vision {
  app counter {
    image "ghcr.io/example/counter"
    start "1.0.0"
    variants [cpu, eu, gpu, non-prod, prod, us]

    with gpu {
      env.DEVICE = "cuda"
    }
    with prod {
      replicas = 3
    }
    in production with cpu {
      replicas = 9
    }
  }
  app trainer in production on fra {
    image "ghcr.io/example/trainer"
    start "2.0.0"
    variants [gpu]
  }
  app board {
    image "ghcr.io/example/board"
    start "3.0.0"
  }
}
"""
LABELS = {
    "prod": ("tier", "prod"),
    "non-prod": ("tier", "non-prod"),
    "eu": ("region", "eu"),
    "us": ("region", "us"),
    "gpu": ("hardware", "gpu"),
    "cpu": ("hardware", "cpu"),
}

EXPECTED = {
    ("counter", "staging-fra"): ({"tier": "non-prod", "region": "eu", "hardware": "gpu"}, 1),
    ("counter", "production-fra"): ({"tier": "prod", "region": "eu", "hardware": "gpu"}, 3),
    ("counter", "production-nyc"): ({"tier": "prod", "region": "us", "hardware": "cpu"}, 9),
    ("trainer", "production-fra"): ({"hardware": "gpu"}, 1),
    ("board", "staging-fra"): ({}, 1),
    ("board", "production-fra"): ({}, 1),
    ("board", "production-nyc"): ({}, 1),
}
"""App and environment, what its variants make of it, and how many replicas it has."""


def compiled_for(operator: str) -> Compilation:
    tree = outcome(SPEC, operator)
    assert tree.diagnostics == ()
    return tree


@pytest.mark.parametrize("operator", OPERATORS)
def test_the_tree_keeps_the_laws(operator: str) -> None:
    check(compiled_for(operator))


def test_an_environment_is_there_exactly_where_the_app_is() -> None:
    files = compiled_for("flux").files["platform"]
    overlays = {path.split("/envs/")[0].removeprefix("apps/") for path in files if "/envs/" in path}
    environments = {
        tuple(path.removesuffix("/kustomization.yaml").removeprefix("apps/").split("/envs/"))
        for path in files
        if "/envs/" in path and path.endswith("/kustomization.yaml")
    }
    assert overlays == {"counter", "trainer", "board"}
    assert environments == set(EXPECTED)


def test_each_environment_is_built_with_its_own_variants(tmp_path: Path) -> None:
    checkout = write(compiled_for("argocd").files, tmp_path) / "platform"
    for variant, (label, value) in LABELS.items():
        path = checkout / "variants" / variant / "kustomization.yaml"
        filled = yamls.load(path.read_text(encoding="utf-8"))
        filled["labels"] = [{"pairs": {label: value}}]
        path.write_text(yaml.safe_dump(filled), encoding="utf-8")
    promoted = checkout / "apps" / "counter" / "versions"
    (promoted / "production-nyc" / "kustomization.yaml").write_text(
        (promoted / "staging-fra" / "kustomization.yaml")
        .read_text(encoding="utf-8")
        .replace("1.0.0", "1.1.0"),
        encoding="utf-8",
    )
    for (app, environment), (labels, replicas) in EXPECTED.items():
        objects = build(checkout / "apps" / app / "envs" / environment, "argocd")
        [found] = [item for item in objects if item["kind"] == "Deployment"]
        made = {k: v for k, v in found["metadata"]["labels"].items() if not k.startswith("app.")}
        [container] = found["spec"]["template"]["spec"]["containers"]
        assert made == labels, (app, environment)
        assert found["spec"].get("replicas", 1) == replicas
        assert ("env" in container) is (labels.get("hardware") == "gpu" and app == "counter")
        if app == "counter":
            tag = "1.1.0" if environment == "production-nyc" else "1.0.0"
            assert container["image"] == f"ghcr.io/example/counter:{tag}"
