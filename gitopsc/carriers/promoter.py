"""GitOps Promoter: a PromotionStrategy over the branches that Argo CD hydrates.

It carries commits of the dry source, not versions: Argo CD renders each commit for every stage into
a branch `NAME-next`, and the promoter merges that into `NAME`, stage by stage. The objects are
those of 0.39, which took the order of the stages out of the controller and into objects of its own
(gitops-promoter.readthedocs.io, "Dependents Successful Commit Status").
"""

from collections.abc import Iterator

from gitopsc.carriers.forge import name_of
from gitopsc.carriers.hindrances import cannot_carry
from gitopsc.carriers.promoter_hindrances import hindrance
from gitopsc.carriers.ways import ways
from gitopsc.diagnostics.diagnostic import Diagnostic
from gitopsc.manifests.draft import Draft
from gitopsc.manifests.kubernetes import KubernetesObject, kubernetes_object, namespace
from gitopsc.plan.carrier import Carrier
from gitopsc.plan.conventions import Conventions
from gitopsc.refs import Ref
from gitopsc.wiring.lengths import LABEL, overlong
from gitopsc.wiring.versions.staging import PART_OF, Strategy, strategies

GROUP = "promoter.argoproj.io"
API = f"{GROUP}/v1alpha1"
ORDER = "DependentsSuccessfulCommitStatus"
HEALTH = "argocd-health"
FILE = "strategies.yaml"


def emit_promoter(
    carrier: Carrier, conventions: Conventions, draft: Draft
) -> tuple[Diagnostic, ...]:
    """Put all strategies into one file. Slug `cannot-carry` for what it cannot be told, and
    `name-too-long` for a strategy whose name no Application could be labelled with."""
    refused = tuple(
        cannot_carry(carrier, way, found)
        for way in ways(carrier)
        if (found := hindrance(way, conventions))
    )
    if refused:
        return refused
    made = [namespace(carrier.link, annotations=conventions.kept)]
    long: list[Diagnostic] = []
    for strategy in strategies(carrier):
        made += _objects(carrier.link, strategy)
        long += overlong("strategy", Ref("repo", (strategy.repo.name,)), strategy.name, LABEL)
    for item in made:
        rank = "0" if item["kind"] == "Namespace" else "1"
        draft.gather(carrier.slot.repo.folder, carrier.slot.file(FILE), item, carrier.ref, rank)
    return tuple(long)


def _objects(scope: str, strategy: Strategy) -> Iterator[KubernetesObject]:
    name, reference = strategy.name, {"name": strategy.name}
    yield _git_repository(scope, strategy)
    environments = [
        {
            "branch": environment.branch,
            "autoMerge": environment.is_automatic,
            **({"dependsOn": list(environment.sources)} if environment.sources else {}),
        }
        for environment in strategy.environments
    ]
    spec = {
        "gitRepositoryRef": {"name": strategy.repository},
        "orderCommitStatusRef": {"group": GROUP, "kind": ORDER, "name": name},
        "activeCommitStatuses": [{"key": HEALTH}],
        "environments": environments,
    }
    yield kubernetes_object(API, "PromotionStrategy", name, scope, spec=spec)
    order = {"key": "dependents-successful", "promotionStrategyRef": reference}
    yield kubernetes_object(API, ORDER, name, scope, spec=order)
    health = {
        "key": HEALTH,
        "promotionStrategyRef": reference,
        "applicationSelector": {"matchLabels": {PART_OF: name}},
    }
    yield kubernetes_object(API, "ArgoCDCommitStatus", name, scope, spec=health)


def _git_repository(scope: str, strategy: Strategy) -> KubernetesObject:
    """Its ScmProvider is not written here: it names the installation of an app at the forge, and
    stands beside the Secret of the same people."""
    forge, name = name_of(strategy.repo)
    spec = {
        forge: name,
        "scmProviderRef": {"kind": "ScmProvider", "name": strategy.repo.credentials},
    }
    return kubernetes_object(API, "GitRepository", strategy.repository, scope, spec=spec)
