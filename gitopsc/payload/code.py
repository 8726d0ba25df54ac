"""The manifests of an app that are written beside its code.

Git keeps no empty folder, and an operator fails on a path that is not there: so every folder that
is deployed, or copied from, begins with something. It is theirs at once, seeded as a set.
"""

from collections.abc import Iterable

from gitopsc.manifests.draft import Draft
from gitopsc.manifests.kustomize import KUSTOMIZATION, kustomization
from gitopsc.manifests.yaml import dump, noted
from gitopsc.payload.brought import resources_of
from gitopsc.payload.files import SEEDED, seed
from gitopsc.payload.kustomize import emit_variants
from gitopsc.payload.starter import emit_starter, image_of
from gitopsc.plan.slots import Slot
from gitopsc.plan.source import Manifests, Starter
from gitopsc.plan.unit import Code, Unit


def emit_code(unit: Unit, code: Code, draft: Draft) -> None:
    """Seed the author's copy, and where CI copies it to, the first copy; and the variants that a
    link mixes in."""
    emit_variants(unit, draft)
    for slot in dict.fromkeys((code.slot, unit.deployed)):
        is_kustomize = unit.tool == "kustomize"
        match unit.source:
            case Manifests(brought):
                for name, text in brought.files.items():
                    seed(slot, name, text, unit.declared, draft)
                if is_kustomize and not brought.has_kustomization:
                    _seed_kustomization(slot, resources_of(brought), unit, code, draft)
            case Starter():
                tag = None if is_kustomize else code.start
                note = "" if is_kustomize else _note(unit)
                image = image_of(unit, tag)
                files = emit_starter(slot, unit.target, image, draft, unit.declared, note)
                if is_kustomize:
                    _seed_kustomization(slot, files, unit, code, draft)
            case _:
                seed(slot, ".gitkeep", "", unit.declared, draft)


def _seed_kustomization(
    slot: Slot, resources: Iterable[str], unit: Unit, code: Code, draft: Draft
) -> None:
    """It holds the version, where `kustomize edit set image` looks for it. It sets no namespace:
    the stages may share the folder, and each link says its own."""
    start = code.start and noted(code.start, _note(unit))
    images = [{"name": unit.image, "newTag": start}] if start else []
    built = kustomization(resources=resources, images=images)
    seed(slot, KUSTOMIZATION, dump(built, header=SEEDED), unit.declared, draft)


def _note(unit: Unit) -> str:
    """What stands behind its version for the agent that raises it."""
    return next((state.note for state in unit.states), "")
