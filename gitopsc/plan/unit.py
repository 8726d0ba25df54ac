"""One workload on one cluster: the thing both operators deploy."""

from typing import Any, Literal, NamedTuple

from gitopsc.model.releases import HYDRATOR
from gitopsc.model.workload import Tool
from gitopsc.plan.patch import ObjectPatch
from gitopsc.plan.policy import Policy
from gitopsc.plan.slots import RepoAt, Slot
from gitopsc.plan.source import Source
from gitopsc.plan.state import State
from gitopsc.refs import Ref

DIMENSIONS = ("team", "app", "stage", "cluster")
"""What tells the units of apps apart."""


def workload_name(unit: Ref) -> str:
    """What people call the app, or the infra, of a unit: `team.app`, or the infra's name."""
    return unit.path[0] if unit.kind == "install" else ".".join(unit.path[:2])


class Need(NamedTuple):
    """One thing a unit comes after, on the same cluster."""

    unit: Ref
    is_infra: bool


class Patterns(NamedTuple):
    """What a unit's texts are made from, placeholders in place; templates are made from them."""

    name: str
    namespace: str
    path: str
    """The folder that is deployed, inside its repository."""
    overlay: str | None = None
    """The folder of its own files, which may not be the one that is deployed."""
    base: str | None = None
    """The folder that it builds on."""
    version: str | None = None
    """The folder that holds its version alone."""


class Component(NamedTuple):
    """A kustomize Component that an overlay mixes in: a variant's folder, seeded."""

    name: str
    slot: Slot


class Code(NamedTuple):
    """Where the manifests of an app are written that keeps them beside its code (`config`)."""

    mode: Literal["replicated", "pointer"]
    """CI copies them to where they are deployed from, or they are deployed from here."""
    slot: Slot
    """`place source`, in the repository of the code; theirs, so everything in it is seeded."""
    start: str | None
    """The tag that is seeded with them; `None` where nothing that is seeded names one."""


class Target(NamedTuple):
    """The workload object that `replicas` and `env` are set on."""

    kind: str
    name: str
    container: str

    @property
    def file(self) -> str:
        """The name of its manifest, where that is seeded."""
        return f"{self.kind.lower()}.yaml"


