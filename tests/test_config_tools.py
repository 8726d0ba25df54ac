"""Every tool of the talk's slide "Tools for separating config", on both operators: where a chart
may come from, and umbrella charts."""

import pytest

from tests import yamls
from tests.compiling import OPERATORS, by_name, objects
from tests.config_tools import (
    ARTIFACT,
    BESIDE,
    CHARTS,
    KUSTOMIZE,
    PLATFORM,
    UMBRELLA,
    compiled,
    is_seeded,
    spec,
    spec_of,
)
from tests.real.schemas import complaints, needs_schemas

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
    release = by_name(result.files)["HelmRelease", name]
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
    for item in objects(compiled(text, operator).files):
        assert complaints(item) == []
