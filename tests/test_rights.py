"""No team gains rights through a repository it writes to: proven from the emitted trees, and the
proof itself is tried on trees that somebody has broken."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import gitopsc
from tests.compiling import compiled
from tests.real import rights_argocd, rights_flux
from tests.real.rights import Ground, ground

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*/*.gitops"))
PROOFS: dict[str, Callable[[Ground], list[str]]] = {
    "argocd": rights_argocd.violations,
    "flux": rights_flux.violations,
}

SPEC = """\
gitops 1

operator argocd {
  start "9.5.0"
}
repo platform at "https://git.example.org/platform.git"
repo tenant per team at "https://git.example.org/{team}/gitops.git"
place root in platform at "clusters/{cluster}"
place operator in platform at "argocd"
place projects in platform at "projects/{team}.yaml"
place tenants in platform at "tenants/{team}.yaml"
place namespaces in platform at "namespaces"
place base in tenant at "apps/{app}/base"
place overlay in tenant at "apps/{app}/{stage}"
place wiring in tenant at "wiring/{app}-{stage}.yaml"

cluster main
stage staging
stage production

team shop {
  quota {
    pods = 20
  }
  app web {
    image "ghcr.io/example/web"
    start "1.0.0"
  }
  app ledger from "oci://ghcr.io/stefanprodan/charts/podinfo" {
    version "6.9.0"
    ui.message = "hello"
  }
}
team bank {
  app vault {
    image "ghcr.io/example/vault"
    start "1.0.0"
  }
}
"""


@pytest.mark.parametrize("operator", PROOFS)
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_no_example_lets_a_team_out(path: Path, operator: str) -> None:
    tree = gitopsc.compile(path, operator)
    told = {diagnostic.slug for diagnostic in tree.diagnostics}
    found = PROOFS[operator](ground(tree))
    idle = [one for one in found if one.endswith("is where Argo CD does not look")]
    assert bool(idle) is ("tenant-writes-wiring" in told)
    assert (found != idle) is ("platform-rights" in told)


@pytest.mark.parametrize("operator", PROOFS)
def test_links_of_their_own_let_no_team_out(operator: str) -> None:
    made = _ground(operator)
    assert sorted(made.writers.values()) == ["bank", "shop"]
    assert PROOFS[operator](made) == []


def test_nor_do_those_that_sets_make() -> None:
    made = _ground("flux", BY_SETS)
    assert any("kind: ResourceSet" in text for text in made.texts["tenant/shop"].values())
    assert rights_flux.violations(made) == []


def test_nor_do_those_in_a_repository_that_a_team_declares() -> None:
    spec = SPEC.replace(
        "team bank {", 'team bank {\n  repo safe at "https://safe.org/bank"'
    ).replace(
        "  app vault {",
        '  place wiring in safe at "links"\n'
        '  place base in safe at "{app}/base"\n'
        '  place overlay in safe at "{app}/{stage}"\n'
        "  app vault {",
    )
    for operator, proof in PROOFS.items():
        made = _ground(operator, spec)
        assert made.writers["safe"] == "bank"
        assert proof(made) == []


def test_a_team_without_rights_of_its_own_is_told() -> None:
    bare = "\n".join(
        line for line in SPEC.splitlines() if not line.startswith(("place tenants", "place wiring"))
    )
    tree = compiled(bare, "flux")
    warned = [d.labels[0].text for d in tree.diagnostics if d.slug == "platform-rights"]
    assert len(warned) == 2
    assert any("stands beside Flux" in found for found in rights_flux.violations(ground(tree)))
    assert rights_argocd.violations(_ground("argocd", bare)) == []


def _ground(operator: str, spec: str = SPEC) -> Ground:
    return ground(compiled(spec, operator))


BY_SETS = SPEC.replace(
    'operator argocd {\n  start "9.5.0"\n',
    "operator flux {\n  install flux-operator\n  link resourceset\n",
).replace("wiring/{app}-{stage}.yaml", "wiring/{stage}")
"""The same, looked after by the Flux Operator."""

SHOP = "https://git.example.org/shop/gitops.git"
ADMIN = """\
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: mine
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: cluster-admin
subjects:
  - kind: ServiceAccount
    name: shop
    namespace: shop-staging
