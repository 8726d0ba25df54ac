"""A scripted pipeline of Jenkins. There is one `Jenkinsfile`, which people write: it loads ours.

The conventions are those of cloudogu/gitops-build-lib (the talk's recommendation): one folder of
manifests for each stage beside the code, the tag set in the copy, a stage that is deployed
directly or by pull request. The library itself only ever adds files, and speaks to SCM-Manager
alone, so it is not called.
"""

from collections.abc import Iterator

from gitopsc.manifests.draft import Draft
from gitopsc.pipelines.pipeline import Pipeline

ROOT = "Jenkinsfile"
FILE = ".pipeline/jenkins.groovy"

LOADS_OURS = f"""\
// Written once by gitopsc; yours from now on.
properties([disableConcurrentBuilds()])

node {{
  checkout scm
  load('{FILE}').gitops()
}}
"""


def emit(pipeline: Pipeline, draft: Draft) -> None:
    draft.text(pipeline.repo.folder, FILE, "\n".join(_groovy(pipeline)) + "\n", pipeline.ref, "//")
    draft.seed(pipeline.repo.folder, ROOT, LOADS_OURS, pipeline.ref)


def _groovy(pipeline: Pipeline) -> Iterator[str]:
    yield "def gitops() {"
    if pipeline.checks:
        yield from _stage("check", "check.sh", "  ")
    if pipeline.deliveries:
        yield f"  if (env.BRANCH_NAME == {_text(pipeline.repo.branch)}) {{"
        if pipeline.builds:
            registry = (
                "usernamePassword(credentialsId: 'registry', usernameVariable: 'REGISTRY_USER', "
                "passwordVariable: 'REGISTRY_TOKEN')"
            )
            yield f"    if ({_has_dockerfile(pipeline)}) {{"
            yield from _stage("build", "build.sh", "      ", registry)
            yield "    }"
        for stage in pipeline.stages:
            token = "string(credentialsId: 'gitops-token', variable: 'GITOPS_TOKEN')"
            yield from _stage(f"to {stage}", f"deliver.sh {stage}", "    ", token)
        yield "  }"
    yield "}"
    yield ""
    yield "return this"


def _text(text: str) -> str:
    """A literal of Groovy in which nothing is filled in."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _has_dockerfile(pipeline: Pipeline) -> str:
    """Jenkins fails where credentials are not there, so they are asked for only where needed."""
    folders = dict.fromkeys(row.context for row in pipeline.deliveries)
    return " || ".join(f"fileExists('{folder}/Dockerfile')" for folder in folders)


def _stage(name: str, run: str, margin: str, credentials: str = "") -> Iterator[str]:
    """A stage; the credentials are there for its script and for nothing else."""
    yield f"{margin}stage('{name}') {{"
    if credentials:
        yield f"{margin}  withCredentials([{credentials}]) {{"
        yield f"{margin}    sh 'sh .pipeline/{run}'"
        yield f"{margin}  }}"
    else:
        yield f"{margin}  sh 'sh .pipeline/{run}'"
    yield f"{margin}}}"
