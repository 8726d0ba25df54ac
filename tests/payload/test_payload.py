"""The payload as texts, and as the real kustomize reads them."""

from pathlib import Path
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from gitopsc.payload import emit_kustomize, emit_plain, emit_values, relative, resources_of
from gitopsc.plan.patch import JsonPatch, ObjectPatch
from gitopsc.plan.source import Manifests, RemoteBase, Starter
from gitopsc.plan.state import State
from gitopsc.plan.unit import Component, Target, Unit
from tests import yamls
from tests.compiling import manifests
from tests.payload.factory import APPS_REPO, WEB, app, brought, draft, place, text_of, version_at
from tests.real.kustomize import build
from tests.real.schemas import complaints, needs_schemas
from tests.real.trees import write

ROLLOUT = """\
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: {name: web}
spec:
  template:
    spec:
      containers:
        - name: proxy
          image: ghcr.io/acme/proxy
        - name: web
          image: ghcr.io/acme/web
          env:
            - {name: MODE, value: slow}
"""

BEHIND_A_PROXY = """\
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - {name: proxy, image: ghcr.io/acme/proxy, args: [--slow]}
        - {name: web, image: ghcr.io/acme/web}
"""

OWN_KUSTOMIZATION = {"kustomization.yaml": "resources: [web.yaml]\n", "web.yaml": WEB}

CASES: dict[str, Unit] = {
    "starter": app(image="ghcr.io/acme/web"),
    "version and variants": app(
        image="ghcr.io/acme/web",
        components=(
            Component("eu", place("variants/eu")),
            Component("prod", place("variants/prod")),
        ),
        states=version_at("apps/web/overlays/staging/version", "1.10"),
    ),
    "everything pinned": app(
        source=Manifests(brought({"web.yaml": WEB})),
        image="ghcr.io/acme/web",
        image_tag="1e3",
        replicas=3,
        env=(("LOG_LEVEL", "warn"), ("PORT", "8080")),
        patches=(
            ObjectPatch(
                "Deployment",
                "web",
                (
                    JsonPatch("add", "/metadata/labels", {"tier": "front"}),
                    JsonPatch("add", "/metadata/annotations", {"note": "two\nlines"}),
                ),
            ),
        ),
    ),
    "a place in a list": app(
        source=Manifests(brought({"web.yaml": BEHIND_A_PROXY})),
        env=(("MODE", "fast"),),
        patches=(
            ObjectPatch(
                "Deployment",
                "web",
                (
                    JsonPatch("add", "/metadata/labels", {"tier": "front"}),
                    JsonPatch("replace", "/spec/template/spec/containers/0/args/0", "--fast"),
                ),
            ),
        ),
        states=(
            State(
                "settings", "tuning", place("apps/web/overlays/staging"), "tuning.yaml", "whole", ""
            ),
        ),
    ),
    "own kustomization": app(source=Manifests(brought(OWN_KUSTOMIZATION))),
    "own kustomization, no base": app(base=None, source=Manifests(brought(OWN_KUSTOMIZATION))),
    "no base": app(
        base=None, source=Manifests(brought({"deployment.yaml": WEB})), env=(("A", "1"),)
    ),
    "stateful starter": app(image="ghcr.io/acme/db", target=Target("StatefulSet", "db", "main")),
    "a kind kustomize does not know": app(
        source=Manifests(brought({"web.yaml": ROLLOUT})),
        target=Target("Rollout", "web", "web"),
        replicas=2,
        env=(("COLOUR", "red"), ("MODE", "fast")),
    ),
}


def built(unit: Unit, folder: Path) -> list[dict[str, Any]]:
    made = draft()
    emit_kustomize(unit, made)
    return build(write(made.tree(), folder) / "apps" / unit.path, "argocd")


@pytest.mark.parametrize("case", CASES)
def test_the_tree_of(case: str, snapshot: SnapshotAssertion) -> None:
    made = draft()
    emit_kustomize(CASES[case], made)
    assert text_of(made) == snapshot


@pytest.mark.parametrize("case", CASES)
def test_kustomize_builds(case: str, tmp_path: Path) -> None:
    for item in built(CASES[case], tmp_path):
        assert item["metadata"]["namespace"] == "shop-staging"


@needs_schemas
@pytest.mark.parametrize("case", CASES)
def test_what_is_built_keeps_the_schemas(case: str, tmp_path: Path) -> None:
    made = draft()
    emit_kustomize(CASES[case], made)
    documents = [
        item
        for _, _, item in manifests(made.tree())
        if item.get("apiVersion", "").startswith("kustomize.config.k8s.io")
    ]
    kinds = ("Deployment", "StatefulSet", "Service")
    objects = [item for item in built(CASES[case], tmp_path) if item["kind"] in kinds]
    assert [error for item in (*documents, *objects) for error in complaints(item)] == []


