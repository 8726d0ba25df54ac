"""The files that an app begins with that brings none.

They are seeded: a starting point that people edit, not a model of their application.
"""

from collections.abc import Mapping
from functools import cache, lru_cache

from gitopsc.manifests.draft import Draft
from gitopsc.manifests.kubernetes import KubernetesObject
from gitopsc.manifests.starter import first_service, first_workload
from gitopsc.manifests.stencil import Stencil
from gitopsc.manifests.yaml import noted
from gitopsc.payload.files import SEEDED, seed
from gitopsc.plan.slots import Slot
from gitopsc.plan.unit import Target, Unit
from gitopsc.refs import Ref


def image_of(unit: Unit, tag: str | None) -> str:
    """What the workload runs at first. Without a tag the image stays bare: a version component or a
    pinned `version` completes it."""
    return f"{unit.image}:{tag}" if unit.image and tag else unit.image or unit.app


def emit_starter(
    slot: Slot, target: Target, image: str, draft: Draft, subject: Ref, note: str = ""
) -> tuple[str, ...]:
    """Seed the workload and its Service into the slot's folder, all or none, and give their names.

    :param note: the comment behind the image.
    """
    texts = _texts(target, image, note)
    for name, text in texts.items():
        seed(slot, name, text, subject, draft)
    return tuple(texts)


@lru_cache(maxsize=256)
def _texts(target: Target, image: str, note: str) -> Mapping[str, str]:
    """The files by name. All stages of an app begin with the same, so they are written once."""
    workload = _workloads(target.kind)
    return {
        target.file: workload(target.name, target.container, noted(image, note)),
        "service.yaml": _services()(target.name),
    }


@cache
def _workloads(kind: str) -> Stencil:
    def workload(name: str, container: str, image: str) -> KubernetesObject:
        return first_workload(kind, name, container, image)

    return Stencil(workload, slots=3, header=SEEDED)


@cache
def _services() -> Stencil:
    return Stencil(first_service, slots=1, header=SEEDED)
