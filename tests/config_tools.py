"""An app of one team in two stages, in as many forms as there are tools for its config."""

from typing import Any

from gitopsc.compiler import Compilation
from gitopsc.manifests.tree import Ownership
from tests import compiling
from tests.compiling import by_name

PLATFORM = "https://git.example.org/platform.git"
CHARTS = "https://stefanprodan.github.io/podinfo"
FLEET = """\
gitops 1

operator OPERATOR {
  VERSION
}
cluster main
stage staging
stage production
agent ci using jenkins
repo platform at "https://git.example.org/platform.git"
repo charts at "https://git.example.org/charts.git"
repo hydrated at "https://git.example.org/hydrated.git"
repo artifacts at "oci://ghcr.io/example/manifests" {
  branch "{stage}"
}
place root in platform at "root"
place base in platform at "base/{app}"
place overlay in platform at "apps/{stage}/{app}"
RENDERED
team shop {
  app web APP
}
"""
UMBRELLA = f"""using umbrella from "{CHARTS}" {{
    chart podinfo
    start "6.9.0"
    ui.message = "hello"
    in production {{
      replicaCount = 3
    }}
    CONFIG
  }}"""
KUSTOMIZE = """{
    image "ghcr.io/example/web"
    start "1.0.0"
    CONFIG
  }"""
BESIDE = 'place rendered in platform at "rendered/{stage}/{app}"'
BRANCH = 'place rendered in platform at "{app}" {\n  branch "environments/{stage}"\n}'
ELSEWHERE = 'place rendered in hydrated at "{stage}/{app}"'
ARTIFACT = 'place rendered in artifacts at "{app}"'


def spec(
    app: str, config: str = "", rendered: str = "", version: str = "", instead: str = ""
) -> str:
    """A spec of one app in two stages on one cluster.

    :param instead: replaces the line of the operator.
    """
    text = FLEET.replace("APP", app.replace("CONFIG", config)).replace("RENDERED", rendered)
    said = f'version "{version}"' if version else "sync {\n    prune true\n  }"
    text = text.replace("VERSION", said)
    return text.replace("operator OPERATOR {", f"operator {instead} {{") if instead else text


def compiled(text: str, operator: str) -> Compilation:
    """A correct spec for an operator, whose name is filled in."""
    return compiling.compiled(text.replace("OPERATOR", operator), operator)


def spec_of(result: Compilation, kind: str, name: str) -> Any:
    return by_name(result.files)[kind, name]["spec"]


def is_seeded(result: Compilation, path: str) -> bool:
    return result.files["platform"][path].ownership is Ownership.SEEDED
