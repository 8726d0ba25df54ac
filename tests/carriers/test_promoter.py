"""What GitOps Promoter is told, against what Argo CD hydrates."""

import pytest

from tests.compiling import compiled, objects

SPEC = """\
gitops 1

operator argocd {
  place operator in platform at "argocd"
  install kubectl
  start "v3.5.1"
}
cluster main
stage dev
stage e2e
stage perf
stage prod {
  review required
}
agent promoter using gitops-promoter
promote dev -> e2e -> prod by promoter
promote dev -> perf -> prod by promoter

repo platform at "https://git.example.org/acme/platform.git" {
  forge gitea
  credentials platform
}
place root in platform at "bootstrap"
place base in platform at "base/{team}/{app}"
place overlay in platform at "apps/{team}/{app}/{stage}"
place rendered in platform at "rendered/{team}/{app}" {
  branch "environments/{stage}"
}

team shop {
  app web {
    image "ghcr.io/example/web"
    start "1.0.0"
    config rendered by hydrator
  }
  app alone {
    image "ghcr.io/example/alone"
    start "1.0.0"
    config rendered by hydrator
    place rendered in platform at "rendered/{team}/{app}" {
      branch "alone/{stage}"
    }
  }
}
"""


def test_each_strategy_holds_the_branches_that_argo_cd_renders_for() -> None:
    tree = compiled(SPEC)
    hydrated: dict[str, set[tuple[str, str]]] = {}
    for item in objects(tree.files, "Application"):
        said = item["spec"].get("sourceHydrator")
        if said:
            label = item["metadata"]["labels"]["app.kubernetes.io/part-of"]
            branches = said["syncSource"]["targetBranch"], said["hydrateTo"]["targetBranch"]
            hydrated.setdefault(label, set()).add(branches)
    assert hydrated == {
        item["metadata"]["name"]: {
            (one["branch"], f"{one['branch']}-next") for one in item["spec"]["environments"]
        }
        for item in objects(tree.files, "PromotionStrategy")
    }
    assert sorted(hydrated) == ["platform-alone-dev", "platform-environments-dev"]


def test_the_environments_are_the_promotion_graph() -> None:
    (strategy,) = (
        item
        for item in objects(compiled(SPEC).files, "PromotionStrategy")
        if item["metadata"]["name"] == "platform-environments-dev"
    )
    assert strategy["spec"]["environments"] == [
        {"branch": "environments/dev", "autoMerge": True},
        {"branch": "environments/e2e", "autoMerge": True, "dependsOn": ["environments/dev"]},
        {"branch": "environments/perf", "autoMerge": True, "dependsOn": ["environments/dev"]},
        {
            "branch": "environments/prod",
            "autoMerge": False,
            "dependsOn": ["environments/e2e", "environments/perf"],
        },
    ]


def test_health_and_order_are_of_the_strategy_that_names_them() -> None:
    tree = compiled(SPEC)
    for strategy in objects(tree.files, "PromotionStrategy"):
        name = strategy["metadata"]["name"]
        of_it = [
            item
            for item in objects(
                tree.files, "ArgoCDCommitStatus", "DependentsSuccessfulCommitStatus"
            )
            if item["spec"]["promotionStrategyRef"]["name"] == name
        ]
        keys = {item["kind"]: item["spec"]["key"] for item in of_it}
        assert strategy["spec"]["activeCommitStatuses"] == [{"key": keys["ArgoCDCommitStatus"]}]
        order = strategy["spec"]["orderCommitStatusRef"]
        assert (order["kind"], order["name"]) in {
            (item["kind"], item["metadata"]["name"]) for item in of_it
        }


def test_an_agent_that_carries_versions_leaves_branches_alone() -> None:
    """With Kargo the hydrator commits to where it is deployed from."""
    spec = SPEC.replace("using gitops-promoter", "using kargo")
    hydrated = [
        item["spec"]["sourceHydrator"]
        for item in objects(compiled(spec).files, "Application")
        if "sourceHydrator" in item["spec"]
    ]
    assert hydrated and not any("hydrateTo" in said for said in hydrated)


@pytest.mark.parametrize(
    "address",
    [
        "https://git.example.org/acme/platform",
        "git@git.example.org:acme/platform.git",
        "ssh://git@git.example.org:2222/acme/platform.git",
    ],
)
def test_a_repository_is_named_by_its_owner_however_it_is_reached(address: str) -> None:
    spec = SPEC.replace("https://git.example.org/acme/platform.git", address)
    (made,) = objects(compiled(spec).files, "GitRepository")
    assert made["spec"]["gitea"] == {"owner": "acme", "name": "platform"}
