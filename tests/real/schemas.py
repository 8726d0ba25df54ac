"""The strict JSON Schemas of the operators' releases; absent outside the workshop, then skipped."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.real.rules import broken_rules
from tests.real.shapes import shape

ROOT = Path(__file__).parent.parent.parent
SCHEMAS = ROOT.parent / "shared" / "schemas"
CORPUS = ROOT.parent / "shared" / "corpus"
RELEASES_OF_ARGOCD = ("argo-cd-3.0.0", "argo-cd-3.3.14", "argo-cd-3.4.7", "argo-cd-3.5.1")
RELEASES_OF_FLUX = ("flux-2.7.5", "flux-2.8.8", "flux-2.9.4")
RELEASES = (
    "argo-cd-3.5.1",
    "flux-2.9.4",
    "flux-operator-0.58.1",
    "kubernetes-1.36.2",
    "kustomize",
)

AGENTS = tuple(
    sorted(
        path.name
        for project in ("argocd-image-updater", "gitops-promoter", "kargo")
        for path in SCHEMAS.glob(f"{project}-[0-9]*")
    )
)
"""The releases of agents; where there are none, their shapes are written down (`shapes`)."""

needs_schemas = pytest.mark.skipif(
    not SCHEMAS.is_dir(), reason="the operators' schemas are not beside this checkout"
)
needs_corpus = pytest.mark.skipif(
    not CORPUS.is_dir(), reason="the corpus of other people's trees is not beside this checkout"
)


@cache
def validator(api_version: str, kind: str, releases: tuple[str, ...] = RELEASES) -> Any:
    """The validator of a kind, or `None` for kinds that no schema here describes."""
    import jsonschema_rs

    group, _, version = api_version.rpartition("/")
    name = f"{group or 'core'}_{kind.lower()}_{version}.json"
    for release in (*releases, *AGENTS):
        path = SCHEMAS / release / name
        if path.exists():
            return jsonschema_rs.validator_for(json.loads(path.read_text(encoding="utf-8")))
    written = shape(api_version, kind)
    return jsonschema_rs.validator_for(written) if written else None


def complaints(document: dict[str, Any], releases: tuple[str, ...] = RELEASES) -> list[str]:
    """What is wrong with an object. A kind of the operators' own groups must have a schema."""
    checker = validator(document["apiVersion"], document["kind"], releases)
    name = f"{document['kind']} {document.get('metadata', {}).get('name')}"
    if checker is None:
        ours = ("argoproj.io", "fluxcd.io", "kustomize.config.k8s.io", "kargo.akuity.io")
        unknown = document["apiVersion"].partition("/")[0].endswith(ours)
        return [f"{name}: no schema for {document['apiVersion']}"] if unknown else []
    found = [
        f"{name}: {error.instance_path}: {error.message}" for error in checker.iter_errors(document)
    ]
    broken = [] if found else broken_rules(document, (*releases, *AGENTS))
    return found + [f"{name}: {message}" for message in broken]


def releases(*chosen: str) -> tuple[str, ...]:
    """The usual releases, with others of the same projects in their place."""
    projects = tuple(release.rpartition("-")[0] for release in chosen)
    return (*chosen, *(usual for usual in RELEASES if usual.rpartition("-")[0] not in projects))