"""
"""What a team would like to have."""


OUT_OF_PROJECTS = [
    # A team says in its own repository what it likes: the project stops it.
    ("tenant/shop", "wiring/web-staging.yaml", "project: shop", "project: bank", "may not name"),
    ("tenant/shop", "wiring/web-staging.yaml", "project: shop", "project: platform", "may not"),
    ("tenant/shop", "wiring/web-staging.yaml", "namespace: shop-gitops", "namespace: argocd",
     "brings ('argocd', 'shop-web-staging'), where"),
    ("tenant/shop", "wiring/web-staging.yaml", "namespace: shop-staging", "namespace: bank-staging",
     "deploys to"),
    ("tenant/shop", "wiring/web-staging.yaml", "    namespace: shop-staging\n", "", "deploys to"),
    ("tenant/shop", "wiring/web-staging.yaml", SHOP, "https://evil.example.org/x.git", "reads"),
    ("tenant/shop", "apps/web/base/service.yaml", "", f"{ADMIN}---\n", "a ClusterRoleBinding"),
    ("tenant/shop", "apps/web/base/service.yaml", "kind: Service", "kind: ResourceQuota", "a Res"),
    # The platform lets it out.
    ("platform", "tenants/shop.yaml", "project: shop", "project: platform", "any namespace"),
    ("platform", "tenants/shop.yaml", "project: shop", 'project: "{{ .team }}"', "template"),
    ("platform", "tenants/shop.yaml", "project: shop", "project: shpo", "is not there"),
    ("platform", "projects/shop.yaml", "namespace: shop-gitops", "namespace: argocd",
     "allows the namespace of Argo CD"),
    ("platform", "projects/shop.yaml", "namespace: shop-gitops", "namespace: bank-gitops",
     "where the project bank may be named"),
    ("platform", "projects/shop.yaml", "namespace: shop-staging", "namespace: bank-staging",
     "shares bank-staging with the project bank"),
    ("platform", "projects/shop.yaml", "namespace: shop-staging", "namespace: kube-system",
     "allows kube-system"),
    ("platform", "projects/shop.yaml", "namespace: shop-staging", 'namespace: "*"', "any namesp"),
    ("platform", "projects/shop.yaml", f"- {SHOP}", '- "*"', "allows any repository"),
    ("platform", "projects/shop.yaml", "clusterResourceWhitelist: []",
     'clusterResourceWhitelist:\n    - group: "*"\n      kind: "*"', "outside of namespaces"),
    ("platform", "projects/platform.yaml", "sourceRepos:",
     "sourceNamespaces:\n    - shop-gitops\n  sourceRepos:", "the project platform may be named"),
    ("platform", "argocd/values.yaml", "bank-gitops,shop-gitops", "bank-gitops", "does not look"),
]  # fmt: skip
"""Repository, path, what stands there, what somebody makes of it, and what the proof says."""


@pytest.mark.parametrize(("repo", "path", "old", "new", "complaint"), OUT_OF_PROJECTS)
def test_each_way_out_of_a_project_is_found(
    repo: str, path: str, old: str, new: str, complaint: str
) -> None:
    found = rights_argocd.violations(_broken("argocd", repo, path, old, new))
    assert any(complaint in one for one in found), found


CONFIG = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c\n  namespace: bank-staging\n"
SUBJECT = "  - kind: ServiceAccount\n    name: bank\n    namespace: "
LOCKS = "clusters/main/flux-system/kustomization.yaml"
ACCOUNT = "  serviceAccountName: shop\n"
SOURCE = "    kind: GitRepository\n    name: tenant-shop\n"
OUT_OF_ACCOUNTS = [
    ("platform", "tenants/shop.yaml", ACCOUNT, "", "names no account"),
    ("platform", "tenants/shop.yaml", ACCOUNT, ACCOUNT.replace("shop", "other"), "no rights at"),
    ("platform", "tenants/shop.yaml", "", f"{ADMIN}---\n", "the whole cluster"),
    ("platform", "tenants/shop.yaml", SOURCE, f"{SOURCE}    namespace: bank-gitops\n",
     "reads a source that is not there"),
    ("platform", "namespaces/namespaces.yaml", "name: shop\n    namespace: shop-gitops",
     "name: default\n    namespace: shop-gitops", "account `default` in shop-gitops has rights"),
    ("platform", "namespaces/namespaces.yaml", f"{SUBJECT}bank-production\n",
     f"{SUBJECT}bank-production\n{SUBJECT.replace('bank', 'shop')}shop-gitops\n", "as does team"),
    ("platform", LOCKS, "--no-cross-namespace-refs=true", "", "without --no-cross-namespace-refs"),
    ("platform", LOCKS, "--no-remote-bases=true", "", "without --no-remote-bases"),
    ("platform", LOCKS, "(helm-controller|kustomize-controller)", "kustomize-controller",
     "helm-controller runs without --default-service-account"),
    ("platform", LOCKS, "/spec/serviceAccountName", "/spec/timeout", "the root has no account"),
    ("platform", "clusters/main/wiring-tenants.yaml",
     "  serviceAccountName: kustomize-controller\n", "", "has no rights: the lock-down"),
    ("tenant/shop", "wiring/web-staging.yaml", ACCOUNT, "", "names no account"),
    ("tenant/shop", "wiring/web-staging.yaml", "", f"{CONFIG}---\n", "brings ('bank-staging'"),
    ("tenant/shop", "apps/web/base/service.yaml", "", f"{ADMIN}---\n", "the ClusterRoleBinding"),
    ("tenant/shop", "apps/ledger/base/release.yaml", ACCOUNT, "", "names no account"),
    ("tenant/shop", "apps/ledger/base/release.yaml", "name: ledger\n  serviceAccountName",
     "name: ledger\n    namespace: bank-staging\n  serviceAccountName", "of another namespace"),
]  # fmt: skip


@pytest.mark.parametrize(("repo", "path", "old", "new", "complaint"), OUT_OF_ACCOUNTS)
def test_each_way_out_of_an_account_is_found(
    repo: str, path: str, old: str, new: str, complaint: str
) -> None:
    found = rights_flux.violations(_broken("flux", repo, path, old, new))
    assert any(complaint in one for one in found), found


INSTANCE = "clusters/main/flux-system/flux-instance.yaml"
SET = "wiring/staging/shop-staging.yaml"
TEMPLATE = "        serviceAccountName: shop\n"
OUT_OF_SETS = [
    ("tenant/shop", SET, f"spec:\n{ACCOUNT}", "spec:\n", "names no account"),
    ("tenant/shop", SET, f"spec:\n{ACCOUNT}", "spec:\n  serviceAccountName: x\n", "no rights"),
    ("tenant/shop", SET, TEMPLATE, "", "names no account"),
    ("tenant/shop", SET, "namespace: shop-gitops\n      spec", "namespace: bank-gitops\n      spec",
     "source that is not there"),
    ("platform", INSTANCE, "multitenant: true", "multitenant: false", "is not multitenant"),
    ("platform", INSTANCE, "Account: default", "Account: admin", "one with rights"),
]  # fmt: skip


@pytest.mark.parametrize(("repo", "path", "old", "new", "complaint"), OUT_OF_SETS)
def test_each_way_out_of_a_set_is_found(
    repo: str, path: str, old: str, new: str, complaint: str
) -> None:
    found = rights_flux.violations(_broken("flux", repo, path, old, new, BY_SETS))
    assert any(complaint in one for one in found), found


def _broken(operator: str, repo: str, path: str, old: str, new: str, spec: str = SPEC) -> Ground:
    made = _ground(operator, spec)
    text = made.texts[repo][path]
    assert old in text, f"{path} does not say {old!r}"
    files = {**made.texts[repo], path: text.replace(old, new) if old else new + text}
    return replace(made, texts={**made.texts, repo: files})
