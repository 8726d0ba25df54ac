"""Every tool of the talk's slide "Tools for separating config", on both operators: where a chart
may come from, umbrella charts, and manifests that an agent has rendered."""

from typing import Any

import pytest

import gitopsc
from gitopsc.compiler import Compilation
from gitopsc.manifests.tree import Ownership
from tests import yamls
from tests.real.schemas import complaints, needs_schemas

OPERATORS = ("argocd", "flux")
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

Object = dict[str, Any]


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
    result = gitopsc.compile(
        gitopsc.Source("spec.gitops", text.replace("OPERATOR", operator)), operator
    )
    assert result.ok, [diagnostic.message for diagnostic in result.diagnostics]
    return result


def objects(result: Compilation) -> dict[tuple[str, str], Object]:
    """Every object of all repositories, by kind and name."""
    return {
        (item["kind"], item["metadata"]["name"]): item
        for files in result.files.values()
        for path, document in files.items()
        if path.endswith(".yaml")
        for item in yamls.load_all(document.text)
        if item and "kind" in item and "metadata" in item
    }


def spec_of(result: Compilation, kind: str, name: str) -> Any:
    return objects(result)[kind, name]["spec"]


def is_seeded(result: Compilation, path: str) -> bool:
    return result.files["platform"][path].ownership is Ownership.SEEDED


# -- Helm by custom resource, and config split ---------------------------------------------------

VALUES = '{\n    version "6.9.0"\n    chart podinfo\n    ui.message = "hello"\n  }'
FROM = {
    "http": f'from "{CHARTS}" {VALUES}',
    "oci": 'from "oci://ghcr.io/stefanprodan/charts" ' + VALUES,
    "git": 'using helm from charts at "charts/web" '
    + VALUES.replace("6.9.0", "v1").replace("    chart podinfo\n", ""),
}
ARGO_SOURCES = {
    "http": {"repoURL": CHARTS, "chart": "podinfo", "targetRevision": "6.9.0"},
    "oci": {
        "repoURL": "ghcr.io/stefanprodan/charts",
        "chart": "podinfo",
        "targetRevision": "6.9.0",
    },
    "git": {
        "repoURL": "https://git.example.org/charts.git",
        "path": "charts/web",
        "targetRevision": "v1",
    },
}
FLUX_SOURCES = {
    "http": ("HelmRepository", CHARTS),
    "oci": ("OCIRepository", "oci://ghcr.io/stefanprodan/charts/podinfo"),
    "git": ("GitRepository", "https://git.example.org/charts.git"),
}


@pytest.mark.parametrize("origin", FROM)
def test_argocd_reads_the_chart_where_it_lies_and_its_values_from_the_config_repository(
    origin: str,
) -> None:
    result = compiled(spec(FROM[origin]), "argocd")
    chart, values = spec_of(result, "Application", "shop-web-staging")["sources"]
    helm = chart.pop("helm")
    assert chart == ARGO_SOURCES[origin]
    assert helm == {"releaseName": "web", "valueFiles": ["$values/base/web/values.yaml"]}
    assert values == {"repoURL": PLATFORM, "targetRevision": "main", "ref": "values"}
    written = result.files["platform"]["base/web/values.yaml"].text
    assert yamls.load(written) == {"ui": {"message": "hello"}}


@pytest.mark.parametrize("origin", FROM)
def test_flux_has_a_source_for_the_chart_and_its_values_in_the_config_repository(
    origin: str,
) -> None:
    result = compiled(spec(FROM[origin]), "flux")
    kind, url = FLUX_SOURCES[origin]
    assert spec_of(result, kind, "web")["url"] == url
    release = spec_of(result, "HelmRelease", "web")
    reference = release.get("chartRef") or release["chart"]["spec"]["sourceRef"]
    assert reference == {"kind": kind, "name": "web"}
    assert release["values"] == {"ui": {"message": "hello"}}


# -- umbrella charts -----------------------------------------------------------------------------


@pytest.mark.parametrize("operator", OPERATORS)
def test_the_chart_of_a_stage_holds_everything_about_it(operator: str) -> None:
    files = compiled(spec(UMBRELLA), operator).files["platform"]
    chart = yamls.load(files["apps/production/web/Chart.yaml"].text)
    assert chart["dependencies"] == [
        {"name": "podinfo", "version": "6.9.0", "repository": CHARTS, "alias": "web"}
    ]
    values = yamls.load(files["apps/production/web/values.yaml"].text)
    assert values == {"web": {"ui": {"message": "hello"}, "replicaCount": 3}}
    inside = [path for path in files if path.startswith("apps/production/web/")]
    assert inside == ["apps/production/web/Chart.yaml", "apps/production/web/values.yaml"]
    assert not any(path.startswith("base/") for path in files)


