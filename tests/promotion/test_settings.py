"""Files of settings move on as they are, beside the version, and nothing else of a stage does."""

from pathlib import Path

import pytest

from tests.cli.console import Console
from tests.real.kustomize import build

SPEC = """\
gitops 1

include "preset:{operator}-monorepo"
operator {operator}

repo platform at "https://git.example.org/gitops.git"
cluster main
stage staging
stage production
promote staging -> production

team shop {{
  app web {{
    image "ghcr.io/acme/web"
    start "1.0.0"
    state [limits, settings]
    in production {{
      env.TIER = "gold"
    }}
  }}
}}
"""

THEME = """\
# Written once by gitopsc; yours from now on.
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    spec:
      containers:
        - name: web
          env:
            - name: THEME
              value: "dark"   # people like it
            - name: TIER
              value: none
"""


def begun(console: Console, operator: str) -> dict[str, Path]:
    console.put("shop.gitops", SPEC.format(operator=operator))
    assert console.run("compile", "shop.gitops", "-o", "out").code == 0
    found = (console.folder / "out" / "platform").rglob("settings.yaml")
    return {stage: f for f in found for stage in ("staging", "production") if stage in f.parts}


PROMOTE = ("promote", "shop.gitops", "-o", "out", "--app", "shop.web", "--to", "production")


@pytest.mark.parametrize("operator", ["argocd", "flux"])
def test_settings_are_promoted_as_they_are(console: Console, operator: str) -> None:
    files = begun(console, operator)
    files["staging"].write_text(THEME)
    assert "←" in console.run("versions", "shop.gitops", "-o", "out").out
    before = console.everything()
    assert console.run(*PROMOTE).code == 0
    after = console.everything()
    changed = [name for name in after if after[name] != before.get(name)]
    assert changed == [str(files["production"].relative_to(console.folder / "out"))]
    assert files["production"].read_text() == THEME
    assert console.run("check", "shop.gitops", "-o", "out") == (0, "", "")
    assert console.run(*PROMOTE).code == 0
    assert console.everything() == after
    assert "←" not in console.run("versions", "shop.gitops", "-o", "out").out


def test_settings_go_by_the_name_that_the_spec_gives(console: Console) -> None:
    files = begun(console, "argocd")
    files["staging"].write_text(THEME)
    head, *rows = console.run("versions", "shop.gitops", "-o", "out").out.splitlines()
    assert head.split()[:2] == ["app", "of"]
    assert [row.split()[1] for row in rows] == ["image", "limits", "settings"]
    assert ["←" in row for row in rows] == [False, False, True]


@pytest.mark.parametrize("operator", ["argocd", "flux"])
def test_what_the_spec_says_of_a_stage_wins(console: Console, operator: str) -> None:
    files = begun(console, operator)
    files["staging"].write_text(THEME)
    assert console.run(*PROMOTE).code == 0
    said = {
        stage: {item["name"]: item.get("value") for item in _environment(file.parent)}
        for stage, file in files.items()
    }
    assert said == {
        "staging": {"THEME": "dark", "TIER": "none"},
        "production": {"THEME": "dark", "TIER": "gold"},
    }


@pytest.mark.parametrize(
    ("text", "slug"),
    [(None, "missing-version-file"), ("<<<<<<< HEAD\n", "not-a-version"), ("a: [", "invalid-yaml")],
)
def test_a_broken_file_is_not_promoted(console: Console, text: str | None, slug: str) -> None:
    files = begun(console, "argocd")
    if text is None:
        files["staging"].unlink()
    else:
        files["staging"].write_text(text)
    before = console.everything()
    said = console.run(*PROMOTE)
    assert said.code == 1 and f"error[{slug}]" in said.err
    assert console.everything() == before


def _environment(folder: Path) -> list[dict[str, str]]:
    (workload,) = (item for item in build(folder, "argocd") if item["kind"] == "Deployment")
    (container,) = workload["spec"]["template"]["spec"]["containers"]
    found: list[dict[str, str]] = container["env"]
    return found
