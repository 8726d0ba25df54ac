"""A plain app: its manifests in one folder, and nothing that tells an operator to build them."""

from gitopsc.manifests.draft import Draft
from gitopsc.payload.brought import emit_brought
from gitopsc.payload.starter import emit_starter, image_of
from gitopsc.plan.source import Manifests, Starter
from gitopsc.plan.unit import Unit


def emit_plain(unit: Unit, draft: Draft) -> None:
    """Put the brought manifests into the overlay folder, or seed the first ones."""
    match unit.source:
        case Manifests(brought):
            emit_brought(unit.overlay, brought, draft, unit.ref)
        case Starter():
            state = next(iter(unit.states), None)
            tag, note = (state.start, state.note) if state else (unit.image_tag, "")
            emit_starter(unit.overlay, unit.target, image_of(unit, tag), draft, unit.ref, note)
