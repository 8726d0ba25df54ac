"""An app is made of something else from one compile to the next, in a folder where its first
manifests and its version stay behind: what stands there then is deployed as the spec says, or the
compile tells why it may not be."""

from itertools import permutations
from pathlib import Path

import pytest

from gitopsc.delivery import carry_out, survey
from gitopsc.diagnostics.diagnostic import Diagnostic
from tests.compiling import OPERATORS, compiled
from tests.real.kustomize import FILES, build_all

SPEC = """\
gitops 1

operator flux {
  nest apps
}
repo platform at "https://git.example.org/platform.git"
cluster main
stage staging

place root in platform at "clusters/{cluster}"
place base in platform at "apps/{app}/base"
place overlay in platform at "apps/{app}/{stage}"

team shop {
  APP
}
"""
BROUGHT = """\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
        - name: web
          image: ghcr.io/acme/web
"""
IMAGE = 'image "ghcr.io/acme/web"'
START = 'start "1.0.0"'
MANIFESTS = 'manifests "brought.yaml"'
CHARTS = '"https://stefanprodan.github.io/podinfo"'
FORMS = {
    "begun by us": f"app web {{\n{IMAGE}\n{START}\n}}",
    "pinned": f'app web {{\n{IMAGE}\nversion "1.0.0"\n}}',
    "brought": f"app web {{\n{IMAGE}\n{START}\n{MANIFESTS}\n}}",
    "plain and brought": f"app web using plain {{\n{MANIFESTS}\n}}",
    "a chart": f'app web from {CHARTS} {{\nchart podinfo\nversion "6.9.0"\n}}',
    "an umbrella": f'app web using umbrella from {CHARTS} {{\nchart podinfo\nstart "6.9.0"\n}}',
}


def compile_into(checkout: Path, form: str, operator: str) -> tuple[Diagnostic, ...]:
    """What a compile of the form says of what it finds there."""
    spec = SPEC.replace("APP", FORMS[form])
    made = compiled(spec, operator, {"brought.yaml": BROUGHT})
    delivery = survey(made.files["platform"], checkout, "spec", frozenset())
    assert carry_out([delivery]) == ()
    return delivery.diagnostics


def tool(checkout: Path) -> str:
    """What Argo CD takes the folder of the app for (util/app/discovery of Argo CD)."""
    overlay = checkout / "apps/web/staging"
    if (overlay / "Chart.yaml").exists():
        return "helm"
    return "kustomize" if any((overlay / name).exists() for name in FILES) else "directory"


@pytest.mark.parametrize("operator", OPERATORS)
@pytest.mark.parametrize(("before", "after"), [*permutations(FORMS, 2)])
def test_another_form_is_deployed_or_told(
    before: str, after: str, operator: str, tmp_path: Path
) -> None:
    compile_into(tmp_path / "fresh", after, operator)
    compile_into(tmp_path / "lived in", before, operator)
    told = {said.slug for said in compile_into(tmp_path / "lived in", after, operator)}
    if "foreign-file" in told:  # a first manifest or its list stands where another is wanted
        return
    build_all(tmp_path / "lived in", operator)
    if operator == "argocd" and after != "a chart":  # whose values alone are read there
        is_told = "deciding-file" in told
        assert tool(tmp_path / "lived in") == tool(tmp_path / "fresh") or is_told
