"""The reader of the kinds' own rules sees what an API server would refuse."""

from typing import Any

import pytest

from tests.real.rules import broken_rules
from tests.real.schemas import needs_schemas

LINK: dict[str, Any] = {
    "apiVersion": "argocd-image-updater.argoproj.io/v1alpha1",
    "kind": "ImageUpdater",
    "metadata": {"name": "web"},
    "spec": {"applicationRefs": [{"namePattern": "web", "images": [{"alias": "web"}]}]},
}
SET: dict[str, Any] = {
    "apiVersion": "fluxcd.controlplane.io/v1",
    "kind": "ResourceSet",
    "metadata": {"name": "web"},
    "spec": {"inputsFrom": [{"kind": "ResourceSetInputProvider"}], "resources": []},
}
RELEASES = ("argocd-image-updater-1.3.0", "flux-operator-0.58.1", "flux-2.9.4")


@needs_schemas
def test_what_keeps_the_rules_is_let_through() -> None:
    assert broken_rules(LINK, RELEASES) == []


@needs_schemas
@pytest.mark.parametrize(
    ("document", "message"),
    [
        (
            {**LINK, "spec": {"applicationRefs": [{"namePattern": "web"}]}},
            "Either useAnnotations must be true",
        ),
        (SET, "at least one of name or selector must be set"),
    ],
)
def test_what_breaks_one_is_told(document: dict[str, Any], message: str) -> None:
    assert any(message in said for said in broken_rules(document, RELEASES))
