"""Helm values as a file."""

from collections.abc import Mapping
from typing import Any

from gitopsc.manifests.draft import Draft
from gitopsc.refs import Ref
from gitopsc.wiring.slots import Slot


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
