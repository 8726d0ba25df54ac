"""Copies of what people bring: byte for byte, because the bytes are theirs."""

import posixpath

from gitopsc.manifests.draft import Draft
from gitopsc.manifests.kustomize import KUSTOMIZATION_FILES
from gitopsc.manifests.tree import Document
from gitopsc.materials.manifests import Brought
from gitopsc.plan.slots import Slot
from gitopsc.refs import Ref


def emit_brought(slot: Slot, brought: Brought, draft: Draft, subject: Ref) -> None:
    """Put every brought file into the slot's folder, sub-folders included."""
    for name, text in brought.files.items():
        path = posixpath.join(slot.directory, name)
        draft.put(slot.repo.folder, path, Document(text), subject)


def resources_of(brought: Brought) -> tuple[str, ...]:
    """What a kustomization above the files lists: each file that holds objects, and a folder with a
    kustomization of its own as that folder, since its files are no longer resources by themselves.
    """
    bases = {
        posixpath.dirname(name)
        for name in brought.files
        if posixpath.basename(name) in KUSTOMIZATION_FILES
    }
    return tuple(sorted({_outermost(item.file, bases) for item in brought.objects}))


def _outermost(file: str, bases: set[str]) -> str:
    parts = file.split("/")
    folders = ("/".join(parts[:depth]) for depth in range(1, len(parts)))
    return next((folder for folder in folders if folder in bases), file)
