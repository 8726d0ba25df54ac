"""The folder that an agent renders into: the agent's, from the first file on."""

from gitopsc.manifests.draft import Draft
from gitopsc.plan.unit import Unit


def emit_rendered(unit: Unit, draft: Draft) -> None:
    """Seed the folder, so that it is there before anything has been rendered: Git keeps no empty
    one. Not the hydrator's, which makes its branch itself, and nothing lies in a registry."""
    if not (unit.is_hydrated or unit.repo.is_oci):
        slot = unit.deployed.below(".gitkeep")
        draft.seed(slot.repo.folder, slot.path, "", unit.ref, group=unit.path)
