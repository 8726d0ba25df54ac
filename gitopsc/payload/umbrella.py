"""An umbrella chart: the overlay is a Helm chart that depends on the app's.

Everything about a stage stands in one folder, the version of the chart included, where Renovate's
`helmv3` manager looks for it; anything that knows Helm can build it. No `Chart.lock` is written: it
would be a second home of the version, which fails the build as soon as somebody edits the first
one, and it holds a digest and a time that only the chart's repository can give. Both operators
resolve the dependency without one, and an exact version has nothing to lock.
"""

from gitopsc.manifests.draft import Draft
from gitopsc.manifests.yaml import dump
from gitopsc.payload.files import SEEDED
from gitopsc.payload.values import all_values, emit_values
from gitopsc.plan.source import Chart, Umbrella
from gitopsc.plan.unit import Unit

CHART = "Chart.yaml"
VERSION = "0.1.0"
"""Of the umbrella itself, which is deployed from where it lies and never published."""


def emit_umbrella(unit: Unit, source: Umbrella, draft: Draft) -> None:
    """Put the chart: owned where the spec pins the version, otherwise seeded, since the version in
    it is people's and bots' to move. Values stand below the name of what they are for."""
    repo, path = unit.overlay.repo.folder, unit.overlay.below(CHART).path
    chart = _chart(unit, source.chart)
    if source.is_pinned:
        draft.yaml(repo, path, chart, subject=unit.ref)
    else:
        draft.seed(repo, path, dump(chart, header=SEEDED), unit.ref)
    values = all_values(unit)
    emit_values(unit.overlay, {unit.app: values} if values else {}, draft, unit.ref)


def dependency_repository(chart: Chart) -> str:
    """Where Helm looks for a dependency: the name of an OCI chart is not part of it."""
    return chart.url.removesuffix(f"/{chart.name}") if chart.is_oci else chart.url


def _chart(unit: Unit, chart: Chart) -> dict[str, object]:
    """The dependency goes by the name of the app, so that its objects are called as they would be
    without the umbrella."""
    dependency = {
        "name": chart.name,
        "version": chart.version,
        "repository": dependency_repository(chart),
        **({"alias": unit.app} if chart.name != unit.app else {}),
    }
    return {
        "apiVersion": "v2",
        "name": unit.app,
        "type": "application",
        "version": VERSION,
        "dependencies": [dependency],
    }
