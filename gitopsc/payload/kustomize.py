"""A kustomize app: base, overlay, and the components that the overlay mixes in."""

from functools import lru_cache

from gitopsc.manifests.draft import Draft
from gitopsc.manifests.kustomize import component, kustomization
from gitopsc.manifests.yaml import dump, noted
from gitopsc.payload.brought import emit_brought, resources_of
from gitopsc.payload.patches import (
    Patch,
    environment_patch,
    field_patch,
    inline_patch,
    object_patch,
    scaled,
)
from gitopsc.payload.paths import path_within, relative, within
from gitopsc.payload.starter import SEEDED, emit_starter, image_of, seed
from gitopsc.payload.workload import API_VERSIONS
from gitopsc.refs import Ref
from gitopsc.wiring.slots import Slot
from gitopsc.wiring.source import Manifests, RemoteBase, Source, Starter
from gitopsc.wiring.unit import Target, Unit

KUSTOMIZATION = "kustomization.yaml"


def emit_kustomize(unit: Unit, draft: Draft) -> None:
    """Put the whole of one unit: what it builds on, its components, its overlay."""
    emit_components(unit, draft)
    emit_overlay(unit, emit_base(unit, draft), draft)


def emit_base(unit: Unit, draft: Draft) -> tuple[str, ...]:
    """Put what the overlay builds on, and give it as the overlay's resources."""
    if unit.base is None:
        return _emit_in_overlay(unit, draft)
    draft.once(_emit_base, unit.declared, unit.base, unit.source, unit.target, image_of(unit, None))
    return (relative(unit.base, unit.overlay),)


def _emit_base(
    draft: Draft, subject: Ref, base: Slot, source: Source, target: Target, image: str
) -> None:
    match source:
        case Manifests(brought):
            emit_brought(base, brought, draft, subject)
            if not brought.has_kustomization:
                _own(base, resources_of(brought), draft, subject)
        case RemoteBase(url):
            _own(base, (url,), draft, subject)
        case Starter():
            files = emit_starter(base, target, image, draft, subject)
            seed(base, KUSTOMIZATION, _base(files), draft, subject)


def _emit_in_overlay(unit: Unit, draft: Draft) -> tuple[str, ...]:
    """Without a place for the base everything stands in the overlay. A kustomization that is
    brought along would take the place of the overlay's own, so it stays a base, one folder below.
    """
    match unit.source:
        case Manifests(brought) if brought.has_kustomization:
            emit_brought(within(unit.overlay, "base"), brought, draft, unit.ref)
            return ("base",)
        case Manifests(brought):
            emit_brought(unit.overlay, brought, draft, unit.ref)
            return resources_of(brought)
        case RemoteBase(url):
            return (url,)
        case _:
            return ()


def emit_components(unit: Unit, draft: Draft) -> None:
    """Seed the variants' components and the one that holds the version."""
    emit_variants(unit, draft)
    for state in unit.states:
        if state.form == "images":
            text = _component(state.name, state.start, state.note)
            _seed_component(state.slot, text, draft, unit.ref)


def emit_variants(unit: Unit, draft: Draft) -> None:
    for variant in unit.components:
        _seed_component(variant.slot, _component(), draft, unit.declared)


@lru_cache(maxsize=256)
def _base(resources: tuple[str, ...]) -> str:
    """What a base begins with: mostly the same as that of every other app."""
    return dump(kustomization(resources=resources), header=SEEDED)


@lru_cache(maxsize=256)
def _component(image: str | None = None, tag: str = "", note: str = "") -> str:
    """What a component begins with: the stages of an app begin with the same version."""
    images = [{"name": image, "newTag": noted(tag, note)}] if image else []
    return dump(component(images=images), header=SEEDED)


def _seed_component(slot: Slot, text: str, draft: Draft, subject: Ref) -> None:
    draft.seed(slot.repo.folder, path_within(slot, KUSTOMIZATION), text, subject)


def emit_overlay(unit: Unit, resources: tuple[str, ...], draft: Draft) -> None:
    """Put the overlay's kustomization and the patch file of the environment."""
    overlay = unit.overlay
    patches = [*_settings(unit, draft), _environment(unit, draft), field_patch(unit)]
    patches += [object_patch(patch) for patch in unit.patches]
    built = kustomization(
        namespace=unit.namespace,
        resources=resources,
        components=_components(unit),
        images=[{"name": unit.image, "newTag": unit.image_tag}] if _is_pinned(unit) else [],
        replicas=scaled(unit),
        patches=[patch for patch in patches if patch],
    )
    draft.yaml(overlay.repo.folder, path_within(overlay, KUSTOMIZATION), built, subject=unit.ref)


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
    patch, target = environment_patch(unit), unit.target
    if patch is None:
        return None
    if unit.base is None:
        return inline_patch(dump(patch), target.kind, target.name)
    file = f"{target.kind.lower()}.yaml"
    overlay = unit.overlay
    draft.yaml(overlay.repo.folder, path_within(overlay, file), patch, subject=unit.ref)
    return {"path": file, "target": {"kind": target.kind, "name": target.name}}


def _is_pinned(unit: Unit) -> bool:
    return unit.image is not None and unit.image_tag is not None


def _components(unit: Unit) -> list[str]:
    """Variants in their order; the version last, so that no variant overrides it."""
    slots = [item.slot for item in unit.components]
    slots += unit.version_folders
    return [relative(slot, unit.overlay) for slot in slots]


def _own(slot: Slot, resources: tuple[str, ...], draft: Draft, subject: Ref) -> None:
    path = path_within(slot, KUSTOMIZATION)
    draft.yaml(slot.repo.folder, path, kustomization(resources=resources), subject=subject)
