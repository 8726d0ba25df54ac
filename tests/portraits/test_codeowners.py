"""Who has to agree to a change, asked of the emitted file by a matcher of its own."""

import pytest

from tests.compiling import compiled
from tests.portraits.owners import owners_of

PLATFORM, SHOP, BANK, RELEASE = "@acme/platform", "@acme/shop", "@acme/bank", "@acme/release"

SPEC = """\
gitops 1

operator argocd {
  start "9.5.0"
  owners ["@acme/platform"]
}
repo platform at "https://git.example.org/platform.git"
repo tenant per team at "https://git.example.org/{team}/gitops.git"
place root in platform at "bootstrap"
place operator in platform at "argocd"
place projects in platform at "projects"
place variant in tenant at "variants/{variant}"
place base in tenant at "apps/{app}/base"
place overlay in tenant at "apps/{app}/{stage}"
place wiring in tenant at "wiring"

cluster main
variant small
stage staging with small
stage production {
  owners ["@acme/release"]
}

team shop {
  owners ["@acme/shop"]
  app web {
    image "ghcr.io/example/web"
    start "1.0.0"
    variants small
  }
}
team bank {
  owners ["@acme/bank", "bank@example.org"]
  place variant in platform at "bank/variants/{variant}"
  place base in platform at "bank/{app}/base"
  place overlay in platform at "bank/{app}/{stage}"
  place wiring in platform at "bank/{app}/{stage}/link"
  app ledger {
    image "ghcr.io/example/ledger"
    start "1.0.0"
    variants small
  }
}
team guest {
  app page {
    image "ghcr.io/example/page"
    start "1.0.0"
  }
}
"""


def files(spec: str, operator: str | None = None) -> dict[str, dict[str, str]]:
    tree = compiled(spec, operator).files
    return {repo: {path: d.text for path, d in inside.items()} for repo, inside in tree.items()}


def asked(spec: str, repo: str, path: str) -> tuple[str, ...] | None:
    tree = files(spec)[repo]
    assert path in tree, "a question about a file that is not there proves nothing"
    return owners_of(path, tree["CODEOWNERS"])


@pytest.mark.parametrize(
    ("repo", "path", "owners"),
    [
        ("platform", "bootstrap/root.yaml", (PLATFORM,)),
        ("platform", "projects/shop.yaml", (PLATFORM,)),
        ("platform", "CODEOWNERS", (PLATFORM,)),
        ("platform", "bank/ledger/base/deployment.yaml", (BANK, "bank@example.org")),
        ("platform", "bank/ledger/staging/kustomization.yaml", (BANK, "bank@example.org")),
        ("platform", "bank/variants/small/kustomization.yaml", (BANK, "bank@example.org")),
        ("platform", "bank/ledger/production/kustomization.yaml", (RELEASE,)),
        ("platform", "bank/ledger/staging/version/kustomization.yaml", ()),
        ("platform", "bank/ledger/production/version/kustomization.yaml", ()),
        # Links in the platform's repository have the platform's rights, wherever they lie.
        ("platform", "bank/ledger/staging/link/bank-ledger-staging.yaml", (PLATFORM,)),
        ("platform", "bank/ledger/production/link/bank-ledger-production.yaml", (PLATFORM,)),
        ("tenant/shop", "apps/web/base/service.yaml", (SHOP,)),
        ("tenant/shop", "apps/web/staging/kustomization.yaml", (SHOP,)),
        ("tenant/shop", "wiring/shop-web-staging.yaml", (SHOP,)),
        ("tenant/shop", "apps/web/production/kustomization.yaml", (RELEASE,)),
        ("tenant/shop", "wiring/shop-web-production.yaml", (RELEASE,)),
        ("tenant/shop", "apps/web/staging/version/kustomization.yaml", ()),
        # Whom a line keeps out may not take the line away.
        ("tenant/shop", "CODEOWNERS", (PLATFORM,)),
        ("tenant/guest", "apps/page/base/service.yaml", None),
        ("tenant/guest", "apps/page/production/kustomization.yaml", (RELEASE,)),
    ],
)
def test_whom_the_forge_asks(repo: str, path: str, owners: tuple[str, ...] | None) -> None:
    assert asked(SPEC, repo, path) == owners


PRODUCTION = "apps/web/production/version/kustomization.yaml"


def test_a_stage_under_review_keeps_its_versions_under_review() -> None:
    reviewed = SPEC.replace(
        '  owners ["@acme/release"]\n', '  owners ["@acme/release"]\n  review required\n'
    )
    assert asked(reviewed, "tenant/shop", PRODUCTION) == (RELEASE,)


def test_so_does_a_promotion_by_review() -> None:
    promoted = SPEC.replace(
        "\nteam shop", "promote staging -> production {\n  review required\n}\n\nteam shop", 1
    )
    assert asked(promoted, "tenant/shop", PRODUCTION) == (RELEASE,)
    assert asked(promoted, "tenant/shop", PRODUCTION.replace("production", "staging")) == ()


def test_without_the_platform_the_file_is_the_stages() -> None:
    bare = SPEC.replace('  owners ["@acme/platform"]\n', "")
    assert asked(bare, "tenant/shop", "CODEOWNERS") == (RELEASE,)
    assert asked(bare, "platform", "bootstrap/root.yaml") is None


