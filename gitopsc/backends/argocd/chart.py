"""What an Application reads to deploy a Helm chart."""

from gitopsc.backends.argocd.link import Source, git_source
from gitopsc.manifests.draft import Draft
from gitopsc.payload import all_values, dependency_repository, emit_tag, emit_values
from gitopsc.plan.slots import RepoAt, Slot
from gitopsc.plan.source import Chart, GitChart
from gitopsc.plan.unit import Unit

VALUES = "values"
"""The name by which one source refers to the files of another (`ref`)."""


def app_chart(
    unit: Unit, source: Chart | GitChart, draft: Draft, *, even_empty: bool
) -> tuple[Source, ...]:
    """Put the values of each level into a file of its own and give the sources: the chart, and the
    repository with the values when there are any.

    :param even_empty: put a file for a level that says nothing as well: one template for several
        apps reads all levels, and saying a first value in one must not change its template.
    """
    files = _value_files(unit, draft, even_empty)
    if not files:
        return (_chart(unit, source, {}),)
    chart = _chart(unit, source, {"valueFiles": [f"${VALUES}/{path}" for path in files]})
    return chart, _values_repository(unit.repo)


def infra_chart(unit: Unit, source: Chart | GitChart) -> Source:
    """The platform's charts carry their values in the Application: one place to read, and a folder
    shared by clusters has nothing in which they could differ."""
    values = all_values(unit)
    return _chart(unit, source, {"valuesObject": values} if values else {})


def _value_files(unit: Unit, draft: Draft, even_empty: bool) -> list[str]:
    """The paths from wide to narrow, as Helm reads them; without a base all in one file. The tag
    of the image comes last, since its file alone is moved by people and bots."""
    if unit.base is None:
        values = all_values(unit)
        levels = [(unit.overlay, values, unit.ref)]
    else:
        levels = [
            (unit.base, unit.base_values, unit.declared),
            (unit.overlay, unit.values, unit.ref),
        ]
    written = [
        emit_values(slot, values, draft, subject, even_empty=even_empty)
        for slot, values, subject in levels
    ]
    tag = unit.tagged_by_values
    written += [emit_tag(tag, draft, unit.ref)] if tag else []
    return [path for path in written if path]


def _chart(unit: Unit, source: Chart | GitChart, values: dict[str, object]) -> Source:
    # Argo CD would name the release after the Application, Flux after namespace and app: said
    # here, moving from one to the other renames nothing.
    helm = {"releaseName": unit.app, **values}
    if isinstance(source, GitChart):
        folder = Slot(source.repo, source.path)
        return git_source(folder, {"helm": helm}, revision=source.revision)
    return {
        "repoURL": chart_repository(source),
        "chart": source.name,
        "targetRevision": source.version,
        "helm": helm,
    }


def chart_repository(chart: Chart) -> str:
    """Argo CD writes OCI registries without scheme and without the name of the chart."""
    return dependency_repository(chart).removeprefix("oci://")


def _values_repository(repo: RepoAt) -> Source:
    return {"repoURL": repo.url, "targetRevision": repo.branch, "ref": VALUES}
