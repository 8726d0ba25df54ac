"""What Flux cannot do, or would do wrong, is said before anything is written."""

from pathlib import Path

import pytest

from gitopsc.backends.flux import REFUSALS, REMARKS
from gitopsc.backends.flux.folders import outermost
from gitopsc.plan.slots import RepoAt, Slot
from tests.backends.flux.fleets import BESIDE, FLEETS, JOB, changed, compiled, links, slugs
from tests.compiling import outcome

CLUSTER_ROLE = "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: x}\n"
LEASE = "apiVersion: coordination.k8s.io/v1\nkind: Lease\nmetadata: {name: x}\n"
CSI_DRIVER = "apiVersion: storage.k8s.io/v1\nkind: CSIDriver\nmetadata: {name: x}\n"
LONGHORN_NODE = "apiVersion: longhorn.io/v1beta2\nkind: Node\nmetadata: {name: x}\n"


def messages(spec: str) -> list[str]:
    found = outcome(spec, beside=BESIDE).diagnostics
    return [diagnostic.message for diagnostic in found if diagnostic.is_error]


@pytest.mark.parametrize("fleet", FLEETS)
def test_the_fleets_are_right(fleet: str) -> None:
    assert slugs(FLEETS[fleet]) == []


NAMESPACES = "place namespaces in fleet at"


@pytest.mark.parametrize(
    ("fleet", "old", "new", "slug"),
    [
        ("layers", '"apps/base/{app}"', '"clusters/eu/base/{app}"', "payload-in-root"),
        ("layers", '"infrastructure/{layer}"', '"clusters/{layer}"', ""),
        ("hub", '"infrastructure/{infra}', '"bootstrap/{infra}', "payload-in-root"),
        ("hub", '"{app}/{stage}"', '"{stage}/{app}"', ""),
        ("tenants", '"apps/{app}/{stage}"', '"links/{stage}/{app}"', "mixed-directory"),
        ("tenants", '"apps/{app}/base"', '"links/staging/{app}"', "mixed-directory"),
        ("tenants", '"namespaces/{cluster}"', '"tenants/{cluster}"', "mixed-directory"),
        ("tenants", '"namespaces/{cluster}"', '"tenants"', ""),
        ("tenants", '"tenants/{team}.yaml"', '"namespaces/eu/{team}.yaml"', ""),
        ("hub", "place root", f'{NAMESPACES} "all"\nplace root', "mixed-directory"),
        (
            "hub",
            "place root",
            f'{NAMESPACES} "all/{{cluster}}.yaml"\nplace root',
            "mixed-directory",
        ),
        (
            "hub",
            "place root",
            f'{NAMESPACES} "bootstrap/{{cluster}}"\nplace root',
            "mixed-directory",
        ),
    ],
)
def test_a_folder_that_is_read_whole_holds_one_thing(
    fleet: str, old: str, new: str, slug: str
) -> None:
    found = slugs(changed(FLEETS[fleet], (old, new)))
    assert set(found) == ({slug} if slug else set())


@pytest.mark.parametrize(
    ("fleet", "old", "new", "what"),
    [
        ("tenants", "cache", "flux-system", "two Kustomizations in `flux-system`"),
        ("tenants", "cache", "namespaces", "two Kustomizations in `flux-system`"),
        ("tenants", "cache", "wiring-tenants", "two Kustomizations in `flux-system`"),
        ("layers", "repo charts", "repo flux-system", ""),
        ("hub", "repo apps", "repo flux-system", "two GitRepositories in `flux-system`"),
    ],
)
def test_names_of_the_trees_own_objects_are_taken(
    fleet: str, old: str, new: str, what: str
) -> None:
    changes = [(old, new)]
    if old.startswith("repo "):
        name = old.removeprefix("repo ")
        use = "from" if name == "charts" else "in"
        changes.append((f"{use} {name} ", f"{use} flux-system "))
    found = messages(changed(FLEETS[fleet], *changes))
    assert len(found) == (1 if what else 0)
    assert all(message.startswith(what) for message in found)


def test_an_infra_called_like_a_stage_is_no_member_of_it() -> None:
    infra = (
        'infra apps-staging from "https://charts.example.org" {\n  version "1.0.0"\n}\nteam shop'
    )
    apart = [
        ('"infrastructure/{layer}"', '"infrastructure/{infra}"'),
        ("  layer controllers\n", ""),
        ("  layer configs\n", ""),
    ]
    assert set(slugs(changed(FLEETS["layers"], ("team shop", infra), *apart))) == {"name-collision"}


