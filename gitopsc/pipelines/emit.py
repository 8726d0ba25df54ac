"""Put pipelines into the tree: their tables and scripts, and what each server reads.

A workflow of GitHub is a file of its own, so it is ours. GitLab and Jenkins read one file that
people write as well: it is seeded, and does nothing but include ours (docs/decisions/0007).
"""

import re
from collections.abc import Callable, Mapping

from gitopsc.diagnostics.diagnostic import Diagnostic
from gitopsc.manifests.draft import Draft
from gitopsc.model.topology import Topology
from gitopsc.pipelines import github, gitlab, jenkins, tables
from gitopsc.pipelines.building import SPEC, build_pipelines
from gitopsc.pipelines.pipeline import Pipeline
from gitopsc.pipelines.scripts import script
from gitopsc.plan.plan import Plan

FOLDER = ".pipeline"
LEDGER = ".replicated"
"""What of a folder was copied there; the rest is somebody else's. The scripts keep it."""
LEDGER_SAYS = "# Copied from where the app is written; change them there."

REQUIREMENTS = """\
# Written once by gitopsc; yours from now on: pin the release that you compile with.
gitopsc
"""

_SERVERS: Mapping[str, Callable[[Pipeline, Draft], None]] = {
    "github-actions": github.emit,
    "gitlab-ci": gitlab.emit,
    "jenkins": jenkins.emit,
}


def emit_pipelines(topology: Topology, plan: Plan, draft: Draft) -> tuple[Diagnostic, ...]:
    """Put every pipeline of a plan, and what it leaves behind at first.

    :return: what this plan asks that no pipeline can do.
    """
    pipelines, diagnostics = build_pipelines(topology, plan)
    for pipeline in pipelines:
        for name, text in _files(pipeline).items():
            draft.text(pipeline.repo.folder, f"{FOLDER}/{name}", text, pipeline.ref)
        if any(check.tool == SPEC for check in pipeline.checks):
            path = f"{FOLDER}/requirements.txt"
            draft.seed(pipeline.repo.folder, path, REQUIREMENTS, pipeline.ref)
        _SERVERS[pipeline.agent.using](pipeline, draft)
        _seed_ledgers(pipeline, plan, draft)
    return diagnostics


def _files(pipeline: Pipeline) -> dict[str, str]:
    files = {}
    if pipeline.checks:
        files = {"checks": tables.checks(pipeline.checks), "check.sh": script("check.sh")}
    if pipeline.deliveries:
        files["deliveries"] = tables.deliveries(pipeline.deliveries)
        names = ("build", "deliver", "replicate", "request", "set-image", "version")
        files |= {f"{name}.sh": script(f"{name}.sh") for name in names}
    return files


def _seed_ledgers(pipeline: Pipeline, plan: Plan, draft: Draft) -> None:
    """The first copy is one like any other: what is taken away beside the code later is taken away
    from it as well."""
    # Both repositories are kept, or none of them is (`gitopsc.plan.portions`).
    if not draft.keeps(pipeline.repo.folder):
        return
    written = draft.paths(pipeline.repo.folder)
    for unit in plan.units:
        if unit.code and unit.code.mode == "replicated" and unit.code.slot.repo == pipeline.repo:
            inside = unit.code.slot.file("")
            copied = sorted(p.removeprefix(inside) for p in written if p.startswith(inside))
            names = [name for name in copied if not re.search(r"(^|/)\.", name)]
            text = "".join(f"{line}\n" for line in (LEDGER_SAYS, *names))
            into = unit.deployed
            draft.seed(into.repo.folder, into.file(LEDGER), text, unit.declared, group=into.path)