def test_it_is_the_same_on_both_operators() -> None:
    spec = SPEC.replace("/link", "-link").replace('"bootstrap"', '"clusters/main"')
    trees = [files(spec, operator) for operator in ("argocd", "flux")]
    for repo in trees[0]:
        assert trees[0][repo]["CODEOWNERS"] == trees[1][repo]["CODEOWNERS"]


def test_where_nobody_owns_anything_there_is_no_file() -> None:
    bare = "\n".join(line for line in SPEC.splitlines() if "owners" not in line) + "\n"
    assert not any("CODEOWNERS" in tree for tree in files(bare).values())


def test_what_two_teams_share_either_may_change() -> None:
    shared = SPEC.replace(
        'place variant in platform at "bank/variants/{variant}"',
        'place variant in platform at "variants/{variant}"',
    ).replace(
        "team guest {\n  app page {",
        'team guest {\n  owners ["@acme/guest"]\n'
        '  place variant in platform at "variants/{variant}"\n'
        '  place base in platform at "guest/{app}/base"\n'
        '  place overlay in platform at "guest/{app}/{stage}"\n'
        "  app page {\n    variants small",
    )
    found = asked(shared, "platform", "variants/small/kustomization.yaml")
    assert found == (BANK, "@acme/guest", "bank@example.org")


FLUX = """\
gitops 1

operator flux {
  owners ["@acme/platform"]
}
repo platform at "https://git.example.org/platform.git"
repo tenant per team at "https://git.example.org/{team}/gitops.git"
place root in platform at "clusters/{cluster}"
place base in tenant at "base/{app}"
place overlay in tenant at "apps/{stage}/{app}"
place wiring in tenant at "wiring"

cluster main
stage staging
stage production {
  owners ["@acme/release"]
}

team shop {
  owners ["@acme/shop"]
  app web {
    image "ghcr.io/example/web"
    start "1.0.0"
  }
  app cache using umbrella from "https://charts.example.org" {
    chart redis
    start "1.0.0"
  }
}
"""
IN_ONE = FLUX.replace("place wiring in tenant at", "# ").replace(" in tenant ", " in platform ")


@pytest.mark.parametrize(
    ("spec", "said", "repo", "path", "owners"),
    [
        # A folder that lists the apps of a stage, with the link to it in the team's repository.
        (FLUX, "nest teams", "tenant/shop", "apps/production/kustomization.yaml", RELEASE),
        (FLUX, "nest teams", "tenant/shop", "apps/staging/kustomization.yaml", SHOP),
        (FLUX, "nest teams", "tenant/shop", "wiring/tenant-shop.yaml", RELEASE),
        (FLUX, "nest apps", "tenant/shop", "wiring/shop-web-production.yaml", RELEASE),
        (FLUX, "nest apps", "tenant/shop", "wiring/shop-web-staging.yaml", SHOP),
        # A release that stands beside its chart.
        (FLUX, "nest apps", "tenant/shop", "apps/production/cache.release/release.yaml", RELEASE),
        (FLUX, "nest apps", "tenant/shop", "apps/staging/cache.release/release.yaml", SHOP),
        # In the platform's repository a stage has its folders, and the platform every link.
        (IN_ONE, "nest layers", "platform", "apps/production/kustomization.yaml", RELEASE),
        (IN_ONE, "nest layers", "platform", "apps/staging/kustomization.yaml", PLATFORM),
        (IN_ONE, "nest layers", "platform", "clusters/main/apps.yaml", PLATFORM),
    ],
)
def test_nothing_else_decides_about_a_stage(
    spec: str, said: str, repo: str, path: str, owners: str
) -> None:
    nested = spec.replace("owners", f"{said}\n  owners", 1)
    assert asked(nested, repo, path) == (owners,)


@pytest.mark.parametrize(
    ("operator", "link"), [("argocd", "applicationset"), ("flux", "resourceset")]
)
def test_a_set_of_a_stage_is_the_stages(operator: str, link: str) -> None:
    install = "install flux-operator" if operator == "flux" else 'start "9.5.0"'
    spec = SPEC.replace('  start "9.5.0"\n', f"  {install}\n  link {link}\n", 1)
    spec = spec.replace("operator argocd", f"operator {operator}").replace("/link", "-link")
    spec = spec.replace('"bootstrap"', '"clusters/main"')
    sets = {
        path: owners_of(path, tree["CODEOWNERS"])
        for tree in [files(spec)["tenant/shop"]]
        for path in tree
        if path.startswith("wiring/")
    }
    assert sets == {"wiring/shop-production.yaml": (RELEASE,), "wiring/shop-staging.yaml": (SHOP,)}


UPDATER = """
agent updates using {updater}
repo extra at "https://git.example.org/extra.git"
place {place}
"""


@pytest.mark.parametrize(
    ("operator", "updater", "place"),
    [
        ("argocd", "argocd-image-updater", 'promotion in extra at "agents"'),
        ("flux", "flux-image-automation", 'promotion in extra at "agents"'),
        ("flux", "flux-image-automation", 'slices in extra at "slices.yaml"'),
    ],
)
def test_a_repository_is_the_platforms_whatever_it_holds(
    operator: str, updater: str, place: str
) -> None:
    spec = IN_ONE.replace("operator flux", f"operator {operator}")
    spec = spec.replace('start "1.0.0"', 'start "1.0.0"\n    bump image by updates', 1)
    tree = files(spec + UPDATER.format(updater=updater, place=place))
    assert owners_of("agents", tree["extra"]["CODEOWNERS"]) == (PLATFORM,)
