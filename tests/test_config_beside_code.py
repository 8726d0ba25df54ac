"""Apps that are written beside their code: what is seeded where, and what their links change."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from gitopsc.compiler import Compilation
from gitopsc.manifests.tree import Document, Ownership
from tests import yamls
from tests.compiling import OPERATORS, compiled, objects
from tests.properties.laws import check
from tests.real.trees import argocd_build, flux_build, write

BEFORE = """\
gitops 1

operator argocd
repo platform at "https://git.example.org/platform.git"
repo code per app at "https://git.example.org/{team}/{app}.git"
cluster main
variant loud
stage staging
stage production with loud

place root in platform at "clusters/{cluster}"
place overlay in platform at "envs/{stage}/{app}"
place source in code at "k8s/{stage}"
place variant in code at "variants/{variant}"

team shop {
  app web {
"""
AFTER = "\n  }\n}\n"
STATEFUL_SET = """\
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: db
spec:
  serviceName: db
  selector:
    matchLabels: {app: db}
  template:
    metadata:
      labels: {app: db}
    spec:
      containers:
        - name: main
          image: ghcr.io/example/web
"""
CONFIG_MAP = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: db\n"
BESIDE = {"manifests/db.yaml": STATEFUL_SET, "manifests/more/config.yaml": CONFIG_MAP}
IMAGE = 'image "ghcr.io/example/web"\nstart "1.0.0"\n'


def with_app(app: str, operator: str, beside: Mapping[str, str] | None = None) -> Compilation:
    """A spec with one app, said by the lines of its block; its tree keeps the laws."""
    tree = compiled(f"{BEFORE}{app}{AFTER}", operator, beside)
    check(tree)
    return tree


def below(files: Mapping[str, Document], folder: str) -> dict[str, Document]:
    start = f"{folder}/"
    return {path.removeprefix(start): d for path, d in files.items() if path.startswith(start)}


@pytest.mark.parametrize("operator", OPERATORS)
@pytest.mark.parametrize(
    "app, beside, names",
    [
        (IMAGE, {}, {"deployment.yaml", "service.yaml"}),
        (f"{IMAGE}using kustomize", {}, {"deployment.yaml", "kustomization.yaml", "service.yaml"}),
        ('manifests "manifests"', BESIDE, {"db.yaml", "more/config.yaml"}),
        (
            'using kustomize\nmanifests "manifests"',
            {"manifests/db.yaml": STATEFUL_SET},
            {"db.yaml", "kustomization.yaml"},
        ),
        ("", {}, {".gitkeep"}),
        ("using kustomize", {}, {".gitkeep"}),
    ],
    ids=["starter", "starter built", "brought", "brought built", "unknown", "unknown built"],
)
def test_what_ci_copies_is_seeded_on_both_sides_and_owned_on_none(
    app: str, beside: dict[str, str], names: set[str], operator: str
) -> None:
    tree = with_app(f"config replicated from code by manual\n{app}", operator, beside)
    for stage in ("staging", "production"):
        copy = below(tree.files["platform"], f"envs/{stage}/web")
        original = below(tree.files["code/shop/web"], f"k8s/{stage}")
        assert set(copy) == set(original) == names
        assert {d.ownership for d in (*copy.values(), *original.values())} == {Ownership.SEEDED}
        assert {name: d.text for name, d in copy.items()} == {
            name: d.text for name, d in original.items()
        }


def test_argocd_walks_through_what_ci_copies() -> None:
    """Nobody knows how many folders it will have."""
    files = with_app("config replicated from code by manual", "argocd").files["platform"]
    link = yamls.load(files["clusters/main/shop-web-staging.yaml"].text)
    assert link["spec"]["source"]["directory"] == {"recurse": True}


POINTERS = {
    "nothing": ("", {}),
    "a version in one stage": ('in production {\nversion "1.2.0"\n}', {}),
    "everything": (
        'replicas = 3\nenv.LEVEL = "info"\nvariants [loud]\nin production {\nversion "1.2.0"\n'
        'env.LEVEL = "warn"\n}\npatch Service.web {\n"/spec/type" = "LoadBalancer"\n}',
        {},
    ),
    "brought manifests of another kind": (
        'workload StatefulSet.db {\ncontainer main\n}\nmanifests "manifests"\nreplicas = 2\n'
        'env.LEVEL = "info"\npatch StatefulSet.db {\n"/spec/serviceName" = "other"\n}',
        {"manifests/db.yaml": STATEFUL_SET},
    ),
}


@pytest.mark.parametrize("name", POINTERS)
def test_both_operators_make_the_same_of_what_they_are_pointed_at(
    name: str, tmp_path: Path
) -> None:
    said, beside = POINTERS[name]
    app = f"{IMAGE}config pointer from code\n{said}"
    for stage in ("staging", "production"):
        made = []
        for operator in OPERATORS:
            tree = with_app(app, operator, beside)
            code = write(tree.files, tmp_path / operator) / "code" / "shop" / "web"
            link = yamls.load(tree.files["platform"][f"clusters/main/shop-web-{stage}.yaml"].text)
            if operator == "argocd":
                made.append(argocd_build(code, link["spec"]["source"]))
            else:
                made.append(flux_build(code, link["spec"]))
        assert made[0] == made[1]
        expected = {"nothing": "1.0.0", "brought manifests of another kind": "1.0.0"}
        tag = expected.get(name, "1.2.0") if stage == "production" else "1.0.0"
        [workload] = [item for item in made[0] if item["kind"] in ("Deployment", "StatefulSet")]
        assert workload["metadata"]["namespace"] == f"shop-{stage}"
        assert container(workload)["image"] == f"ghcr.io/example/web:{tag}"
        if name == "everything":
            level = "warn" if stage == "production" else "info"
            assert container(workload)["env"] == [{"name": "LEVEL", "value": level}]
            assert workload["spec"]["replicas"] == 3
            [service] = [item for item in made[0] if item["kind"] == "Service"]
            assert service["spec"]["type"] == "LoadBalancer"


def container(workload: dict[str, Any]) -> dict[str, Any]:
    [found] = workload["spec"]["template"]["spec"]["containers"]
    return dict(found)


@pytest.mark.parametrize("operator", OPERATORS)
def test_nothing_of_a_pointer_is_in_the_config_repository_but_its_link(operator: str) -> None:
    tree = with_app(f"{IMAGE}config pointer from code", operator)
    assert below(tree.files["platform"], "envs") == {}
    owned = [d for d in tree.files["code/shop/web"].values() if d.ownership is Ownership.OWNED]
    assert owned == []


def test_the_version_of_a_pointer_is_in_the_kustomization_beside_the_code() -> None:
    """Where `kustomize edit set image` and the updaters look for it."""
    tree = with_app(f"{IMAGE}config pointer from code", "flux")
    held = yamls.load(tree.files["code/shop/web"]["k8s/staging/kustomization.yaml"].text)
    assert held["images"] == [{"name": "ghcr.io/example/web", "newTag": "1.0.0"}]
    assert tree.plan is not None
    states = {state.slot for unit in tree.plan.units for state in unit.states}
    assert states == {unit.deployed for unit in tree.plan.units}


@pytest.mark.parametrize("operator", OPERATORS)
def test_the_code_of_a_tenant_is_one_more_repository_it_may_use(operator: str) -> None:
    """A project without it would refuse to sync (P20); on Flux no source crosses a namespace."""
    tenancy = BEFORE.replace(
        "place overlay",
        'place operator in platform at "operator"\nplace tenants in platform at '
        '"tenants/{cluster}"\nplace overlay',
    ).replace("operator argocd\n", 'operator argocd {\n  start "9.5.0"\n}\n')
    tree = compiled(f"{tenancy}{IMAGE}config pointer from code{AFTER}", operator)
    check(tree)
    url = "https://git.example.org/shop/web.git"
    if operator == "argocd":
        [project] = [i for i in objects(tree.files, "AppProject") if url in str(i)]
        assert project["metadata"]["name"] == "shop"
    else:
        [source] = [i for i in objects(tree.files, "GitRepository") if url in str(i)]
        assert source["metadata"]["namespace"] == "shop-gitops"
