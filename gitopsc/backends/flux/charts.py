"""The files of Helm apps: base and overlay, or everything in the overlay."""

from gitopsc.backends.flux.groups import Grouping
from gitopsc.backends.flux.release import (
    Package,
    ReleaseAt,
    Wanted,
    depends_on,
    package,
    release,
    release_at,
    tag_values,
)
from gitopsc.backends.flux.release_patches import (
    Patch,
    release_changes,
    release_patch,
    source_patch,
    whole_values,
)
from gitopsc.backends.flux.site import Site
from gitopsc.backends.flux.sources import chart_source
from gitopsc.backends.flux.umbrella import as_release, is_umbrella
from gitopsc.manifests.draft import Draft
from gitopsc.manifests.kubernetes import KubernetesObject
from gitopsc.manifests.kustomize import KUSTOMIZATION, kustomization
from gitopsc.payload import all_values, emit_file, emit_tag, relative
from gitopsc.plan.policy import Policy
from gitopsc.plan.slots import Slot
from gitopsc.plan.source import Chart, GitChart
from gitopsc.plan.unit import Unit
from gitopsc.refs import Ref

REPOSITORY = "repository.yaml"
RELEASE = "release.yaml"
VALUES = "values.yaml"


def emit_chart(site: Site, unit: Unit, grouping: Grouping, shared: Policy, draft: Draft) -> None:
    """Put one Helm app, whose files are all in one repository.

    :param shared: the policy that the base says for all units of the app.
    """
    if draft.keeps(unit.overlay.repo.folder):
        _ChartApp(site, unit, grouping, draft).emit(shared)


def version_of(source: object) -> str | None:
    if isinstance(source, Chart):
        return source.version
    return source.revision if isinstance(source, GitChart) else None


class _ChartApp:
    """The files of one unit."""

    def __init__(self, site: Site, unit: Unit, grouping: Grouping, draft: Draft) -> None:
        self._at, self._draft = release_at(site, unit), draft
        self._before = grouping.releases_before(site, unit)
        self._unit = as_release(unit) if is_umbrella(unit) else unit

    def emit(self, shared: Policy) -> None:
        base = self._unit.base
        if base is None or self._at.target:
            self._emit_whole()
        else:
            self._emit_layers(base, shared)

    def _emit_whole(self) -> None:
        """Everything in the overlay."""
        unit, at = self._unit, self._at
        installed, version = package(unit), version_of(unit.source)
        resources = [RELEASE]
        if at.source is None:
            resources = [REPOSITORY, RELEASE]
            self._put(REPOSITORY, chart_source(installed.source, at.name, None, version, at.shard))
        wanted = Wanted(version, all_values(unit), unit.policy)
        self._put(RELEASE, release(installed, at, wanted, namespace=None, needs=self._before))
        self._put(
            KUSTOMIZATION,
            kustomization(
                namespace=at.namespace, resources=resources, configMapGenerator=self._tag()
            ),
        )

    def _emit_layers(self, base: Slot, shared: Policy) -> None:
        """What all units of the app have in common in the base, the rest in the overlay."""
        unit = self._unit
        self._draft.once(
            _emit_base,
            unit.declared,
            base,
            package(unit),
            self._at._replace(namespace=""),  # the overlays say it
            Wanted(unit.base_version, unit.base_values, shared),
        )
        patches = self._emit_patches(shared)
        self._put(
            KUSTOMIZATION,
            kustomization(
                namespace=unit.namespace,
                resources=[relative(base, unit.overlay)],
                configMapGenerator=self._tag(),
                patches=patches,
            ),
        )

    def _emit_patches(self, shared: Policy) -> list[Patch]:
        """Put what this unit says beyond its base, and give the patches of the kustomization."""
        unit, at = self._unit, self._at
        patches: list[Patch] = []
        spec = release_changes(unit, shared)
        if self._before:
            spec["dependsOn"] = depends_on(at, self._before)
        if spec:
            patches.append({"path": VALUES})
            self._put(VALUES, release_patch(at, spec))
        changed = source_patch(unit, at)
        if changed:
            patches.append({"path": REPOSITORY})
            self._put(REPOSITORY, changed)
        return patches + whole_values(unit, at)

    def _tag(self) -> list[dict[str, object]]:
        """The version file as a ConfigMap. It keeps its name, as nothing is pruned in stages under
        review and old ones would pile up; by its label a release follows it at once
        (fluxcd.io, "Reacting immediately to configuration dependencies")."""
        unit, state = self._unit, self._unit.tagged_by_values
        if state is None:
            return []
        emit_tag(state, self._draft, unit.ref)
        file = f"values.yaml={relative(state.slot, unit.overlay)}/{state.file}"
        labels = {"reconcile.fluxcd.io/watch": "Enabled"}
        options = {"disableNameSuffixHash": True, "labels": labels}
        return [{"name": tag_values(self._at), "files": [file], "options": options}]

    def _put(self, name: str, item: KubernetesObject) -> None:
        unit = self._unit
        emit_file(unit.overlay, name, item, subject=unit.declared, draft=self._draft)


def _emit_base(
    draft: Draft, subject: Ref, base: Slot, installed: Package, at: ReleaseAt, wanted: Wanted
) -> None:
    files = {
        REPOSITORY: chart_source(installed.source, at.name, None, wanted.version, at.shard),
        RELEASE: release(installed, at, wanted, namespace=None),
        KUSTOMIZATION: kustomization(resources=[REPOSITORY, RELEASE]),
    }
    for name, item in files.items():
        emit_file(base, name, item, subject=subject, draft=draft)
