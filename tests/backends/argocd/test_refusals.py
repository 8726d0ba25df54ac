"""What Argo CD cannot do with a plan is said, with the way out."""

import pytest

from gitopsc.backends.argocd import REFUSALS, REMARKS
from gitopsc.diagnostics.diagnostic import Diagnostic
from gitopsc.plan.plan import Plan
from gitopsc.plan.source import Manifests
from gitopsc.plan.unit import Unit
from tests.backends.argocd.fleets import ISSUER, standalone, tenants
from tests.backends.argocd.plans import (
    HOME,
    TENANT,
    after,
    emitted,
    emitted_by_name,
    instance,
    namespace,
    plan,
    project,
    slugs,
    tenant,
)
from tests.payload.factory import PLATFORM, WEB, app, brought, infra, place

DEEP = Manifests(brought({"sub/web.yaml": WEB}))


def only(made: Plan) -> Diagnostic:
    [found] = emitted(made)[1]
    return found


def test_order_without_its_setting_is_a_warning_that_names_it() -> None:
    found = only(standalone())
    assert (found.slug, found.is_error) == ("operator-setting-needed", False)
    assert "resource.customizations.health.argoproj.io_Application" in found.help[0]


def test_no_order_no_setting() -> None:
    assert slugs(plan(app())) == []
    found = emitted(plan(app(), instances=[instance(home=HOME, start="9.1.0")]))[0].tree()
    text = found["platform"]["argocd/values.yaml"].text
    assert "health" not in text
    assert "application.namespaces" not in text


def test_teams_with_their_own_applications_need_an_operator_that_knows() -> None:
    unit = app(control_namespace="shop-gitops", wiring=place("argocd", TENANT))
    team = tenant(control_namespace="shop-gitops", wiring=(place("argocd", TENANT),))
    found = only(plan(unit, tenants=[team]))
    assert (found.slug, found.is_error) == ("tenant-writes-wiring", False)
    assert "application.namespaces: shop-gitops" in found.help[0]
    assert slugs(tenants()) == []


def test_an_own_installation_needs_a_version() -> None:
    assert slugs(plan(app(), instances=[instance(home=HOME)])) == ["no-operator-version"]


@pytest.mark.parametrize(
    "made",
    [
        plan(app(overlay=place("clusters/eu", PLATFORM), base=None)),
        plan(app(base=place("clusters/eu", PLATFORM))),
        plan(app(wiring=place("apps/web/base"))),
        plan(app(), instances=[instance(home=place("clusters/eu", PLATFORM), start="9.1.0")]),
        plan(app("jobs", tool="plain", base=None), app(base=place("apps/jobs/overlays/staging"))),
        plan(
            app("jobs", tool="plain", base=None, overlay=place("apps"), path="apps", source=DEEP),
            app(),
        ),
        plan(
            app("jobs", tool="plain", base=None, overlay=place(""), path="", source=DEEP),
            app(),
        ),
        plan(
            infra(
                "issuers",
                overlay=place("clusters/eu", PLATFORM),
                source=Manifests(brought({"i.yaml": ISSUER})),
            )
        ),
    ],
    ids=[
        "overlay",
        "base",
        "links",
        "operator",
        "beside plain",
        "below plain",
        "in a plain repository",
        "infra",
    ],
)
def test_a_folder_that_is_read_whole_holds_nothing_else(made: Plan) -> None:
    complaints = emitted(made)[1]
    assert {found.slug for found in complaints} == {"mixed-directory"}
    assert all(len(found.labels) == 2 for found in complaints)


@pytest.mark.parametrize(
    ("files", "is_fine"),
    [
        ({"web.yaml": WEB, "data.json": '{"a": 1}'}, False),
        ({"web.yaml": WEB, "data.json": "no json"}, False),
        ({"web.yaml": WEB, "cm.json": '{"apiVersion": "v1", "kind": "ConfigMap"}'}, True),
        ({"web.yaml": WEB, "sub/kustomization.yaml": "resources: []\n"}, False),
        ({"web.yaml": WEB, "Chart.yaml": "name: x\n"}, False),
        ({"web.yaml": WEB, "sub/more.yaml": WEB}, True),
        ({"web.yaml": WEB, "notes.txt": "x"}, True),
    ],
)
def test_plain_manifests_are_manifests(files: dict[str, str], is_fine: bool) -> None:
    found = slugs(plan(app(tool="plain", base=None, source=Manifests(brought(files)))))
    assert found == ([] if is_fine else ["mixed-directory"])


