"""Which Kustomizations come from one ResourceSet.

A set says with one template what a team deploys into a stage. Which set makes a Kustomization
follows from what is said about its app alone, never from the company it keeps. One that changes its
set may be gone for a moment: the old set deletes what it no longer lists, unless the new one was
there first. What it deployed stays (`deletionPolicy: Orphan`).
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from gitopsc.backends.flux.release import has_release
from gitopsc.backends.flux.site import Site
from gitopsc.manifests.kubernetes import KubernetesObject
from gitopsc.plan.slots import Slot
from gitopsc.plan.unit import DIMENSIONS, Unit

TARGETED = "targeted"
"""The link sets the namespace, because nothing in the folder does."""
ON_HUB = "hub"
"""The hub applies it to itself, so there is no `kubeConfig`."""


class Member(NamedTuple):
    """A unit, and the Kustomization that a set makes for it."""

    unit: Unit
    link: KubernetesObject


class Gathering(NamedTuple):
    """The Kustomizations of one set."""

    namespace: str
    name: str
    file: Slot
    fixed: Mapping[str, str]
    """What all of them have in common by their nature; what is left tells them apart."""
    members: tuple[Member, ...]

    @property
    def first(self) -> Unit:
        return self.members[0].unit


def gather(site: Site, members: Iterable[Member]) -> tuple[Gathering, ...]:
    """The sets of a site, in the order of their first members."""
    held: dict[tuple[object, ...], list[Member]] = {}
    for member in members:
        identity = tuple(_fixed(site, member.unit).items()), _form(site, member.unit)
        held.setdefault(identity, []).append(member)
    return tuple(_gathering(site, found) for found in held.values())


def set_name(site: Site, unit: Unit) -> str:
    """`<team>-<stage>`, and whatever else the place of the links goes by; on a hub the cluster only
    if that is among it. Behind it stands what the template has to say that others do not."""
    fixed = _fixed(site, unit)
    is_hub = site.is_hub
    named = [value for name, value in fixed.items() if name != "cluster" or is_hub]
    return "-".join([*named, *_form(site, unit)])


def set_file(site: Site, unit: Unit) -> Slot:
    """Where the set of a unit stands."""
    return unit.wiring.file_slot(f"{set_name(site, unit)}.yaml")


def _gathering(site: Site, found: list[Member]) -> Gathering:
    members = sorted(found, key=lambda member: (member.unit.app, member.unit.cluster))
    first = members[0].unit
    return Gathering(
        first.control_namespace,
        set_name(site, first),
        set_file(site, first),
        _fixed(site, first),
        tuple(members),
    )


def _fixed(site: Site, unit: Unit) -> dict[str, str]:
    """Team, stage, and what the place of the links goes by; on its own cluster an operator knows no
    other."""
    said = {"team", "stage", *unit.linked_per}
    if not site.is_hub:
        said.add("cluster")
    return {name: unit.dimensions[name] for name in DIMENSIONS if name in said}


def _form(site: Site, unit: Unit) -> tuple[str, ...]:
    """Fields that are there or not, for which no input could stand."""
    stays = site.is_hub and (has_release(unit) or site.kubeconfig(unit.cluster) is None)
    return (*((TARGETED,) if unit.is_alone else ()), *((ON_HUB,) if stays else ()))
