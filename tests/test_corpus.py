"""The talk's example 4 as it really stands upstream, from a spec of 57 lines.

The tree of fluxcd/flux2-kustomize-helm-example (before Flux 2.7) is built by the real kustomize,
Kustomization by Kustomization, and compared object by object with ours. The differences are named,
one by one, with a reason; a new one fails.
"""

from pathlib import Path
from typing import Any

import pytest
import yaml

import gitopsc
from tests.real.differences import different, named
from tests.real.kustomize import build
from tests.real.schemas import CORPUS, needs_corpus
from tests.real.trees import (
    Key,
    Object,
    applications,
    flux_objects,
    key,
    sources,
    values_of,
    write,
)

SPEC = Path(__file__).parent / "corpus" / "flux-classic" / "fleet.gitops"
UPSTREAM = CORPUS / "flux2-kustomize-helm-example-classic"
STAGES = ("production", "staging")

pytestmark = [needs_corpus, pytest.mark.slow]

DIFFERENCES: dict[tuple[str, str], str] = {
    ("HelmRelease", "spec.interval"): "one clock for charts; upstream writes 30m and 50m by hand",
    ("HelmRelease", "spec.releaseName"): "always said, so that both operators name releases alike",
    ("HelmRelease", "spec.chart.spec.interval"): "the source's interval is enough",
    ("HelmRelease", "spec.chart.spec.sourceRef.namespace"): "the source is in the same namespace",
    ("HelmRelease", "spec.install"): "remediation for every release, upstream for podinfo only",
    ("HelmRelease", "spec.upgrade"): "remediation for upgrades as well",
    ("HelmRelease", "spec.timeout"): "always said; five minutes is Flux's own default",
    ("HelmRelease", "spec.test"): "helm tests are a run-time switch the spec does not have",
    ("HelmRepository", "spec.interval"): "one clock for chart repositories",
    ("Kustomization", "spec.deletionPolicy"): "deleting a link never deletes workloads by surprise",
    ("Kustomization", "spec.retryInterval"): "upstream leaves it out for apps",
    ("Kustomization", "spec.wait"): "exactly where something depends on it",
    ("Namespace", "metadata.annotations"): "namespaces are never pruned",
}
"""What may differ: kind and path of the field, and why."""

RENAMED = {
    ("Kustomization", "flux-system", "apps"): "apps-{stage}",
}
"""Ours carry the stage, so that a second stage on the cluster renames nothing."""


@pytest.fixture(scope="module")
def trees(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folders = {}
    for operator in ("flux", "argocd"):
        result = gitopsc.compile(SPEC, operator)
        assert result.ok, result.diagnostics
        folders[operator] = write(result.files, tmp_path_factory.mktemp(operator)) / "fleet"
    return folders


def upstream(stage: str, tmp_path: Path) -> dict[Key, Object]:
    import shutil

    copy = tmp_path / "upstream"
    shutil.copytree(UPSTREAM, copy)
    return flux_objects(copy, f"clusters/{stage}")


def ours(checkout: Path, stage: str) -> dict[Key, Object]:
    objects = flux_objects(checkout, f"clusters/{stage}")
    return {k: item for k, item in objects.items() if k[2] != "flux-system"}


def test_the_spec_is_short() -> None:
    lines = [line for line in SPEC.read_text(encoding="utf-8").splitlines() if line.strip()]
    assert len(lines) <= 80


@pytest.mark.parametrize("stage", STAGES)
def test_flux_deploys_the_same_objects(stage: str, trees: dict[str, Path], tmp_path: Path) -> None:
    theirs = {
        (k[0], k[1], RENAMED.get(k, k[2]).format(stage=stage)): item
        for k, item in upstream(stage, tmp_path).items()
    }
    mine = ours(trees["flux"], stage)
    assert sorted(mine) == sorted(theirs)
    unexpected = []
    for name in sorted(theirs):
        _, unknown = named(name[0], different(theirs[name], mine[name]), DIFFERENCES)
        unexpected += [f"{name} {path}" for path in unknown if path != "metadata.name"]
    assert unexpected == []


def test_every_named_difference_is_real(trees: dict[str, Path], tmp_path: Path) -> None:
    """A reason for a difference that is gone would be a lie: each must occur in some stage."""
    seen: set[tuple[str, str]] = set()
    for at in STAGES:
        folder = tmp_path / at
        folder.mkdir()
        mine = ours(trees["flux"], at)
        for k, item in upstream(at, folder).items():
            name = (k[0], k[1], RENAMED.get(k, k[2]).format(stage=at))
            seen |= named(k[0], different(item, mine[name]), DIFFERENCES)[0]
    assert sorted(set(DIFFERENCES) - seen) == []


def test_argocd_gives_the_same_charts_and_manifests_to_the_same_places(
    trees: dict[str, Path], tmp_path: Path
) -> None:
    checkout = trees["argocd"]
    for stage in STAGES:
        folder = tmp_path / stage
        folder.mkdir()
        theirs = upstream(stage, folder)
        root = checkout / "clusters" / stage
        found = {a["metadata"]["name"]: a for a in applications(root)}
        assert charts_of(found, checkout) == charts_upstream(theirs)
        assert issuer_of(found, checkout) == theirs["ClusterIssuer", "", "letsencrypt"]["spec"]
        for application in found.values():
            server = application["spec"]["destination"]["server"]
            assert server == "https://kubernetes.default.svc", "each cluster has its own Argo CD"


Release = tuple[str, str, str, str]


def charts_upstream(objects: dict[Key, Object]) -> dict[Release, Any]:
    """(namespace, chart, repository, version) to values, of every HelmRelease."""
    found = {}
    for (kind, namespace, _), item in objects.items():
        if kind == "HelmRelease":
            chart = item["spec"]["chart"]["spec"]
            repository = objects["HelmRepository", namespace, chart["sourceRef"]["name"]]
            name = (namespace, chart["chart"], repository["spec"]["url"], chart["version"])
            found[name] = item["spec"]["values"]
    return found


def charts_of(found: dict[str, Object], checkout: Path) -> dict[Release, Any]:
    charts = {}
    for application in found.values():
        for source in sources(application):
            if "chart" in source:
                namespace = application["spec"]["destination"]["namespace"]
                name = (namespace, source["chart"], source["repoURL"], source["targetRevision"])
                charts[name] = values_of(application, checkout)
    return charts


def issuer_of(found: dict[str, Object], checkout: Path) -> Any:
    """The ClusterIssuer as Argo CD builds it: the folder, with the patches of the Application."""
    [source] = sources(found["cluster-issuers"])
    on_top = checkout / ".patched"
    on_top.mkdir(exist_ok=True)
    (on_top / "kustomization.yaml").write_text(
        yaml.safe_dump(
            {
                "apiVersion": "kustomize.config.k8s.io/v1beta1",
                "kind": "Kustomization",
                "resources": [f"../{source['path']}"],
                "patches": source["kustomize"]["patches"],
            }
        )
    )
    [issuer] = [item for item in build(on_top, "argocd") if key(item)[0] == "ClusterIssuer"]
    return issuer["spec"]