def test_a_folder_of_namespaces_is_for_one_cluster() -> None:
    hub = instance("eu", mode="hub", serves=("eu", "us"))
    folder = place("namespaces", PLATFORM)
    names = [
        namespace("a", "eu", slot=folder),
        namespace("a", "us", slot=folder, instance=hub.ref),
    ]
    found = only(plan(app(), instances=[hub], namespaces=names))
    assert found.slug == "mixed-directory"
    assert "`eu`" in found.message
    assert "`us`" in found.message


def test_names_of_the_trees_own_applications_are_taken() -> None:
    assert slugs(plan(infra("root"), app())) == ["name-collision"]


CLUSTER_ROLE = "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: x}\n"
SECRET = "apiVersion: v1\nkind: Secret\nmetadata: {name: x, namespace: other}\n"


@pytest.mark.parametrize(
    ("text", "tool", "deny", "expected"),
    [
        (CLUSTER_ROLE, "kustomize", (), ["not-permitted"]),
        (SECRET, "kustomize", ("Secret",), ["not-permitted"]),
        (SECRET, "plain", (), ["not-permitted"]),
        (SECRET, "kustomize", (), []),
        (ISSUER, "kustomize", ("ClusterIssuer",), ["not-permitted"]),
        (ISSUER, "kustomize", ("acme.io/ClusterIssuer",), []),
    ],
)
def test_what_the_project_keeps_out_is_not_brought(
    text: str, tool: str, deny: tuple[str, ...], expected: list[str]
) -> None:
    unit = app(tool=tool, source=Manifests(brought({"x.yaml": text})))
    assert slugs(plan(unit, tenants=[tenant(deny=deny)])) == expected


def test_no_word_is_both_refused_and_remarked() -> None:
    assert not REFUSALS.keys() & REMARKS.keys()
    assert not {"deny", "heal false", "install helm", "link application"} & REFUSALS.keys()


def test_another_operators_instances_are_left_alone() -> None:
    made = plan(app(), instances=[instance(operator="flux")])
    tree, found = emitted(made)
    assert (dict(tree.tree()), found) == ({}, ())


def test_manual_sync_has_no_automation() -> None:
    by_hand = app().policy._replace(automatic=False)
    policy = emitted_by_name(plan(app(policy=by_hand)))["Application", "shop-web-staging"]["spec"]
    assert "automated" not in policy["syncPolicy"]
    assert policy["syncPolicy"]["retry"]["limit"] == 5


def in_one_folder(*units: Unit) -> Plan:
    """Projects, namespaces and links of the platform in one folder beside the root."""
    shared = place("gitops", PLATFORM)
    running = instance(platform_project=shared, default_project=shared, home=HOME, start="9.1.0")
    return plan(
        *units,
        instances=[running],
        projects=[project(tenant(), slot=shared)],
        namespaces=[namespace("shop-staging", slot=place("gitops/namespaces.yaml", PLATFORM))],
    )


def test_a_folder_is_read_once_whatever_it_holds() -> None:
    found = emitted_by_name(in_one_folder(app(wiring=place("gitops", PLATFORM))))
    reading = [
        name
        for (kind, name), item in found.items()
        if kind == "Application" and item["spec"]["source"]["path"] == "gitops"
    ]
    assert reading == ["projects"]
    assert found["Application", "projects"]["spec"]["syncPolicy"]["automated"]["prune"] is False


def test_namespaces_do_not_wait_for_what_waits_for_them() -> None:
    cache = infra("cache")
    made = in_one_folder(cache, after(app(wiring=place("gitops", PLATFORM)), cache))
    assert slugs(made) == ["mixed-directory"]
