"""The real Helm takes every chart that is emitted: those of the examples, in which Argo CD operates
itself, and umbrella charts. What they depend on is stubbed (tests/real/helm.py)."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import yamls
from tests.compiling import OPERATORS, compiled
from tests.real import helm
from tests.real.trees import write

EXAMPLES = Path(__file__).parent.parent / "examples"
CHARTS = sorted(path.parent for path in EXAMPLES.rglob("Chart.yaml"))

UMBRELLAS = """\
gitops 1

operator argocd
cluster main
stage staging
stage production
repo platform at "https://git.example.org/platform.git"
place root in platform at "root"
place overlay in platform at "apps/{app}/{stage}"

team shop {
  app web using umbrella from "https://stefanprodan.github.io/podinfo" {
    chart podinfo
    start "6.9.0"
    ui.message = "hello"

    in production {
      ui.message = "hello, world"
      ui.color = "#34577c"
    }
  }

  app podinfo using umbrella from "oci://ghcr.io/stefanprodan/charts/podinfo" {
    version "6.9.0"
  }
}
"""

NO_TEMPLATES = ["templates/: directory does not exist"]
"""What Helm says of a chart that has nothing of its own. It is right, and so is the chart."""


@pytest.mark.slow
@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.relative_to(EXAMPLES).as_posix())
def test_helm_takes_the_operator_chart_of_an_example(chart: Path, tmp_path: Path) -> None:
    copy = tmp_path / "chart"
    shutil.copytree(chart, copy)
    [(name, values)] = rendered(copy, "argocd", "argocd")
    assert name == "argocd-argo-cd"
    assert values["crds"] == {"keep": True}


@pytest.mark.slow
@pytest.mark.parametrize("operator", OPERATORS)
def test_helm_takes_umbrella_charts_and_hands_their_values_down(
    operator: str, tmp_path: Path
) -> None:
    apps = write(compiled(UMBRELLAS, operator).files, tmp_path) / "platform" / "apps"
    found = {
        (app, stage): rendered(apps / app / stage, app, f"shop-{stage}")
        for app in ("web", "podinfo")
        for stage in ("staging", "production")
    }
    assert found == {
        ("web", "staging"): [("web-web", {"ui": {"message": "hello"}})],
        ("web", "production"): [
            ("web-web", {"ui": {"color": "#34577c", "message": "hello, world"}})
        ],
        ("podinfo", "staging"): [("podinfo-podinfo", {})],
        ("podinfo", "production"): [("podinfo-podinfo", {})],
    }


def rendered(chart: Path, release: str, namespace: str) -> list[tuple[str, dict[str, Any]]]:
    """The names that a chart's dependencies give their objects, and the values they are given."""
    helm.stub_dependencies(chart)
    assert helm.lint(chart) == NO_TEMPLATES
    return list(_shown(helm.template(chart, release, namespace)))


def _shown(objects: list[dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    for item in objects:
        values = json.loads(item["data"]["values"])
        assert values.pop("global") == {}, "Helm adds it to every dependency"
        yield item["metadata"]["name"], values


def test_there_are_operator_charts_among_the_examples() -> None:
    assert len(CHARTS) > 0
    for chart in CHARTS:
        said = yamls.load((chart / "Chart.yaml").read_text(encoding="utf-8"))
        assert [item["name"] for item in said["dependencies"]] == ["argo-cd"]