class Unit(NamedTuple):
    """A deployment unit: an app in a stage on a cluster, or an infra on a cluster.

    `ref` is `unit` with the path (team, app, stage, cluster), or `install` with (infra, cluster).
    """

    ref: Ref
    name: str
    """The name of the operator's object that links it, unique on its instance."""
    declared: Ref
    """The app or infra it comes from."""
    team: str | None
    app: str
    """The app's name, or the infra's."""
    stage: str | None
    cluster: str
    instance: Ref
    tool: Tool
    source: Source
    namespace: str
    control_namespace: str
    """Where the operator's objects of this unit live: the operator's own, or the team's."""
    project: str
    layer: str | None
    """Infra only: set where the folder is shared by a whole layer (its place has no `{infra}`)."""
    repo: RepoAt
    path: str
    """The folder that is deployed: the overlay, the infra's folder, what a link points at, or what
    is rendered."""
    patterns: Patterns
    base: Slot | None
    overlay: Slot
    aggregate: Slot | None
    """The folder above the overlays of its stage and cluster that can list them all; `None` where
    the pattern of the place fixes team or app before stage and cluster."""
    team_aggregate: Slot | None
    """The same for the overlays of its team; `None` where no folder holds those alone."""
    wiring: Slot
    components: tuple[Component, ...]
    states: tuple[State, ...]
    """The versions of it that the spec leaves open, each with its home."""
    target: Target
    base_version: str | None
    """The chart version said for every scope; `source` holds the one of this unit."""
    image: str | None
    image_tag: str | None
    """The tag pinned in the spec by `version`; absent where a state holds it."""
    base_values: dict[str, Any]
    """Helm values said for every scope, sorted by key."""
    values: dict[str, Any]
    """Helm values of the narrower scopes, merged as Helm merges, sorted by key."""
    replicas: int | None
    env: tuple[tuple[str, str], ...]
    patches: tuple[ObjectPatch, ...]
    needs: tuple[Need, ...]
    policy: Policy
    code: Code | None = None
    """Set where the manifests are written beside the code of the app."""
    rendered_by: str | None = None
    """The agent that renders the overlay into the folder that is deployed; `None` where the
    operator builds it itself."""
    linked_per: tuple[str, ...] = ()
    """What the place of its link goes by: placeholders, and the dimensions of the repository."""
    is_apart: bool = False
    """An app that says for itself where it lives, or how it is synced: what is true of the apps of
    its team in its stage is not true of it."""

    @property
    def operator(self) -> str:
        """The name of whoever deploys it."""
        return self.instance.path[0]

    @property
    def is_infra(self) -> bool:
        return self.team is None

    @property
    def deployed(self) -> Slot:
        """The folder that the operator is pointed at: `path` in `repo`."""
        return Slot(self.repo, self.path)

    @property
    def repositories(self) -> set[str]:
        """The folders of the repositories in which something of it stands."""
        own = [slot.repo.folder for _, slot in self.folders]
        return {self.wiring.repo.folder, self.repo.folder, *own}

    @property
    def folders(self) -> list[tuple[str, Slot]]:
        """The folders of its own files, each with the artefact whose place says where."""
        source = [("source", self.code.slot)] if self.code else []
        rendered = [("rendered", self.deployed)] if self.rendered_by else []
        return [(self.artefact, self.overlay), *source, *rendered, *self.parts]

    @property
    def parts(self) -> list[tuple[str, Slot]]:
        """Those of them that its overlay is built from."""
        base = [("base", self.base)] if self.base else []
        versions = [("version", slot) for slot in self.version_folders]
        return [*base, *versions, *[("variant", variant.slot) for variant in self.components]]

    @property
    def version_folders(self) -> tuple[Slot, ...]:
        """The folders that hold a version of it and nothing else, beside or below its own."""
        if not self.states:
            return ()
        return tuple(dict.fromkeys([s.slot for s in self.states if s.slot != self.overlay]))

    @property
    def settings(self) -> tuple[State, ...]:
        """The files of settings that a release brings along."""
        return tuple([state for state in self.states if state.form == "whole"])

    @property
    def tagged_by_values(self) -> State | None:
        """The version of its image, where the values of its chart hold it."""
        for state in self.states:
            if state.form == "values":
                return state
        return None

    @property
    def artefact(self) -> str:
        """The word of the place that says where `overlay` is."""
        if self.is_infra:
            return "infra"
        return "source" if self.code and self.code.mode == "pointer" else "overlay"

    @property
    def link_artefact(self) -> str:
        """The word of the place that says where its link is."""
        return "infra-wiring" if self.is_infra else "wiring"

    @property
    def has_pinned_image(self) -> bool:
        """Whether the spec says which tag of its image runs."""
        return self.image is not None and self.image_tag is not None

    @property
    def is_alone(self) -> bool:
        """Whether nothing in its folder sets its namespace, so that only its own link can: plain
        manifests, and whatever people write beside the code, or agents render."""
        return self.is_read_whole or self.code is not None

    @property
    def is_read_whole(self) -> bool:
        """Whether its folder holds manifests and nothing that builds them: each file is applied."""
        return self.tool == "plain" or self.rendered_by is not None

    @property
    def is_hydrated(self) -> bool:
        """Whether the operator that deploys it renders it as well."""
        return self.rendered_by == HYDRATOR

    @property
    def dimensions(self) -> dict[str, str]:
        """What the placeholders of its patterns stand for."""
        if self.stage is None:
            layer = {"layer": self.layer} if self.layer else {}
            return {"infra": self.app, "cluster": self.cluster, **layer}
        return {
            "team": self.team or "",
            "app": self.app,
            "stage": self.stage,
            "cluster": self.cluster,
        }

    @property
    def revision(self) -> str:
        """The branch that is deployed."""
        return self.repo.branch