def test_everything_pinned_reaches_the_workload(tmp_path: Path) -> None:
    [web] = built(CASES["everything pinned"], tmp_path)
    [container] = web["spec"]["template"]["spec"]["containers"]
    assert container["image"] == "ghcr.io/acme/web:1e3"
    assert container["env"] == [
        {"name": "LOG_LEVEL", "value": "warn"},
        {"name": "PORT", "value": "8080"},
    ]
    assert web["spec"]["replicas"] == 3
    assert web["metadata"]["labels"] == {"tier": "front"}
    assert web["metadata"]["annotations"] == {"note": "two\nlines"}


def test_a_place_in_a_list_is_counted_in_what_was_brought(tmp_path: Path) -> None:
    [web] = built(CASES["a place in a list"], tmp_path)
    containers = {item["name"]: item for item in web["spec"]["template"]["spec"]["containers"]}
    assert containers["proxy"]["args"] == ["--fast"]
    assert containers["web"]["env"] == [{"name": "MODE", "value": "fast"}]
    assert web["metadata"]["labels"] == {"tier": "front"}


def test_the_seeded_version_reaches_the_workload(tmp_path: Path) -> None:
    found = {item["kind"]: item for item in built(CASES["version and variants"], tmp_path)}
    [container] = found["Deployment"]["spec"]["template"]["spec"]["containers"]
    assert container["image"] == "ghcr.io/acme/web:1.10"


def test_a_custom_kind_keeps_its_other_containers(tmp_path: Path) -> None:
    [rollout] = built(CASES["a kind kustomize does not know"], tmp_path)
    proxy, web = rollout["spec"]["template"]["spec"]["containers"]
    assert proxy == {"name": "proxy", "image": "ghcr.io/acme/proxy"}
    assert web["env"] == [{"name": "MODE", "value": "fast"}, {"name": "COLOUR", "value": "red"}]
    assert rollout["spec"]["replicas"] == 2


def test_a_remote_base_is_named_and_not_fetched() -> None:
    url = "https://git.example.org/them/web.git//deploy?ref=v1"
    made = draft()
    emit_kustomize(app(source=RemoteBase(url)), made)
    files = {path: yamls.load(d.text) for path, d in made.tree()["apps"].items()}
    assert files["apps/web/base/kustomization.yaml"]["resources"] == [url]
    assert files["apps/web/overlays/staging/kustomization.yaml"]["resources"] == ["../../base"]


def test_brought_files_are_copied_byte_for_byte() -> None:
    made = draft()
    source = Manifests(brought({"a/web.yaml": WEB, "b.txt": "\r\n"}))
    emit_plain(app(tool="plain", source=source), made)
    files = made.tree()["apps"]
    assert files["apps/web/overlays/staging/a/web.yaml"].text == WEB
    assert files["apps/web/overlays/staging/b.txt"].text == "\r\n"


def test_a_plain_starter_begins_with_the_first_version(snapshot: SnapshotAssertion) -> None:
    slot = place("apps/web/overlays/staging")
    state = State("image", "ghcr.io/acme/web", slot, "deployment.yaml", "containers", "0.1.0")
    made = draft()
    emit_plain(app(tool="plain", image="ghcr.io/acme/web", states=(state,)), made)
    assert text_of(made) == snapshot


def test_two_stages_share_one_base() -> None:
    made = draft()
    for stage in ("production", "staging"):
        overlay = f"apps/web/overlays/{stage}"
        emit_kustomize(app(stage=stage, overlay=place(overlay), path=overlay), made)
    assert made.collisions == ()


def test_a_folder_with_a_kustomization_is_listed_as_a_folder() -> None:
    files = {"web.yaml": WEB, "db/kustomization.yaml": "resources: [x.yaml]\n", "db/x.yaml": WEB}
    assert resources_of(brought({**files, "more/y.yaml": WEB})) == ("db", "more/y.yaml", "web.yaml")


def test_ways_are_relative_to_the_folder() -> None:
    assert relative(place("apps/web/base"), place("apps/web/overlays/eu/prod")) == "../../../base"
    assert relative(place("base"), place("")) == "base"


def test_no_values_no_file() -> None:
    made = draft()
    assert emit_values(place("a"), {}, made, app().ref) is None
    assert emit_values(place("a"), {"x": 1}, made, app().ref) == "a/values.yaml"
    assert list(made.tree()[APPS_REPO.folder]) == ["a/values.yaml"]


def test_every_seed_of_a_starter_is_one_set() -> None:
    made = draft()
    emit_kustomize(app(source=Starter(), image="x"), made)
    seeds = {p: d for p, d in made.tree()["apps"].items() if "/base/" in p}
    assert {document.seeded_with for document in seeds.values()} == {"apps/web/base"}
    assert len(seeds) == 3
