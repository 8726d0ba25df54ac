"""Names of objects: functions of the thing's own identity and of the operator's mode, so that a
growing spec never renames a live object (docs/decisions/0002)."""

import re
from functools import cache

from gitopsc.model.place import Place
from gitopsc.plan.instance import Instance
from gitopsc.plan.slots import RepoAt, Slot


def unit_name(wiring: Place | None, instance: Instance) -> str:
    """The pattern `{team}-{app}-{stage}`, on a hub with the cluster; or what `name` of the place
    says."""
    return _said(wiring) or "{team}-{app}-{stage}" + _cluster(instance)


def infra_name(wiring: Place | None, instance: Instance) -> str:
    """The pattern `{infra}`, on a hub with the cluster; or what `name` of the place says."""
    return _said(wiring) or "{infra}" + _cluster(instance)


def folder_name(word: str, folder: Slot, home: RepoAt) -> str:
    """What links to a folder: called after its path, which mostly begins with the word anyway, and
    after the repository where that is not the root's own. So it is even where there is no other
    folder: one to come must not rename it."""
    of_repo = folder.repo.folder.split("/") if folder.repo != home else []
    parts = [part for part in (*of_repo, *folder.path.split("/")) if part]
    return object_name("-".join(parts if parts[:1] == [word] else [word, *parts]))


@cache
def object_name(text: str) -> str:
    """A text in the letters that names of objects may have. Texts are few: those of folders and
    repositories, which every link asks for."""
    return re.sub("[^a-z0-9]+", "-", text.lower()).strip("-")


def _said(wiring: Place | None) -> str | None:
    return wiring.name if wiring else None


def _cluster(instance: Instance) -> str:
    return "-{cluster}" if instance.mode == "hub" else ""
