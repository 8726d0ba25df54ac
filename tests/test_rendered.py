"""Manifests that an agent has rendered, on both operators: out of what, and into what."""

import pytest

from tests import yamls
from tests.compiling import OPERATORS, mistakes, objects, outcome
from tests.config_tools import (
    ARTIFACT,
    BESIDE,
    BRANCH,
    CHARTS,
    ELSEWHERE,
    KUSTOMIZE,
    PLATFORM,
    UMBRELLA,
    compiled,
    is_seeded,
    spec,
    spec_of,
)
from tests.real.schemas import complaints, needs_schemas


@pytest.mark.parametrize("operator", OPERATORS)
@pytest.mark.parametrize("app", [KUSTOMIZE, UMBRELLA], ids=["kustomize", "umbrella"])
def test_what_is_rendered_from_stays_as_it_is(app: str, operator: str) -> None:
    without = compiled(spec(app), operator).files["platform"]
    rendered = compiled(spec(app, "config rendered by ci", BESIDE), operator).files["platform"]
    dry = ("base/", "apps/staging/web/", "apps/production/web/")
    sources = {path: d.text for path, d in without.items() if path.startswith(dry)}
    assert sources
    assert {path: d.text for path, d in rendered.items() if path.startswith(dry)} == sources


@pytest.mark.parametrize("app", [KUSTOMIZE, UMBRELLA], ids=["kustomize", "umbrella"])
def test_argocd_reads_all_that_ci_renders_and_prunes_nothing_before(app: str) -> None:
    result = compiled(spec(app, "config rendered by ci", BESIDE), "argocd")
    application = spec_of(result, "Application", "shop-web-staging")
    assert application["source"] == {
        "repoURL": PLATFORM,
        "path": "rendered/staging/web",
        "targetRevision": "main",
        "directory": {"recurse": True},
    }
    assert "allowEmpty" not in application["syncPolicy"]["automated"]
    assert is_seeded(result, "rendered/staging/web/.gitkeep")


@pytest.mark.parametrize("app", [KUSTOMIZE, UMBRELLA], ids=["kustomize", "umbrella"])
def test_flux_reads_all_that_ci_renders_and_stops_where_nothing_is(app: str) -> None:
    result = compiled(spec(app, "config rendered by ci", BESIDE), "flux")
    link = spec_of(result, "Kustomization", "shop-web-staging")
    assert link["path"] == "./rendered/staging/web"
    assert link["targetNamespace"] == "shop-staging"
    assert link["sourceRef"] == {"kind": "GitRepository", "name": "flux-system"}
    assert objects(result.files, "HelmRelease") == []
    assert not any(path.startswith("rendered/") for path in result.files["platform"])


def test_the_hydrator_reads_one_branch_and_commits_to_another() -> None:
    result = compiled(spec(KUSTOMIZE, "config rendered by hydrator", BRANCH), "argocd")
    application = spec_of(result, "Application", "shop-web-production")
    assert application["sourceHydrator"] == {
        "drySource": {
            "repoURL": PLATFORM,
            "path": "apps/production/web",
            "targetRevision": "main",
        },
        "syncSource": {"targetBranch": "environments/production", "path": "web"},
    }
    assert "source" not in application and "sources" not in application
    assert set(result.files) == {"platform"}, "the branch is the hydrator's to make"
    page = result.files["platform"]["TOPOLOGY.md"].text
    assert "| `apps/production/web` | by hydrator into `web` of " in page
    assert "`argocd.argoproj.io/secret-type: repository-write` for each repository" in page


def test_the_hydrator_may_commit_to_another_repository_and_names_the_release() -> None:
    result = compiled(spec(UMBRELLA, "config rendered by hydrator", ELSEWHERE), "argocd")
    hydrator = spec_of(result, "Application", "shop-web-staging")["sourceHydrator"]
    assert hydrator["drySource"]["helm"] == {"releaseName": "web"}
    assert hydrator["syncSource"] == {
        "repoURL": "https://git.example.org/hydrated.git",
        "targetBranch": "main",
        "path": "staging/web",
    }
    allowed = spec_of(result, "AppProject", "shop")["sourceRepos"]
    assert allowed == ["https://git.example.org/hydrated.git", PLATFORM, CHARTS]


