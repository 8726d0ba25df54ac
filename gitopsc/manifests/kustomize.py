"""Kustomize's two kinds, with their keys in the order people write them."""

from collections.abc import Iterable, Mapping
from typing import TypedDict, Unpack

KUSTOMIZATION = "kustomization.yaml"
"""The name of the file in which a folder says how it is built."""

KUSTOMIZATION_FILES = (KUSTOMIZATION, "kustomization.yml", "Kustomization")
"""The names that people give it (kubernetes-sigs/kustomize, `api/konfig/general.go`)."""

Entry = Mapping[str, object]
KustomizeObject = dict[str, object]


class Fields(TypedDict, total=False):
    """What both kinds may say, in the order it is written; the names are kustomize's."""

    namespace: str | None
    resources: Iterable[str]
    components: Iterable[str]
    labels: Iterable[Entry]
    configMapGenerator: Iterable[Entry]
    images: Iterable[Entry]
    replicas: Iterable[Entry]
    patches: Iterable[Entry]


def kustomization(**fields: Unpack[Fields]) -> KustomizeObject:
    """A Kustomization. Resources are sorted; everything else keeps its order, because it has one.

    Empty lists are left out, except `resources` where nothing else stands: kustomize refuses a
    file that says nothing.
    """
    head = {"apiVersion": "kustomize.config.k8s.io/v1beta1", "kind": "Kustomization"}
    return {**head, **(_said(fields) or {"resources": []})}


def component(**fields: Unpack[Fields]) -> KustomizeObject:
    """A Component: a part of kustomizations, and written like one.

    With nothing in it, it says `patches: []`: kustomize refuses a file that says nothing.
    """
    head = {"apiVersion": "kustomize.config.k8s.io/v1alpha1", "kind": "Component"}
    return {**head, **(_said(fields) or {"patches": []})}


def _said(fields: Fields) -> KustomizeObject:
    ordered = {
        "namespace": fields.get("namespace"),
        "resources": sorted(fields.get("resources", ())),
        "components": list(fields.get("components", ())),
        "labels": list(fields.get("labels", ())),
        "configMapGenerator": list(fields.get("configMapGenerator", ())),
        "images": list(fields.get("images", ())),
        "replicas": list(fields.get("replicas", ())),
        "patches": list(fields.get("patches", ())),
    }
    return {key: value for key, value in ordered.items() if value}
