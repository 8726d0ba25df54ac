"""Kargo's PromotionTasks: what the stages of a team do alike, written once for each repository.

Every step opens a repository by HTTPS, however the operators reach it. Kargo looks up credentials
by the address, and an SSH key opens no forge's API: so one token opens all, and without one no pull
request can be asked for. Kargo 1.10 deprecates SSH, and 1.13 is to be without it (`git-clone`).
"""

from collections.abc import Iterable, Iterator

from gitopsc.carriers.edits import Step, expression
from gitopsc.manifests.kubernetes import KubernetesObject, kubernetes_object
from gitopsc.plan.naming import object_name
from gitopsc.plan.slots import RepoAt
from gitopsc.wiring.forges import http_address

API = "kargo.akuity.io/v1alpha1"
MESSAGE = "message"
"""The variable of a task that publishes."""


def folder_of(repo: RepoAt) -> str:
    """Where a repository is checked out."""
    return f"./{object_name(repo.folder)}"


def checking_out(repo: RepoAt) -> Step:
    """The step of a Stage that gets a repository."""
    return {"task": {"name": _checkout(repo)}}


def publishing(repo: RepoAt, review: bool, message: str) -> Step:
    """The step of a Stage that brings its edits to the branch: by itself, or once somebody has
    merged them."""
    told = [{"name": MESSAGE, "value": message}]
    return {"task": {"name": _publish(repo, review)}, "vars": told}


def tasks(scope: str, uses: Iterable[tuple[RepoAt, bool]]) -> Iterator[KubernetesObject]:
    """The tasks of a Project.

    :param uses: the repositories that are written to, each with whether somebody has to agree.
    """
    for repo, review in sorted(set(uses)):
        yield _task(scope, _checkout(repo), {"steps": [_clone(repo)]})
        steps = _pull_request(repo) if review else _push(repo)
        yield _task(scope, _publish(repo, review), {"vars": [{"name": MESSAGE}], "steps": steps})


def _task(scope: str, name: str, spec: dict[str, object]) -> KubernetesObject:
    return kubernetes_object(API, "PromotionTask", name, scope, spec=spec)


def _checkout(repo: RepoAt) -> str:
    return f"checkout-{object_name(repo.folder)}"


def _publish(repo: RepoAt, review: bool) -> str:
    return f"{'pull-request' if review else 'push'}-{object_name(repo.folder)}"


def _clone(repo: RepoAt) -> Step:
    checkout = {"branch": repo.branch, "path": folder_of(repo)}
    config = {"repoURL": http_address(repo.url), "checkout": [checkout]}
    return {"uses": "git-clone", "config": config}


def _commit(repo: RepoAt) -> Step:
    config = {"path": folder_of(repo), "message": expression(f"vars.{MESSAGE}")}
    return {"uses": "git-commit", "config": config}


def _push(repo: RepoAt) -> list[Step]:
    """The branch is shared by stages; what has come in between is rebased upon (`git-push`)."""
    return [_commit(repo), {"uses": "git-push", "config": {"path": folder_of(repo)}}]


def _pull_request(repo: RepoAt) -> list[Step]:
    """No pull request is opened where nothing has changed, and then there is none to wait for.
    Kargo tells the forge by its address, unless the spec says it (`git-open-pr`)."""
    forge = {"repoURL": http_address(repo.url), **({"provider": repo.forge} if repo.forge else {})}
    branches = {
        "sourceBranch": expression("task.outputs.push.branch"),
        "targetBranch": repo.branch,
    }
    return [
        _commit(repo),
        {
            "uses": "git-push",
            "as": "push",
            "config": {"path": folder_of(repo), "generateTargetBranch": True},
        },
        {"uses": "git-open-pr", "as": "open", "config": {**forge, **branches}},
        {
            "uses": "git-wait-for-pr",
            "if": expression("status('open') != 'Skipped'"),
            "config": {**forge, "prNumber": expression("task.outputs.open.pr.id")},
        },
    ]