def test_an_argocd_that_operates_itself_switches_its_hydrator_on() -> None:
    text = spec(KUSTOMIZE, "config rendered by hydrator", BRANCH)
    text = text.replace("sync {", 'start "9.5.0"\n  sync {')
    text = text.replace("place root", 'place operator in platform at "operator"\nplace root')
    result = compiled(text, "argocd")
    assert not any(d.slug == "operator-setting-needed" for d in result.diagnostics)
    values = yamls.load(result.files["platform"]["operator/values.yaml"].text)["argo-cd"]
    assert values["commitServer"] == {"enabled": True}
    assert values["configs"]["params"] == {"hydrator.enabled": "true"}


def test_argocd_deploys_an_artifact_by_its_tag() -> None:
    result = compiled(spec(KUSTOMIZE, "config rendered by ci", ARTIFACT), "argocd")
    assert spec_of(result, "Application", "shop-web-production")["source"] == {
        "repoURL": "oci://ghcr.io/example/manifests",
        "path": "web",
        "targetRevision": "production",
        "directory": {"recurse": True},
    }
    assert set(result.files) == {"platform"}, "nothing of ours is kept in a registry"


def test_flux_deploys_an_artifact_by_its_tag() -> None:
    result = compiled(spec(KUSTOMIZE, "config rendered by ci", ARTIFACT), "flux")
    source = spec_of(result, "OCIRepository", "artifacts-production")
    assert source == {
        "interval": "1m",
        "ref": {"tag": "production"},
        "url": "oci://ghcr.io/example/manifests",
    }
    link = spec_of(result, "Kustomization", "shop-web-production")
    assert link["sourceRef"] == {"kind": "OCIRepository", "name": "artifacts-production"}
    assert link["path"] == "./web"
    assert set(result.files) == {"platform"}


# -- release lines -------------------------------------------------------------------------------

SINCE = {
    "rendered in oci": ("3.1", spec(KUSTOMIZE, "config rendered by ci", ARTIFACT, "LINE")),
    "umbrella rendered by hydrator": (
        "3.3",
        spec(UMBRELLA, "config rendered by hydrator", BRANCH, "LINE"),
    ),
    "hydrator into another repository": (
        "3.5",
        spec(KUSTOMIZE, "config rendered by hydrator", ELSEWHERE, "LINE"),
    ),
}


LINES = ("3.0", "3.1", "3.2", "3.3", "3.4", "3.5")


@pytest.mark.parametrize("word", SINCE)
@pytest.mark.parametrize("line", LINES)
def test_a_release_line_that_lacks_a_field_is_told(word: str, line: str) -> None:
    since, text = SINCE[word]
    said = text.replace("OPERATOR", "argocd").replace("LINE", line)
    assert mistakes(outcome(said, "argocd")) == (["not-yet"] if line < since else [])


@needs_schemas
@pytest.mark.parametrize(
    "release, rendered, app",
    [
        ("argo-cd-3.0.0", BRANCH, KUSTOMIZE),
        ("argo-cd-3.3.14", BRANCH, UMBRELLA),
        ("argo-cd-3.4.7", BRANCH, UMBRELLA),
        ("argo-cd-3.5.1", ELSEWHERE, UMBRELLA),
    ],
)
def test_the_oldest_line_that_may_have_it_knows_every_field(
    release: str, rendered: str, app: str
) -> None:
    line = release.removeprefix("argo-cd-").rpartition(".")[0]
    result = compiled(spec(app, "config rendered by hydrator", rendered, line), "argocd")
    for item in objects(result.files, "Application"):
        assert complaints(item, (release,)) == []
