"""The overlay of a kustomize app: what one stage changes about the base."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from gitopsc.manifests.draft import Draft
from gitopsc.manifests.kustomize import KUSTOMIZATION, KustomizeObject, kustomization
from gitopsc.manifests.stencil import Stencils
from gitopsc.manifests.yaml import dump
from gitopsc.payload.files import SEEDED
from gitopsc.payload.patches import (
    Patch,
    counting_patches,
    environment_patch,
    environment_texts,
    field_patch,
    inline_environment,
    is_scaled,
    naming_patches,
)
from gitopsc.payload.paths import relative
from gitopsc.payload.workload import API_VERSIONS
from gitopsc.plan.unit import Target, Unit


class OverlayShape(NamedTuple):
    """What an overlay says beside texts."""

    resources: int
    """How many of its folders are resources and not components."""
    replicas: int | None
    environment: str | None
    """The kind whose environment a file of patches sets, where that is all there is to patch."""


def emit_overlay(unit: Unit, resources: tuple[str, ...], draft: Draft) -> None:
    """Put the overlay's kustomization and the patch file of the environment."""
    environment, target = _environment(unit, draft), unit.target
    merged = [*_settings(unit, draft), environment, field_patch(unit)]
    ordered = [*counting_patches(unit), *merged, *naming_patches(unit)]
    patches = [patch for patch in ordered if patch]
    # Nearly all overlays patch nothing else; resources have an order, so there is one of them.
    is_usual = unit.base is not None and patches in ([], [environment])
    kind = target.kind if is_usual and patches else None
    shape = OverlayShape(len(resources), unit.replicas if is_scaled(unit) else None, kind)
    image = (unit.image, unit.image_tag) if unit.has_pinned_image else (None, None)
    name = None if kind is None and shape.replicas is None else target.name
    texts: tuple[Any, ...] = (unit.namespace, *image, name, *resources, *_components(unit))
    text = _OVERLAYS(shape, *texts) if is_usual else dump(_overlay(shape, *texts, patches=patches))
    overlay = unit.overlay
    draft.yaml_text(overlay.repo.folder, overlay.below(KUSTOMIZATION).path, text, unit.ref)


def _overlay(
    shape: OverlayShape,
    namespace: str | None,
    image: str | None,
    tag: str | None,
    name: str | None,
    *folders: str,
    patches: Sequence[Patch] = (),
) -> KustomizeObject:
    """
    :param name: of the object that is changed.
    :param patches: what is patched, where that is more than an environment.
    """
    kind = shape.environment
    return kustomization(
        namespace=namespace,
        resources=folders[: shape.resources],
        components=folders[shape.resources :],
        images=[{"name": image, "newTag": tag}] if image is not None else [],
        replicas=[{"name": name, "count": shape.replicas}] if shape.replicas is not None else [],
        patches=[_patch_file(kind, name)] if kind and name else patches,
    )


_OVERLAYS = Stencils(_overlay)


def _settings(unit: Unit, draft: Draft) -> list[Patch]:
    """The files of settings, seeded as patches that change nothing yet. What the spec says of a
    stage comes after them, so that no promotion takes it away."""
    for state in unit.settings:
        draft.seed(state.slot.repo.folder, state.path, _empty_patch(unit.target), unit.ref)
    return [{"path": state.file} for state in unit.settings]


@lru_cache(maxsize=256)
def _empty_patch(target: Target) -> str:
    container = {"name": target.container}
    patch = {
        "apiVersion": API_VERSIONS[target.kind],
        "kind": target.kind,
        "metadata": {"name": target.name},
        "spec": {"template": {"spec": {"containers": [container]}}},
    }
    return dump(patch, header=f"{SEEDED}\nWhat stands here is promoted with the version.")


def _environment(unit: Unit, draft: Draft) -> Patch | None:
    """The patch of the environment, in a file named like the manifest it changes; inline where
    that manifest stands in the same folder."""
    texts, target, overlay = environment_texts(unit), unit.target, unit.overlay
    if not texts:
        return None
    if unit.base is None:
        return inline_environment(target, texts)
    path = overlay.below(_file(target.kind)).path
    draft.yaml_text(overlay.repo.folder, path, _ENVIRONMENTS(target.kind, *texts), unit.ref)
    return _patch_file(target.kind, target.name)


_ENVIRONMENTS = Stencils(environment_patch)


def _patch_file(kind: str, name: str) -> Patch:
    return {"path": _file(kind), "target": {"kind": kind, "name": name}}


def _file(kind: str) -> str:
    return f"{kind.lower()}.yaml"


def _components(unit: Unit) -> list[str]:
    """Variants in their order; the version last, so that no variant overrides it."""
    slots = [item.slot for item in unit.components]
    slots += unit.version_folders
    return [relative(slot, unit.overlay) for slot in slots]
