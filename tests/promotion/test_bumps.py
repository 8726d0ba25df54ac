"""No recompile undoes what a tool has written, and we read every tool's writing."""

from pathlib import Path

import pytest

from tests.cli.console import Console
from tests.promotion.bumps import OF_IMAGES, Bump, helm_values, helmv3, setter
from tests.real.kustomize_cli import edit_set_image

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
  }}

  app api using umbrella from "https://stefanprodan.github.io/podinfo" {{
    chart podinfo
    start "6.9.0"
  }}

  app ui from "https://charts.example.org" {{
    version "2.0.0"
    image "ghcr.io/acme/ui" in "image.tag"
    start "1.0.0"
  }}
}}
"""


def survives(console: Console, file: Path, bump: Bump, name: str, version: str) -> None:
    """Ten compiles and checks, with and without the early exit, leave all bytes alone."""
    file.write_text(bump(file.read_text(), name, version))
    after = console.everything()
    for number in range(10):
        more = ("--no-cache",) if number % 3 == 0 else ()
        assert console.run("compile", "shop.gitops", "-o", "out", *more).code == 0
        assert console.run("check", "shop.gitops", "-o", "out", *more) == (0, "", "")
        assert console.everything() == after
    said = console.run("versions", "shop.gitops", "-o", "out")
    assert said.code == 0 and version in said.out


def begun(console: Console, operator: str) -> Path:
    console.put("shop.gitops", SPEC.format(operator=operator))
    assert console.run("compile", "shop.gitops", "-o", "out").code == 0
    return console.folder / "out" / "platform"


@pytest.mark.parametrize("operator", ["argocd", "flux"])
@pytest.mark.parametrize("tool", OF_IMAGES)
@pytest.mark.parametrize("tag", ["1.10", "2026-06-01"])
def test_a_bumped_image_survives(console: Console, operator: str, tool: str, tag: str) -> None:
    folder = begun(console, operator)
    (file,) = (f for f in folder.rglob("version/kustomization.yaml") if "staging" in f.parts)
    survives(console, file, OF_IMAGES[tool], "ghcr.io/acme/web", tag)


@pytest.mark.parametrize("operator", ["argocd", "flux"])
def test_a_bumped_chart_survives(console: Console, operator: str) -> None:
    folder = begun(console, operator)
    (file,) = (f for f in folder.rglob("Chart.yaml") if "staging" in f.parts)
    survives(console, file, helmv3, "podinfo", "6.10.0")
    said = console.run(
        "promote", "shop.gitops", "-o", "out", "--app", "shop.api", "--to", "production"
    )
    assert said.code == 0 and said.out.count("\n-    version: 6.9.0\n+    version: 6.10.0\n") == 1


@pytest.mark.parametrize("operator", ["argocd", "flux"])
def test_a_bumped_tag_among_values_survives(console: Console, operator: str) -> None:
    folder = begun(console, operator)
    (file,) = (f for f in folder.rglob("version/values.yaml") if "staging" in f.parts)
    survives(console, file, helm_values, "ghcr.io/acme/ui", "1.10")


SETTERS = """\
gitops 1

include "preset:flux-monorepo"
operator flux

repo platform at "https://git.example.org/gitops.git"
cluster main
stage staging
stage production
agent updater using flux-image-automation
promote staging -> production

team shop {
  bump image by updater
  app web {
    image "ghcr.io/acme/web"
    start "1.0.0"
  }
  app cron using plain {
    image "ghcr.io/acme/cron"
    start "1.0.0"
  }
  app ui from "https://charts.example.org" {
    version "2.0.0"
    image "ghcr.io/acme/ui" in "image.tag"
    start "1.0.0"
  }
}
"""


def marked(folder: Path) -> dict[Path, str]:
    """The files with a marker for image automation."""
    texts = {file: file.read_text() for file in folder.rglob("*.yaml")}
    return {file: text for file, text in texts.items() if "$imagepolicy" in text}


def test_what_image_automation_writes_survives(console: Console) -> None:
    """Its setters change the value, and what stands behind it stays. A promotion takes the version
    on, and no marker (P35)."""
    console.put("shop.gitops", SETTERS)
    assert console.run("compile", "shop.gitops", "-o", "out").code == 0
    before = marked(console.folder)
    assert len(before) == 3 and all("staging" in file.parts for file in before)
    for number, (file, text) in enumerate(before.items(), start=4):
        survives(console, file, lambda text, _, tag: setter(text, tag), "", f"1.{number}.0")
        assert file.read_text() == text.replace("1.0.0 #", f"1.{number}.0 #")
    assert "unmarked-version" not in console.run("versions", "shop.gitops", "-o", "out").err
    for app in ("web", "cron", "ui"):
        to = ("--app", f"shop.{app}", "--to", "production")
        assert console.run("promote", "shop.gitops", "-o", "out", *to).code == 0
    assert set(marked(console.folder)) == set(before)


def test_a_tag_that_the_policy_forbids_is_told_and_stays(console: Console) -> None:
    """Somebody writes a tag by hand that image automation would never have chosen."""
    ranged = 'bump image by updater {\n    range "~1.4"\n  }'
    console.put("shop.gitops", SETTERS.replace("bump image by updater", ranged))
    assert console.run("compile", "shop.gitops", "-o", "out").code == 0
    (file,) = (f for f in marked(console.folder) if f.name == "kustomization.yaml")
    file.write_text(setter(file.read_text(), "2.0.0"))
    before = console.everything()
    for command in ("compile", "check"):
        assert console.run(command, "shop.gitops", "-o", "out").code == 0
    said = console.run("versions", "shop.gitops", "-o", "out")
    assert said.code == 0 and "warning[forbidden-version]" in said.err
    to = ("--app", "shop.web", "--to", "production")
    refused = console.run("promote", "shop.gitops", "-o", "out", *to)
    assert refused.code == 1 and "error[forbidden-version]" in refused.err
    assert console.everything() == before


def test_a_marker_that_is_missing_is_told(console: Console) -> None:
    """The file was there before the bump was said, and is nobody's to change but its owner's."""
    console.put("shop.gitops", SETTERS.replace("  bump image by updater\n", ""))
    assert console.run("compile", "shop.gitops", "-o", "out").code == 0
    console.put("shop.gitops", SETTERS)
    assert console.run("compile", "shop.gitops", "-o", "out").code == 0
    assert marked(console.folder) == {}
    said = console.run("versions", "shop.gitops", "-o", "out")
    assert said.err.count("warning[unmarked-version]") == 3
    page = Path(__file__).parents[2] / "docs" / "diagnostics" / "unmarked-version.md"
    report = page.read_text().partition("warning[")[2].partition("```")[0]
    assert report and report in said.err


@pytest.mark.slow
@pytest.mark.parametrize("tag", ["1.10", "1e3", "v2.0.0", "1.2.3-rc.1"])
def test_kustomize_edit_is_told_as_it_is(tmp_path: Path, tag: str) -> None:
    """The real command, on a file of ours, writes what `kustomize_edit` says it does."""
    text = (
        "# Written once by gitopsc; yours from now on.\n"
        "apiVersion: kustomize.config.k8s.io/v1alpha1\n"
        "kind: Component\n"
        "images:\n"
        "  - name: ghcr.io/acme/web\n"
        "    newTag: 1.0.0 # a comment\n"
    )
    (tmp_path / "kustomization.yaml").write_text(text)
    edit_set_image(tmp_path, f"ghcr.io/acme/web:{tag}")
    wanted = OF_IMAGES["kustomize edit set image"](text, "ghcr.io/acme/web", tag)
    assert (tmp_path / "kustomization.yaml").read_text() == wanted
