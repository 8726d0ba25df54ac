"""The examples are documentation and golden trees: every file of every tree is recorded beside the
spec, in a folder named after the operator. `pytest --update` records; review it like prose.
"""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

import gitopsc
from tests import yamls
from tests.compiling import OPERATORS
from tests.real.kustomize import build_all
from tests.real.schemas import complaints, needs_schemas
from tests.real.upstream import replace_upstream

EXAMPLES = Path(__file__).parent.parent / "examples"
SPECS = {path.parent.name: path for path in sorted(EXAMPLES.glob("*/*.gitops"))}
TREES = [
    pytest.param(name, operator, id=f"{name}-{operator}")
    for name in sorted(SPECS)
    for operator in OPERATORS
]


def emitted(name: str, operator: str) -> dict[str, str]:
    result = gitopsc.compile(SPECS[name], operator)
    assert result.ok, [diagnostic.message for diagnostic in result.diagnostics]
    return {
        f"{repo}/{path}": d.text
        for repo, files in result.files.items()
        for path, d in files.items()
    }


def recorded(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().decode("utf-8")
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("name, operator", TREES)
def test_the_recorded_tree_is_true(name: str, operator: str, update: bool) -> None:
    folder, tree = EXAMPLES / name / operator, emitted(name, operator)
    if update:
        shutil.rmtree(folder, ignore_errors=True)
        for path, text in tree.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(text.encode("utf-8"))
    assert recorded(folder) == tree


@needs_schemas
@pytest.mark.parametrize("name, operator", TREES)
def test_every_object_passes_the_schema_of_its_release(name: str, operator: str) -> None:
    folder = EXAMPLES / name / operator
    patches = patch_files(folder)
    wrong = [
        f"{path.relative_to(folder)}: {complaint}"
        for path in sorted(folder.rglob("*.yaml"))
        if path not in patches
        for item in yamls.load_all(path.read_text(encoding="utf-8"))
        if item and "apiVersion" in item and "kind" in item
        for complaint in complaints(item)
    ]
    assert wrong == []


def patch_files(folder: Path) -> set[Path]:
    """The files that a kustomization uses as patches: parts of objects, whole only when built."""
    return {
        (path.parent / patch["path"]).resolve()
        for path in folder.rglob("kustomization.yaml")
        for patch in yamls.load(path.read_text(encoding="utf-8")).get("patches", ())
        if "path" in patch
    }


UPSTREAM = {
    ("3-autopilot", "argocd"): {
        "https://github.com/argoproj-labs/argocd-autopilot//manifests/base?ref=v0.4.20"
    },
    ("6-cluster-folders", "argocd"): {
        "https://github.com/argoproj/argo-cd//manifests/cluster-install?ref=v3.5.1"
    },
}
"""What trees take from upstream, and a stand-in takes the place of: all else builds as it is."""


@pytest.mark.slow
@pytest.mark.parametrize("name, operator", TREES)
def test_every_kustomization_builds(name: str, operator: str, tmp_path: Path) -> None:
    copy = tmp_path / "tree"
    shutil.copytree(EXAMPLES / name / operator, copy)
    assert replace_upstream(copy) == UPSTREAM.get((name, operator), set())
    # A build may not leave its repository, so each repository is built by itself.
    repositories = gitopsc.compile(SPECS[name], operator).files
    built = sum(build_all(copy / repo, operator) for repo in repositories)
    assert (built > 0) is any(copy.rglob("kustomization.yaml"))


NOT_OURS: dict[str, dict[str, str]] = {
    "1-ci-replication": {"app-repo/team/custom-app/src": "the code itself"},
    "2-repo-per-team": {
        "argocd-repo/applications/argo-projects.yaml": "called `projects.yaml`, after its folder",
        "argocd-repo/projects/argo-project.yaml": "called `platform.yaml`: infra belongs to it too",
        "argocd-repo/general/templates/ingress.yaml": "the chart's templates are written by people",
        "argocd-repo/general/Chart.lock": "written by `helm dependency update`",
    },
    "3-autopilot": {},
    "4-flux-monorepo": {},
    "5-flux-repo-per-team": {},
    "6-cluster-folders": {
        f"monorepo/cluster-xxxx/{path}": reason
        for path, reason in {
            "cluster-config/gitops-controller/kustomization.yaml": "Argo CD looks after itself by "
            "an Application on its root, `argocd.yaml`, so nothing has to lead there",
            "components/applicationsets/cluster-config-appset.yaml": "infra has an order, so each "
            "has an Application of its own there: `sample-admin-workload.yaml`",
        }.items()
    },
    "7-variants": {
        f"app-with-variants/variants/{file}": "written by people, as is all that a variant holds"
        for file in ("eu/region.yaml", "prod/prod.yaml")
    },
    "8-many-appsets": {
        "many-appsets-demo/apps/orders/base/deployment.yml": "called `deployment.yaml`",
        "many-appsets-demo/apps/orders/base/kustomization.yml": "called `kustomization.yaml`",
        "many-appsets-demo/apps/orders/base/service.yml": "called `service.yaml`",
        "many-appsets-demo/apps/orders/envs/staging/kustomization.yml": "`kustomization.yaml`",
        "many-appsets-demo/apps/orders/envs/staging/version.yml": "a Component, in `version/`",
        "many-appsets-demo/appsets/my-prod-appset.yml": "a set for `prod-us`, one for `prod-eu`",
        "many-appsets-demo/appsets/my-staging-appset.yml": "called `my-staging-appset.yaml`",
        "many-appsets-demo/root-argocd-app.yml": "stands in the folder that it reads, `appsets`",
    },
}
"""Paths on a slide that are not emitted under that name, each with the reason."""
SLIDES = {
    "1-ci-replication": "argocd",
    "2-repo-per-team": "argocd",
    "3-autopilot": "argocd",
    "4-flux-monorepo": "flux",
    "5-flux-repo-per-team": "flux",
    "6-cluster-folders": "argocd",
    "7-variants": "argocd",
    "8-many-appsets": "argocd",
}
RENAMED = {
    "cluster-XXXX": "cluster-xxxx",
    "team-1-gitops-repo": "team-gitops-repo/team-1",
    "team-gitops-repo": "team-gitops-repo/team",
    "team1-gitops-repo": "team-gitops-repo/team1",
    "app-repo": "app-repo/team/custom-app",
}
"""Names on slides as they are here: repositories by whose they are, clusters in small letters."""


@pytest.mark.parametrize("name, operator", SLIDES.items())
def test_every_path_on_the_slide_is_emitted(name: str, operator: str) -> None:
    tree = emitted(name, operator)
    slide = slide_paths((EXAMPLES / name / "slide.txt").read_text(encoding="utf-8"))
    assert len(slide) > 10
    missing = [
        path
        for path in slide
        if not any(file == path or file.startswith(f"{path}/") for file in tree)
    ]
    excused = NOT_OURS[name]
    gone = {path for path in missing if any(known.startswith(path) for known in excused)}
    assert [path for path in missing if path not in gone] == []
    assert [path for path in excused if path not in missing] == [], "emitted after all"


def slide_paths(text: str) -> list[str]:
    """Every path of the trees drawn on a slide; a name without a branch begins a repository."""
    paths, stack = [], list[str]()
    for line in filter(str.strip, text.splitlines()):
        drawn = re.match(r"[│├└─ ]*", line)
        assert drawn
        depth, name = len(drawn.group()) // 4, line[drawn.end() :].strip()
        stack[depth:] = [RENAMED.get(name, name)]
        paths.append("/".join(stack))
    return paths


def test_both_operators_deploy_the_same_units() -> None:
    for name in SPECS:
        plans: list[Any] = [gitopsc.compile(SPECS[name], operator).plan for operator in OPERATORS]
        units = [
            {(u.team, u.app, u.stage, u.cluster, u.namespace, u.repo.url, u.path) for u in p.units}
            for p in plans
        ]
        assert units[0] == units[1]
