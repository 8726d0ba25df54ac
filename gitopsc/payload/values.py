"""Helm values as a file."""

from collections.abc import Mapping
from typing import Any

from gitopsc.manifests.draft import Draft
from gitopsc.manifests.yaml import dump, noted
from gitopsc.payload.files import SEEDED
from gitopsc.plan.slots import Slot
from gitopsc.plan.state import State
from gitopsc.plan.unit import Unit
from gitopsc.refs import Ref
from gitopsc.wiring.workloads.values import compose, in_order


def all_values(unit: Unit) -> dict[str, Any]:
    """What a chart is given in all, where nothing is layered over it."""
    return in_order(compose(unit.base_values, unit.values))


def emit_values(
    slot: Slot, values: Mapping[str, Any], draft: Draft, subject: Ref, *, even_empty: bool = False
) -> str | None:
    """Put `values.yaml` into the slot's folder and give its path, or `None` when there is nothing
    to say: an empty values file would only have to be explained."""
    if not values and not even_empty:
        return None
    path = slot.file("values.yaml")
    draft.yaml(slot.repo.folder, path, values, subject=subject)
    return path


def emit_tag(state: State, draft: Draft, subject: Ref) -> str:
    """Seed the values that hold the tag of an image, and give the path of their file."""
    values: dict[str, object] = {}
    level = values
    *parents, last = state.key
    for parent in parents:
        inner: dict[str, object] = {}
        level[parent], level = inner, inner
    level[last] = noted(state.start, state.note)
    draft.seed(state.slot.repo.folder, state.path, dump(values, header=SEEDED), subject)
    return state.path
