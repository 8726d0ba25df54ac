"""A kustomize app: its base, the components that an overlay mixes in, and the overlay."""

from functools import lru_cache

from gitopsc.manifests.draft import Draft
from gitopsc.manifests.kustomize import KUSTOMIZATION, component, kustomization
from gitopsc.manifests.yaml import dump, noted
from gitopsc.payload.brought import emit_brought, resources_of
from gitopsc.payload.files import SEEDED, emit_file, seed
from gitopsc.payload.overlay import emit_overlay
from gitopsc.payload.paths import relative
from gitopsc.payload.starter import emit_starter, image_of
from gitopsc.plan.slots import Slot
from gitopsc.plan.source import Manifests, RemoteBase, Source, Starter
from gitopsc.plan.unit import Target, Unit
from gitopsc.refs import Ref


def emit_kustomize(unit: Unit, draft: Draft) -> None:
    """Put the whole of one unit: what it builds on, its components, its overlay. All of them are in
    one repository; the wiring sees to that."""
    if not draft.keeps(unit.overlay.repo.folder):
        return
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
                _emit_list(base, resources_of(brought), draft, subject)
        case RemoteBase(url):
            _emit_list(base, (url,), draft, subject)
        case Starter():
            files = emit_starter(base, target, image, draft, subject)
            seed(base, KUSTOMIZATION, _base(files), subject, draft)


def _emit_in_overlay(unit: Unit, draft: Draft) -> tuple[str, ...]:
    """Without a place for the base everything stands in the overlay. A kustomization that is
    brought along would take the place of the overlay's own, so it stays a base, one folder below.
    """
    match unit.source:
        case Manifests(brought) if brought.has_kustomization:
            emit_brought(unit.overlay.below("base"), brought, draft, unit.ref)
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
    draft.seed(slot.repo.folder, slot.below(KUSTOMIZATION).path, text, subject)


def _emit_list(base: Slot, resources: tuple[str, ...], draft: Draft, subject: Ref) -> None:
    listing = kustomization(resources=resources)
    emit_file(base, KUSTOMIZATION, listing, subject=subject, draft=draft)
