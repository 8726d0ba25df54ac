"""The talk's example 4 as it stands upstream today: every link reads a slice of the repository.

The tree of fluxcd/flux2-kustomize-helm-example (since Flux 2.7) is followed from its bootstrap,
slice by slice, and compared object by object with ours, as tests/test_corpus.py does it for the
tree before. The differences are named, one by one, with a reason; a new one fails.
"""

import shutil
from pathlib import Path

import pytest
import yaml

import gitopsc
from tests.real.differences import different, named
from tests.real.flux import reconcile
from tests.real.schemas import CORPUS, needs_corpus
from tests.real.trees import Key, Object, write

SPEC = Path(__file__).parent / "corpus" / "flux-slices" / "fleet.gitops"
UPSTREAM = CORPUS / "flux2-kustomize-helm-example"
URL = "https://github.com/fluxcd/flux2-kustomize-helm-example"
STAGES = ("production", "staging")

pytestmark = [needs_corpus, pytest.mark.slow]

DIFFERENCES: dict[tuple[str, str], str] = {
    ("ArtifactGenerator", "spec.artifacts"): "a slice for each link, upstream one for all infra",
    ("ArtifactGenerator", "spec.sources.0.alias"): "called like the repository",
    ("HelmRelease", "spec.chartRef.name"): "a source is called like its release",
    ("HelmRelease", "spec.install"): "remediation, of which `retries` says how often",
    ("HelmRelease", "spec.upgrade"): "the same for upgrades",
    ("HelmRelease", "spec.interval"): "one clock for charts; upstream writes 12h and 50m by hand",
    ("HelmRelease", "spec.releaseName"): "always said, so that both operators name releases alike",
    ("HelmRelease", "spec.test"): "helm tests are a run-time switch the spec does not have",
    ("HelmRelease", "spec.timeout"): "always said; five minutes is Flux's own default",
    ("HelmRepository", "spec.interval"): "one clock for chart repositories",
    ("Kustomization", "metadata.name"): "a second stage on the cluster renames nothing",
    ("Kustomization", "spec.deletionPolicy"): "deleting a link never deletes workloads by surprise",
    ("Kustomization", "spec.interval"): "apps are looked at more often than infra",
    ("Kustomization", "spec.path"): "in a slice everything keeps its path",
    ("Kustomization", "spec.patches"): "only where a cluster differs from the folder they share",
    ("Kustomization", "spec.retryInterval"): "one minute; upstream writes two",
    ("Kustomization", "spec.sourceRef.name"): "a slice is called like its link",
    ("Kustomization", "spec.wait"): "exactly where something depends on it",
    ("Namespace", "metadata.annotations"): "namespaces are never pruned",
    ("OCIRepository", "metadata.name"): "a source is called like its release",
    ("OCIRepository", "spec.interval"): "one clock for chart repositories",
}
"""What may differ: kind and path of the field, and why."""

RENAMED = {
    ("Kustomization", "flux-system", "apps"): "apps-{stage}",
    ("OCIRepository", "envoy-gateway-system", "gateway-helm"): "envoy-gateway",
}


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Path:
    result = gitopsc.compile(SPEC)
    assert result.ok, result.diagnostics
    return write(result.files, tmp_path_factory.mktemp("ours")) / "fleet"


@pytest.fixture(scope="module")
def theirs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Upstream, with the file that `flux bootstrap` writes on each cluster."""
    copy = tmp_path_factory.mktemp("upstream") / "fleet"
    shutil.copytree(UPSTREAM, copy)
    for stage in STAGES:
        name = {"name": "flux-system", "namespace": "flux-system"}
        repository = {
            "apiVersion": "source.toolkit.fluxcd.io/v1",
            "kind": "GitRepository",
            "metadata": name,
            "spec": {"url": URL},
        }
        link = {
            "apiVersion": "kustomize.toolkit.fluxcd.io/v1",
            "kind": "Kustomization",
            "metadata": name,
            "spec": {
                "path": f"./clusters/{stage}",
                "sourceRef": {"kind": "GitRepository", "name": "flux-system"},
            },
        }
        sync = copy / "clusters" / stage / "flux-system" / "gotk-sync.yaml"
        sync.write_text(yaml.safe_dump_all([repository, link]), encoding="utf-8")
    return copy


def brought(checkout: Path, stage: str, scratch: Path) -> dict[Key, Object]:
    """What a cluster ends up with, apart from what `flux bootstrap` writes."""
    scratch.mkdir()
    found = reconcile({URL: checkout}, checkout / "clusters" / stage, scratch)
    bootstrapped = ("GitRepository", "Kustomization")
    return {k: v for k, v in found.items() if k[2] != "flux-system" or k[0] not in bootstrapped}


def test_flux_deploys_the_same_objects(ours: Path, theirs: Path, tmp_path: Path) -> None:
    seen: set[tuple[str, str]] = set()
    for stage in STAGES:
        mine = brought(ours, stage, tmp_path / f"{stage}-ours")
        wanted = {
            (k[0], k[1], RENAMED.get(k, k[2]).format(stage=stage)): item
            for k, item in brought(theirs, stage, tmp_path / f"{stage}-theirs").items()
        }
        assert sorted(mine) == sorted(wanted)
        for name, item in wanted.items():
            known, unknown = named(name[0], different(item, mine[name]), DIFFERENCES)
            seen |= known
            assert unknown == [], name
    assert sorted(set(DIFFERENCES) - seen) == [], "a reason for a difference that is gone"
