"""The umbrella under which trees are built changes nothing that could fail."""

from pathlib import Path

import pytest

from tests.real.kustomize import build_all

KUSTOMIZATION = "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n"
NAMESPACE = "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: {name}\n"
CLAIM = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\n  namespace: {name}\n"


def folder(path: Path, *objects: str) -> None:
    path.mkdir()
    listed = ""
    for number, text in enumerate(objects):
        (path / f"{number}.yaml").write_text(text)
        listed += f"  - {number}.yaml\n"
    (path / "kustomization.yaml").write_text(KUSTOMIZATION + listed)


def test_clusters_have_namespaces_of_the_same_name(tmp_path: Path) -> None:
    """No prefix changes a Namespace's name, so those of two clusters are the same object."""
    both = NAMESPACE.format(name="api"), NAMESPACE.format(name="web"), CLAIM.format(name="api")
    for cluster in ("east", "north"):
        folder(tmp_path / cluster, *both)
    assert build_all(tmp_path, "argocd") == 2


def test_a_folder_that_brings_a_namespace_twice_fails(tmp_path: Path) -> None:
    twice = NAMESPACE.format(name="api"), NAMESPACE.format(name="api")
    folder(tmp_path / "east", *twice)
    with pytest.raises(AssertionError, match="already registered id: Namespace"):
        build_all(tmp_path, "argocd")
