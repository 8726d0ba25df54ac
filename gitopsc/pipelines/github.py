"""A workflow of GitHub Actions: least rights, and every action pinned to a commit."""

import json
from collections.abc import Iterator

from gitopsc.manifests.draft import Draft
from gitopsc.pipelines.pipeline import Pipeline

FILE = ".github/workflows/gitops.yml"
"""A file of its own beside the workflows of people."""

CHECKOUT = "actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0"
"""The only action: whoever can move a tag of an action runs code with the token. Everything else
is a script that lies in the repository."""

RUNNER = "ubuntu-24.04"


def emit(pipeline: Pipeline, draft: Draft) -> None:
    draft.text(pipeline.repo.folder, FILE, "\n".join(_workflow(pipeline)) + "\n", pipeline.ref)


def _workflow(pipeline: Pipeline) -> Iterator[str]:
    yield "name: gitops"
    yield ""
    yield "on:"
    yield "  push:"
    yield f"    branches: [{json.dumps(pipeline.repo.branch)}]"
    yield "  pull_request:"
    yield ""
    yield "permissions:"
    yield "  contents: read"
    yield ""
    yield "# One run at a time, and the newest takes the place of those that wait."
    yield "concurrency:"
    yield "  group: gitops-${{ github.ref }}"
    yield ""
    yield "jobs:"
    before = ""
    if pipeline.checks:
        yield from _job("check", "sh .pipeline/check.sh")
        before = "check"
    if pipeline.builds:
        yield from _job("build", "sh .pipeline/build.sh", before, _registry(pipeline))
        before = "build"
    for stage in pipeline.stages:
        token = ("    env:", "      GITOPS_TOKEN: ${{ secrets.GITOPS_TOKEN }}")
        yield from _job(f"to-{stage}", f"sh .pipeline/deliver.sh {stage}", before, token)
        before = f"to-{stage}"


def _job(name: str, run: str, needs: str = "", more: tuple[str, ...] = ()) -> Iterator[str]:
    """A job; all but the check run on the branch alone, where `more` hands them what they need."""
    yield f"  {name}:"
    if needs:
        yield f"    needs: {needs}"
    if more:
        yield "    if: github.event_name == 'push'"
    yield from more
    yield f"    runs-on: {RUNNER}"
    yield "    steps:"
    yield f"      - uses: {CHECKOUT}"
    yield "        with:"
    yield "          persist-credentials: false"
    yield f"      - run: {run}"


def _registry(pipeline: Pipeline) -> tuple[str, ...]:
    """GitHub's own registry takes the token of the run, any other a secret of the repository."""
    if all(image.startswith("ghcr.io/") for image in pipeline.builds):
        return (
            "    permissions:",
            "      contents: read",
            "      packages: write",
            "    env:",
            "      REGISTRY_USER: ${{ github.actor }}",
            "      REGISTRY_TOKEN: ${{ github.token }}",
        )
    return (
        "    env:",
        "      REGISTRY_USER: ${{ vars.REGISTRY_USER }}",
        "      REGISTRY_TOKEN: ${{ secrets.REGISTRY_TOKEN }}",
    )
