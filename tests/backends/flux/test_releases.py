"""What a HelmRelease says once kustomize has put base, overlay and patches together."""

from pathlib import Path

import pytest

from gitopsc.backends.flux.sources import oci_reference
from tests.backends.flux.fleets import FLEETS, compiled
from tests.compiling import Object
from tests.real.kustomize import build
from tests.real.trees import flux_objects, write

HEALING_FLUX = """\
operator flux {
  sync {
    heal true
  }
}"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    return write(compiled(FLEETS["layers"]).files, tmp_path) / "fleet"


def built(checkout: Path, stage: str, app: str) -> dict[str, Object]:
    folder = checkout / "apps" / stage / app
    return {item["kind"]: item["spec"] for item in build(folder, "flux")}


def test_a_null_reaches_helm(checkout: Path) -> None:
    """Helm drops the chart's default for it; dropping the base's value only would not be that."""
    spec = built(checkout, "production", "api")["HelmRelease"]
    assert spec["values"] == {"image": {"tag": None}, "port": 80, "replicas": 2}


def test_one_version_replaces_a_range(checkout: Path) -> None:
    """Flux prefers `semver` to `tag`, and `branch` would be read beside a tag."""
    assert built(checkout, "staging", "cart")["OCIRepository"]["ref"] == {"semver": "^3.0.0"}
    assert built(checkout, "production", "cart")["OCIRepository"]["ref"] == {"tag": "3.1.0"}
    assert built(checkout, "staging", "tools")["GitRepository"]["ref"] == {"branch": "main"}
    assert built(checkout, "production", "tools")["GitRepository"]["ref"] == {"tag": "v2"}


def test_a_version_is_the_tag_that_helm_pushes() -> None:
    """helm.sh, "Use OCI-based registries": a `+` becomes `_`, since no tag may have one."""
    assert oci_reference("1.0.0+build.7") == {"tag": "1.0.0_build.7"}
    assert oci_reference(">=1.0.0") == {"semver": ">=1.0.0"}


def test_each_stage_has_its_own_clocks(checkout: Path) -> None:
    clocks = {
        stage: (spec["interval"], spec["install"]["remediation"]["retries"])
        for stage in ("production", "staging")
        for spec in [built(checkout, stage, "tools")["HelmRelease"]]
    }
    assert clocks == {"production": ("30m", 3), "staging": ("10m", 5)}


@pytest.mark.parametrize(
    ("before", "after", "stages"),
    [
        ("retries 3", "retries 3", set()),
        ("retries 3", "heal true", {"production"}),
        ("operator flux", HEALING_FLUX, {"production", "staging"}),
    ],
)
def test_drift_in_releases_is_corrected_where_somebody_said_so(
    before: str, after: str, stages: set[str], tmp_path: Path
) -> None:
    """Not by default: webhooks and controllers that write into what a chart installs would be
    fought for ever (fluxcd.io, "Helm Releases")."""
    spec = FLEETS["layers"].replace(before, after)
    checkout = write(compiled(spec).files, tmp_path) / "fleet"
    releases = {s: built(checkout, s, "tools")["HelmRelease"] for s in ("production", "staging")}
    modes = {stage: said.get("driftDetection", {}).get("mode") for stage, said in releases.items()}
    assert {stage for stage, mode in modes.items() if mode == "enabled"} == stages


def test_each_cluster_has_its_own_infra_in_one_folder(checkout: Path) -> None:
    found = {cluster: flux_objects(checkout, f"clusters/{cluster}") for cluster in ("eu", "us")}
    release, source = "HelmRelease", "OCIRepository"
    values = {c: o[release, "cert-manager", "cert-manager"]["spec"] for c, o in found.items()}
    assert values["eu"]["values"] == {"crds": {"enabled": True}}
    assert values["us"]["values"] == {"crds": {"enabled": True}, "replicaCount": 2}
    refs = {c: o[source, "redis", "redis"]["spec"]["ref"] for c, o in found.items()}
    assert refs == {"eu": {"semver": ">=1.0.0"}, "us": {"tag": "1.2.3"}}
    issuers = {c: o["ClusterIssuer", "", "letsencrypt"]["spec"]["acme"] for c, o in found.items()}
    assert issuers["us"] == {"server": "https://acme.example.org"}
    assert issuers["eu"] != issuers["us"]
