"""What a Kustomization says itself about an app that is deployed from the repository of its code.

There is no overlay to say it in (the talk, "Alternative: Repo pointer"), and a push to that
repository cannot undo what stands in the link.
"""

from gitopsc.backends.flux.link import FolderChanges
from gitopsc.payload import inline_patches, relative
from gitopsc.plan.unit import Unit


def pointer_changes(unit: Unit) -> FolderChanges:
    """What is merged into the kustomization before it is built. A Flux Kustomization has no field
    for replicas, so they are a patch."""
    return FolderChanges(
        images=({"name": unit.image, "newTag": unit.image_tag},) if unit.has_pinned_image else (),
        components=tuple(relative(item.slot, unit.deployed) for item in unit.components),
        patches=tuple(inline_patches(unit, scaled_kinds=())),
    )
