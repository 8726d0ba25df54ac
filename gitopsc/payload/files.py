"""Files put into the folder of a slot."""

from gitopsc.manifests.draft import Draft
from gitopsc.manifests.kubernetes import KubernetesObject
from gitopsc.plan.slots import Slot
from gitopsc.refs import Ref

SEEDED = "Written once by gitopsc; yours from now on."


def emit_file(
    folder: Slot, name: str, *objects: KubernetesObject, subject: Ref, draft: Draft
) -> None:
    """Put an owned YAML file."""
    draft.yaml(folder.repo.folder, folder.below(name).path, *objects, subject=subject)


def seed(folder: Slot, name: str, text: str, subject: Ref, draft: Draft) -> None:
    """Seed one file of a folder whose seeded files come as a set."""
    path = folder.below(name).path
    draft.seed(folder.repo.folder, path, text, subject, group=folder.directory)
