"""What is known about kinds, and what is left open."""

import pytest

from gitopsc.manifests.kinds import (
    CLUSTER_SCOPED,
    NAMESPACED,
    group_kind,
    is_cluster_scoped,
    is_namespaced,
    kind_of,
    means,
    singular,
)


def test_a_kind_lives_in_namespaces_or_outside() -> None:
    assert not NAMESPACED.keys() & CLUSTER_SCOPED.keys()


@pytest.mark.parametrize(
    ("api_version", "kind", "namespaced", "cluster_scoped"),
    [
        ("apps/v1", "Deployment", True, False),
        ("v1", "Service", True, False),
        ("v1", "Node", False, True),
        ("serving.knative.dev/v1", "Service", False, False),
        ("longhorn.io/v1beta2", "Node", False, False),
        ("example.org/v1", "Widget", False, False),
    ],
)
def test_only_of_the_kinds_of_kubernetes_it_is_known_where_they_live(
    api_version: str, kind: str, namespaced: bool, cluster_scoped: bool
) -> None:
    found = kind_of({"apiVersion": api_version, "kind": kind})
    assert (is_namespaced(found), is_cluster_scoped(found)) == (namespaced, cluster_scoped)


@pytest.mark.parametrize(
    ("word", "group"),
    [
        ("Secret", ""),
        ("apps/Deployment", "apps"),
        ("Ingress", "networking.k8s.io"),
        ("Widget", "*"),
    ],
)
def test_a_word_means_the_group_that_it_says_or_that_of_kubernetes(word: str, group: str) -> None:
    meant = group_kind(word)
    assert meant == {"group": group, "kind": word.rpartition("/")[2]}
    assert means(meant, {**meant, "group": "example.org" if group == "*" else group})


def test_a_kind_of_another_group_is_not_meant() -> None:
    assert not means(group_kind("Service"), group_kind("serving.knative.dev/Service"))


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("Secrets", "Secret"),
        ("Ingresses", "Ingress"),
        ("NetworkPolicies", "NetworkPolicy"),
        ("Endpoints", None),
        ("Widgets", None),
    ],
)
def test_resources_are_plurals_of_kinds(word: str, kind: str | None) -> None:
    assert singular(word) == kind