@pytest.mark.parametrize("operator", OPERATORS)
def test_the_version_is_peoples_unless_the_spec_pins_it(operator: str) -> None:
    path = "apps/production/web/Chart.yaml"
    pinned = UMBRELLA.replace("start", "version")
    assert is_seeded(compiled(spec(UMBRELLA), operator), path)
    assert not is_seeded(compiled(spec(pinned), operator), path)


def test_argocd_builds_the_overlay_and_may_read_what_it_depends_on() -> None:
    result = compiled(spec(UMBRELLA), "argocd")
    assert spec_of(result, "Application", "shop-web-staging")["source"] == {
        "repoURL": PLATFORM,
        "path": "apps/staging/web",
        "targetRevision": "main",
        "helm": {"releaseName": "web"},
    }
    assert spec_of(result, "AppProject", "shop")["sourceRepos"] == [PLATFORM, CHARTS]


@pytest.mark.parametrize("mode", ["standalone", "hub"])
def test_flux_keeps_the_release_beside_the_chart_and_reads_its_own_repository(mode: str) -> None:
    is_hub = mode == "hub"
    result = compiled(spec(UMBRELLA, instead="flux as hub on main" if is_hub else "flux"), "flux")
    name = "shop-web-staging-main" if is_hub else "shop-web-staging"
    release = objects(result)["HelmRelease", name]
    assert release["spec"]["chart"]["spec"] == {
        "chart": "apps/staging/web",
        "reconcileStrategy": "Revision",
        "sourceRef": {"kind": "GitRepository", "name": "flux-system"},
    }
    assert release["spec"]["releaseName"] == "web"
    assert release["spec"]["targetNamespace"] == "shop-staging"
    assert "values" not in release["spec"], "the chart has them"
    files = result.files["platform"]
    kustomization = yamls.load(files["apps/staging/web.release/kustomization.yaml"].text)
    assert kustomization["namespace"] == "flux-system", "where the GitRepository is"
    link = spec_of(result, "Kustomization", name if is_hub else "apps-staging")
    if is_hub:
        assert link["path"] == "./apps/staging/web.release"
    else:
        listed = yamls.load(files["apps/staging/kustomization.yaml"].text)
        assert listed["resources"] == ["web.release"]


def test_flux_gives_the_release_of_a_tenant_the_rights_of_its_team() -> None:
    text = spec(UMBRELLA).replace(
        "place root in", 'place tenants in platform at "tenants/{team}"\nplace root in'
    )
    result = compiled(text, "flux")
    release = spec_of(result, "HelmRelease", "shop-web-staging")
    assert release["serviceAccountName"] == "shop"
    name = release["chart"]["spec"]["sourceRef"]["name"]
    furniture = yamls.load_all(result.files["platform"]["tenants/shop/shop.yaml"].text)
    sources = [item["metadata"] for item in furniture if item["kind"] == "GitRepository"]
    assert sources == [{"name": name, "namespace": "shop-gitops"}]
    kustomization = result.files["platform"]["apps/staging/web.release/kustomization.yaml"].text
    assert yamls.load(kustomization)["namespace"] == "shop-gitops"


# -- rendered manifests --------------------------------------------------------------------------


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
    assert not any(kind == "HelmRelease" for kind, _ in objects(result))
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
    result = gitopsc.compile(gitopsc.Source("spec.gitops", said), "argocd")
    errors = [d.slug for d in result.diagnostics if d.is_error]
    assert errors == (["not-yet"] if line < since else [])


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
    for item in objects(result).values():
        if item["kind"] == "Application":
            assert complaints(item, (release,)) == []


@needs_schemas
@pytest.mark.parametrize("operator", OPERATORS)
@pytest.mark.parametrize(
    "text",
    [
        *(spec(origin) for origin in FROM.values()),
        spec(UMBRELLA),
        spec(UMBRELLA, "config rendered by ci", BESIDE),
        spec(KUSTOMIZE, "config rendered by ci", ARTIFACT),
    ],
    ids=["http", "oci", "git", "umbrella", "rendered", "artifact"],
)
def test_every_object_passes_the_schema_of_its_release(text: str, operator: str) -> None:
    for item in objects(compiled(text, operator)).values():
        assert complaints(item) == []
