"""Every place in a topology leads back to its text."""

import pytest

from gitopsc.diagnostics.diagnostic import Diagnostic, Label
from gitopsc.language.origins import locate
from gitopsc.refs import Ref, Where, as_owner
from gitopsc.source import Span
from tests.language.specs import bound
from tests.language.test_meaning import FLEET

CHECKOUT = Ref("app", ("payments", "checkout"))
LEDGER = Ref("app", ("payments", "ledger"))
STAGE = Ref("stage", ("production",))
PAYMENTS = Ref("team", ("payments",))
POLICIES = Ref("infra", ("policies",))

PLACES = [
    (Where(STAGE), "production"),
    (Where(STAGE, "on", 0), "europe"),
    (Where(STAGE, "on", 1), "us-1"),
    (Where(STAGE, "on"), "on [us-1, europe]"),
    (Where(STAGE, "window"), "night"),
    (Where(STAGE, "sync"), "sync"),
    (Where(Ref("cluster", ("eu-2",))), "eu-2"),
    (Where(Ref("cluster", ("eu-2",)), "credentials"), '"{cluster}-access"'),
    (Where(Ref("promotion", ("staging", "production"))), "staging"),
    (Where(Ref("promotion", ("staging", "production")), "review"), "required"),
    (Where(Ref("place", ("overlay",)), "at"), '"apps/{app}/{stage}"'),
    (Where(Ref("place", ("payments", "overlay"))), "overlay"),
    (Where(Ref("place", (as_owner("argocd"), "self")), "in"), "platform"),
    (Where(Ref("place", ("payments", "checkout", "wiring")), "in"), "apps"),
    (Where(Ref("place", ("self",))), "self"),
    (Where(CHECKOUT), "checkout"),
    (Where(CHECKOUT, "needs", 0), "cert-manager"),
    (Where(CHECKOUT, "replicas"), "replicas = 2"),
    (Where(CHECKOUT, "bump", 0), "bump image by updater in staging"),
    (Where(CHECKOUT, "preview"), "preview per pull-request from code in staging on eu-1"),
    (Where(CHECKOUT, "config"), "config replicated from code by ci"),
    (Where(CHECKOUT, "scope:in production"), "in production"),
    (Where(CHECKOUT, "scope:in production:version"), '"1.3.0"'),
    (Where(CHECKOUT, "scope:in production:replicas"), "replicas = 3"),
    (Where(CHECKOUT, "scope:in production:nothing"), "in production"),
    (
        Where(CHECKOUT, "scope:in production on us-1 with gpu:replicas"),
        "replicas = 5",
    ),
    (Where(CHECKOUT, "nothing", 3), "checkout"),
    (Where(LEDGER, "from"), '"oci://ghcr.io/acme/charts"'),
    (Where(LEDGER, "values", 1), '"values/{stage}.yaml"'),
    (Where(LEDGER, "ingress.example.org/class"), 'ingress."example.org/class" = "nginx"'),
    (Where(PAYMENTS, "limits max.nvidia.com/gpu"), 'max."nvidia.com/gpu" = 1'),
    (Where(POLICIES, "manifests"), '"policies"'),
    (Where(POLICIES, "scope:on us-1:patch NetworkPolicy.deny"), "patch NetworkPolicy.deny"),
    (Where(Ref("repo", ("apps",)), "at"), '"https://git.example.org/payments.git"'),
    (Where(Ref("operator", ("argocd",)), "as"), "hub"),
]


@pytest.mark.parametrize(("where", "text"), PLACES, ids=str)
def test_a_place_is_found(where: Where, text: str) -> None:
    span = bound(FLEET).origins.span(where)
    assert span is not None
    assert span.text == text


def test_what_was_never_said_has_no_place() -> None:
    assert bound(FLEET).origins.span(Where(Ref("team", ("nobody",)))) is None


def test_locate_turns_places_into_spans() -> None:
    origins = bound(FLEET).origins
    unknown = Where(Ref("team", ("nobody",)))
    complaint = Diagnostic("x", "x", (Label(Where(STAGE), "a"), Label(unknown, "b")))
    (located,) = locate((complaint,), origins)
    first, second = located.labels
    assert isinstance(first.at, Span) and first.at.text == "production"
    assert second == Label(unknown, "b")


def test_element_places_follow_the_order_of_the_model() -> None:
    found = bound(FLEET)
    assert found.topology is not None
    for stage in found.topology.stages:
        for index, name in enumerate(stage.on):
            span = found.origins.span(Where(Ref("stage", (stage.name,)), "on", index))
            assert span is not None and span.text == name
