"""Which Applications come from one ApplicationSet.

A set says with one template what a team deploys into a stage. Which set makes an Application
follows from what is said about its app alone, never from the company it keeps: an Application that
changes its set is refused by the new one as long as the old one owns it, and a set that may not
delete never lets it go (argoproj/argo-cd#26584).
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from gitopsc.backends.argocd.link import Link
from gitopsc.backends.argocd.site import Site
from gitopsc.plan.slots import Slot
from gitopsc.plan.unit import DIMENSIONS, Unit
from gitopsc.refs import Ref

_TEXT = ""
_GIT = {"repoURL": _TEXT, "path": _TEXT, "targetRevision": _TEXT}
_CHART = {"repoURL": _TEXT, "chart": _TEXT, "targetRevision": _TEXT}
_VALUES = {"repoURL": _TEXT, "targetRevision": _TEXT, "ref": _TEXT}
_TREE = {**_GIT, "directory": {"recurse": True}}
_UMBRELLA = {**_GIT, "helm": {"releaseName": _TEXT}}
_WET = {"targetBranch": _TEXT, "path": _TEXT}


def _chart(source: Mapping[str, object], files: int) -> dict[str, object]:
    helm = {"releaseName": _TEXT, "valueFiles": [_TEXT] * files}
    return {"sources": [{**source, "helm": helm}, _VALUES]}


def _hydrated(dry: Mapping[str, object], wet: Mapping[str, object]) -> dict[str, object]:
    return {"sourceHydrator": {"drySource": dry, "syncSource": wet}}


FORMS = (
    ("", "kustomize", {"source": _GIT}),
    ("plain", "plain", {"source": _GIT}),
    ("tree", "plain", {"source": _TREE}),
    *(("helm", "helm", _chart(_CHART, files)) for files in (1, 2)),
    *(("helm-git", "helm", _chart(_GIT, files)) for files in (1, 2)),
    *(("helm-image", "helm-image", _chart(_CHART, files)) for files in (2, 3)),
    *(("helm-git-image", "helm-image", _chart(_GIT, files)) for files in (2, 3)),
    ("umbrella", "umbrella", {"source": _UMBRELLA}),
    ("replicated", "replicated", {"source": _GIT}),
    ("replicated-tree", "replicated", {"source": _TREE}),
    ("rendered", "rendered", {"source": _TREE}),
    *(
        (word, "hydrated", _hydrated(dry, {**elsewhere, **_WET}))
        for word, dry in (("hydrated", _GIT), ("hydrated-umbrella", _UMBRELLA))
        for elsewhere in ({}, {"repoURL": _TEXT})
    ),
)
"""What the Applications of one template read, texts left open: the word for it in the set's name
(kustomize goes without one), the manner of the unit, the form. Two Applications of one word and one
team have one form: how many values files there are, and whether what is rendered lies in another
repository, follows from the team's places."""


class Member(NamedTuple):
    """A unit, and the Application that a set makes for it."""

    unit: Unit
    link: Link


class Gathering(NamedTuple):
    """The Applications of one set, and what it is called."""

    name: str
    slot: Slot
    dimensions: Mapping[str, str]
    """What all of them have in common by their nature: literals of the template. What is left
    tells them apart."""
    apart: str
    """What tells it from the usual set of its team, stage and place: `helm`, `api`, `mgmt-plain`;
    empty for that one."""
    members: tuple[Member, ...]

    @property
    def ref(self) -> Ref:
        """The set as something that stands among Applications."""
        return Ref("applicationset", (self.first.link.namespace, self.name))

    @property
    def first(self) -> Member:
        return self.members[0]


def gather(site: Site, members: Iterable[Member]) -> tuple[Gathering, ...]:
    """The sets of a site, in the order of their first members."""
    held: dict[tuple[object, ...], list[Member]] = {}
    for member in members:
        identity = (_word(member), tuple(_common(site, member).items()))
        held.setdefault((member.link.slot, identity, _rigid(member)), []).append(member)
    return tuple(_gathering(site, found) for found in held.values())


def _gathering(site: Site, found: list[Member]) -> Gathering:
    members = sorted(found, key=lambda member: (member.unit.app, member.unit.cluster))
    first = members[0]
    common, word = _common(site, first), _word(first)
    named = [name for name in common if _is_named(site, name)]
    usual = {"team", "stage", *first.unit.linked_per}
    return Gathering(
        name=_joined([common[name] for name in named], word),
        slot=first.link.slot,
        dimensions=common,
        apart=_joined([common[name] for name in named if name not in usual], word),
        members=tuple(members),
    )


def _joined(parts: list[str], word: str | None) -> str:
    return "-".join([*parts, word] if word else parts)


def _is_named(site: Site, dimension: str) -> bool:
    """Names say the cluster on a hub only: elsewhere there is no other."""
    return dimension != "cluster" or site.instance.mode == "hub"


def _common(site: Site, member: Member) -> dict[str, str]:
    """Team and stage, and whatever the place of the links goes by. An app that says for itself
    where it lives, or how it is synced, has a template of its own; a unit in no known form is
    alone. The hub's own cluster has another kind of address, so it is told apart."""
    unit = member.unit
    said = {"team", "stage", *unit.linked_per}
    if unit.is_apart:
        said.add("app")
    if _word(member) is None:
        said.update(("app", "cluster"))
    if unit.cluster == site.instance.cluster:
        said.add("cluster")
    return {name: unit.dimensions[name] for name in DIMENSIONS if name in said}


def _word(member: Member) -> str | None:
    """The word for the form of an Application; `None` for a form nobody has a word for."""
    read = {field: said for field, said in member.link.spec.items() if field.startswith("source")}
    opened = _opened(read)
    manner = _manner(member.unit)
    return next((word for word, kind, form in FORMS if (kind, form) == (manner, opened)), None)


def _manner(unit: Unit) -> str:
    """How its folder is filled: from here by a tool, or by somebody else."""
    if unit.code:
        return unit.code.mode
    if unit.rendered_by:
        return "hydrated" if unit.is_hydrated else "rendered"
    return f"{unit.tool}-image" if unit.tagged_by_values else unit.tool


def _rigid(member: Member) -> str:
    """What no parameter can stand for. It follows from the identity of a set; if it did not, there
    would be two sets of one name, which is reported, and never a template that is wrong."""
    spec = member.link.spec
    return repr((_opened({**spec, "syncPolicy": None}), spec["syncPolicy"]))


def _opened(value: object) -> object:
    """A value with its texts left open."""
    if isinstance(value, Mapping):
        return {key: _opened(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_opened(item) for item in value]
    return _TEXT if isinstance(value, str) else value
