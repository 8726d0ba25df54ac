"""The files of one unit, and what its Application reads."""

from gitopsc.backends.argocd.chart import app_chart, chart_repository, infra_chart
from gitopsc.backends.argocd.link import Source, git_source
from gitopsc.backends.argocd.pointer import kustomize_options
from gitopsc.backends.argocd.rendered import rendered_source
from gitopsc.manifests.draft import Draft
from gitopsc.manifests.kustomize import KUSTOMIZATION, kustomization
from gitopsc.payload import (
    emit_brought,
    emit_code,
    emit_file,
    emit_kustomize,
    emit_plain,
    emit_rendered,
    emit_umbrella,
    object_patch,
    resources_of,
)
from gitopsc.plan.slots import Slot
from gitopsc.plan.source import Chart, GitChart, Manifests, RemoteBase, Umbrella
from gitopsc.plan.unit import Code, Unit


def sources(unit: Unit, draft: Draft, *, templated: bool) -> tuple[Source, ...]:
    """Put the files of a unit and give the sources of its Application.

    :param templated: the Application is made from a template, which wants sources of one form.
    """
    if isinstance(unit.source, (Chart, GitChart)):
        if unit.is_infra:
            return (infra_chart(unit, unit.source),)
        return app_chart(unit, unit.source, draft, even_empty=templated)
    if unit.is_infra:
        return (_infra_folder(unit, draft),)
    if unit.code:
        emit_code(unit, unit.code, draft)
        return (git_source(unit.deployed, _reading(unit, unit.code)),)
    if unit.tool == "plain":
        emit_plain(unit, draft)
        return (git_source(unit.deployed, _walk(unit)),)
    built = _emit_built(unit, draft)
    if unit.is_hydrated:
        return ()
    if unit.rendered_by:
        emit_rendered(unit, draft)
        return (rendered_source(unit),)
    return (git_source(unit.deployed, built),)


def dependencies(unit: Unit) -> tuple[str, ...]:
    """The repositories of charts that the unit's own chart depends on, if Argo CD builds it."""
    is_built_here = unit.rendered_by is None or unit.is_hydrated
    if not (isinstance(unit.source, Umbrella) and is_built_here):
        return ()
    return (chart_repository(unit.source.chart),)


def _emit_built(unit: Unit, draft: Draft) -> dict[str, object]:
    """Put what is built from the tree, and give what its source says about the building."""
    if isinstance(unit.source, Umbrella):
        emit_umbrella(unit, unit.source, draft)
        return {"helm": {"releaseName": unit.app}}
    emit_kustomize(unit, draft)
    return {}


def infra_folder(unit: Unit) -> Slot:
    """The folder of one infra: its own, or a sub-folder where its place is shared by a layer."""
    return unit.overlay.below(unit.app) if unit.layer else unit.overlay


def has_subfolders(unit: Unit) -> bool:
    """Whether the manifests of a unit lie in more than one folder; of those that people write
    beside the code, and of what agents render, nobody knows, so they may."""
    if unit.code or unit.rendered_by:
        return True
    return isinstance(unit.source, Manifests) and any("/" in f for f in unit.source.brought.files)


def _reading(unit: Unit, code: Code) -> dict[str, object]:
    """How a folder is read that people fill: manifests are walked through, a kustomization is
    pointed at with what the link changes, and one that CI copies is left alone."""
    if unit.tool == "plain":
        return _walk(unit)
    return {"kustomize": kustomize_options(unit)} if code.mode == "pointer" else {}


def _walk(unit: Unit) -> dict[str, object]:
    """Argo CD reads one folder and not what lies below, unless told to."""
    return {"directory": {"recurse": True}} if has_subfolders(unit) else {}


def _infra_folder(unit: Unit, draft: Draft) -> Source:
    """Brought manifests keep their own namespaces, so the kustomization sets none. What one cluster
    patches stands in its Application: the folder is the same for all of them."""
    folder = infra_folder(unit)
    match unit.source:
        case Manifests(brought):
            emit_brought(folder, brought, draft, unit.declared)
            if not brought.has_kustomization:
                _emit_list(folder, resources_of(brought), unit, draft)
        case RemoteBase(url):
            _emit_list(folder, (url,), unit, draft)
    patches = [object_patch(patch) for patch in unit.patches]
    return git_source(folder, {"kustomize": {"patches": patches}} if patches else None)


def _emit_list(folder: Slot, resources: tuple[str, ...], unit: Unit, draft: Draft) -> None:
    listing = kustomization(resources=resources)
    emit_file(folder, KUSTOMIZATION, listing, subject=unit.declared, draft=draft)
