"""Jobs of GitLab CI. There is one `.gitlab-ci.yml`, which people write: it includes ours."""

import json
from collections.abc import Iterator

from gitopsc.manifests.draft import Draft
from gitopsc.pipelines.pipeline import Pipeline

ROOT = ".gitlab-ci.yml"
FILE = ".pipeline/gitlab.yml"

INCLUDES_OURS = f"""\
# Written once by gitopsc; yours from now on.
include:
  - local: {FILE}
"""

GO = "golang:1.25-bookworm"
"""Go, Git, curl: what the scripts need, and what builds the tools of the checks. Its Python can
install nothing: Debian has that in a package of its own."""
DOCKER = "docker:28"


def emit(pipeline: Pipeline, draft: Draft) -> None:
    draft.text(pipeline.repo.folder, FILE, "\n".join(_jobs(pipeline)) + "\n", pipeline.ref)
    draft.seed(pipeline.repo.folder, ROOT, INCLUDES_OURS, pipeline.ref)


def _jobs(pipeline: Pipeline) -> Iterator[str]:
    yield "# GITOPS_TOKEN, REGISTRY_USER and REGISTRY_TOKEN are variables of the project: masked,"
    yield "# and protected like the branch."
    before = ""
    if pipeline.checks:
        yield from _job("check", "sh .pipeline/check.sh", "", pipeline, offered=True)
        if any(check.tool == "gitopsc" for check in pipeline.checks):
            yield "  before_script:"
            yield "    - apt-get update --quiet && apt-get install --quiet --yes python3-venv"
        before = "check"
    if pipeline.builds:
        yield from _job("build", "sh .pipeline/build.sh", before, pipeline, image=DOCKER)
        yield "  services:"
        yield f"    - {DOCKER}-dind"
        yield "  before_script:"
        yield "    - apk add --no-cache git"
        before = "build"
    for stage in pipeline.stages:
        run = f"sh .pipeline/deliver.sh {stage}"
        yield from _job(f"to-{stage}", run, before, pipeline)
        # A resource group alone keeps no order, unless the API sets its `process_mode`. For jobs of
        # an environment GitLab does: docs.gitlab.com/ci/environments/deployment_safety
        yield "  # One at a time; and GitLab refuses what is older than what was delivered last,"
        yield "  # where the project prevents outdated deployment jobs, as it does by default."
        yield f"  resource_group: gitops-{stage}"
        yield f"  environment: gitops/{stage}"
        before = f"to-{stage}"


def _job(
    name: str, run: str, needs: str, pipeline: Pipeline, image: str = GO, offered: bool = False
) -> Iterator[str]:
    """A job on the branch; one for what is offered runs in merge requests too."""
    yield ""
    yield f"gitops:{name}:"
    yield "  stage: deploy" if needs else "  stage: test"
    yield f'  needs: ["gitops:{needs}"]' if needs else "  needs: []"
    yield f"  image: {image}"
    yield "  rules:"
    if offered:
        yield '    - if: $CI_PIPELINE_SOURCE == "merge_request_event"'
    yield f"    - if: $CI_COMMIT_BRANCH == {json.dumps(pipeline.repo.branch)}"
    yield "  script:"
    yield f"    - {run}"