@pytest.mark.parametrize(
    ("fleet", "file", "text", "slug"),
    [
        ("tenants", "policies/deny.yaml", JOB, "namespace-not-said"),
        ("tenants", "policies/deny.yaml", LEASE, "namespace-not-said"),
        ("tenants", "policies/deny.yaml", CLUSTER_ROLE, ""),
        ("tenants", "policies/deny.yaml", LONGHORN_NODE, ""),
        ("locked-hub", "job.yaml", CLUSTER_ROLE, "not-permitted"),
        ("locked-hub", "job.yaml", CSI_DRIVER, "not-permitted"),
        ("locked-hub", "job.yaml", LONGHORN_NODE, ""),
        ("hub", "job.yaml", CLUSTER_ROLE, ""),
    ],
)
def test_brought_manifests_can_be_applied(fleet: str, file: str, text: str, slug: str) -> None:
    found = slugs(FLEETS[fleet], {file: text})
    assert set(found) == ({slug} if slug else set())


def test_a_spoke_needs_a_folder_for_the_accounts_of_its_teams() -> None:
    cache = 'infra cache from "https://charts.example.org" {'
    spec = changed(FLEETS["locked-hub"], (cache, cache.replace("{", "on mgmt {")))
    spec = spec.replace("infra policies needs cache", "infra policies on mgmt")
    spec = spec.replace('  on eu {\n    version "1.1.0"\n    replicas = 2\n  }\n', "")
    spec = spec.replace("needs [policies, api]", "needs api")
    spec = spec.replace("team shop {", "team shop on mgmt {").replace(
        "team pay {", 'team pay {\n  namespace "default"'
    )
    assert slugs(spec) == ["nowhere-for-accounts"]


def test_links_with_a_place_of_their_own_are_not_put_into_layers() -> None:
    placed = changed(
        FLEETS["layers"],
        ("place root", 'place wiring in fleet at "clusters/{cluster}/apps/{app}.yaml"\nplace root'),
    )
    made = links(placed)
    assert "shop-web-staging" in made
    assert "apps-staging" not in made
    layered = placed.replace("operator flux", "operator flux {\n  nest layers\n}")
    assert set(slugs(layered)) == {"cannot-aggregate"}


def test_a_layer_whose_links_have_one_place_stands_there() -> None:
    spec = changed(
        FLEETS["layers"],
        ("operator flux", "operator flux {\n  nest layers\n}"),
        ("place root", 'place wiring in fleet at "links/{cluster}/apps.yaml"\nplace root'),
    )
    files = compiled(spec).files["fleet"]
    assert "name: apps-staging" in files["links/eu/apps.yaml"].text
    assert "path: ./links/eu" in files["clusters/eu/wiring-links-eu.yaml"].text


def test_by_hand_means_suspended() -> None:
    made = links(FLEETS["hub"])
    assert made["shop-web-production-eu"]["spec"]["suspend"] is True
    assert "suspend" not in made["shop-web-staging-mgmt"]["spec"]


def test_nobody_is_asked_before_a_deletion_so_nothing_is_deleted() -> None:
    made = links(FLEETS["layers"])
    assert made["apps-staging"]["spec"]["prune"] is True
    assert made["apps-production"]["spec"]["prune"] is False


def test_no_word_is_both_refused_and_remarked() -> None:
    assert not REFUSALS.keys() & REMARKS.keys()
    assert {"heal false", "link application", "install helm"} <= REFUSALS.keys()
    assert not {"nest layers", "nest apps", "install flux"} & REFUSALS.keys()


def test_the_lock_down_says_what_flux_documents(tmp_path: Path) -> None:
    """fluxcd.io, "Flux multi-tenancy": four patches, in this order."""
    files = compiled(FLEETS["tenants"]).files["platform"]
    text = files["clusters/eu/flux-system/kustomization.yaml"].text
    said = [line.strip() for line in text.splitlines() if "value:" in line or "name:" in line]
    assert said == [
        "value: --no-cross-namespace-refs=true",
        "name: (helm-controller|image-automation-controller|image-reflector-controller"
        "|kustomize-controller|notification-controller)",
        "value: --no-remote-bases=true",
        "name: kustomize-controller",
        "value: --default-service-account=default",
        "name: (helm-controller|kustomize-controller)",
        "value: kustomize-controller",
        "name: flux-system",
    ]


REPO = RepoAt("fleet", "fleet", (), "https://git.example.org/fleet.git", "main")


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (["a/b", "a"], ["a"]),
        (["a", "a-b", "a/b"], ["a", "a-b"]),
        (["a/b", "a/c"], ["a/b", "a/c"]),
        (["", "a"], [""]),
        ([], []),
    ],
)
def test_only_the_outermost_folders_are_linked(paths: list[str], expected: list[str]) -> None:
    assert [slot.path for slot in outermost(Slot(REPO, path) for path in paths)] == expected
