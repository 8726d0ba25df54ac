"""Where the versions of a unit live: pinned in the spec, or in files that people and bots edit.

Versions are state, not topology: a promotion must never be undone by a recompile. So a version that
the spec leaves open is written once, into a small seeded file, and that file is its home from then
on (docs/decisions/0006).
"""

from collections.abc import Sequence

from gitopsc.manifests.kustomize import KUSTOMIZATION
from gitopsc.model.workload import App
from gitopsc.plan.slots import Slot, beneath
from gitopsc.plan.source import (
    STARTER_KINDS,
    Chart,
    GitChart,
    RemoteBase,
    Source,
    Starter,
    Umbrella,
)
from gitopsc.plan.state import State
from gitopsc.plan.unit import Code, Target
from gitopsc.refs import Ref, Where
from gitopsc.wiring.drawing import Drawing
from gitopsc.wiring.scopes import OwnedSection
from gitopsc.wiring.workloads.code import is_theirs, names_a_tag, refuse_start
from gitopsc.wiring.workloads.sourcing import tool_of

FIRST_VERSION = "0.0.0"
"""What a version file begins with when the spec does not say `start`."""

FROM_ELSEWHERE = (Chart, GitChart, Umbrella, RemoteBase)
"""What has a version of its own, where it comes from."""


def version_folder(overlay: str) -> str:
    """Where a version lives that nobody placed: beside what people and bots never edit. So it is
    with the pattern of the folder."""
    return beneath(overlay, "version")


class Versions:
    """The versions of one unit, of the sections that hold for it."""

    def __init__(
        self, drawing: Drawing, app: App, ref: Ref, holding: Sequence[OwnedSection]
    ) -> None:
        self._drawing, self._app, self._ref, self._holding = drawing, app, ref, holding
        self._tool = tool_of(app)

    def pinned(self, source: Source) -> str | None:
        """The tag of its image that the spec says; what comes from elsewhere is what a `version`
        is of, where something does."""
        if isinstance(source, FROM_ELSEWHERE):
            return None
        version = self._drawing.sourcing.version(self._holding)
        if version and not self._app.image:
            self._drawing.complaints.error(
                "version-without-image",
                f"{self._ref} has a version, and nothing it could be the version of",
                (Where(self._ref, "version"), "the tag of which image?"),
                help='add `image "registry.example.org/NAME"`',
            )
            return None
        return version

    def first_tag(self, source: Source) -> str | None:
        """The tag that is seeded beside the code: the same for all stages, which may share the
        folder. Where a stage pins another one, its link says so."""
        app, sourcing = self._app, self._drawing.sourcing
        if not names_a_tag(app, source):
            refuse_start(app, self._ref, self._drawing.complaints)
            return None
        if app.image is None:
            return None
        wide = app.start or sourcing.base_version(self._holding)
        is_pinned = sourcing.version(self._holding) is not None
        return wide or (FIRST_VERSION if is_pinned else self._start())

    def states(
        self, source: Source, overlay: Slot, placed: Slot | None, code: Code | None, target: Target
    ) -> tuple[State, ...]:
        """Every version of it that moves; its image is not pinned.

        :param placed: where `place version` puts the folder of its version.
        :param target: the workload whose manifest names the image, where nothing builds it.
        """
        if isinstance(source, Umbrella):
            return self._of_umbrella(source, overlay)
        image = self._of_image(source, overlay, placed, code, target)
        return (image,) if image else ()

    def settings(self, overlay: Slot, code: Code | None, target: Target) -> tuple[State, ...]:
        """What the spec calls promotable beside its version: a patch of its workload each (the
        talk's example 7, after "How to model your GitOps environments": `settings.yml`)."""
        app = self._app
        if not app.state:
            return ()
        why = ""
        if code:
            why = "what is written beside the code is promoted there"
        elif self._tool != "kustomize":
            why = "settings are patches, and only kustomize has them"
        elif target.kind not in STARTER_KINDS:
            why = f"nobody knows where a {target.kind} has its settings"
        if why:
            self._drawing.complaints.error(
                "without-effect",
                f"`state` does nothing for {self._ref}: {why}",
                (Where(self._ref, "state"), "without effect"),
                help="take it out",
            )
            return ()
        return tuple(
            State("settings", name, overlay, f"{name}.yaml", "whole", "")
            for index, name in enumerate(app.state)
            if self._is_free(name, index, target)
        )

    def _is_free(self, name: str, index: int, target: Target) -> bool:
        """Whether settings can be called so: their file is named after them, and stands beside the
        kustomization and the patch of the environment, which is named after the workload."""
        if name not in ("kustomization", target.kind.lower()):
            return True
        self._drawing.complaints.error(
            "reserved-name",
            f"settings of {self._ref} cannot be called `{name}`",
            (Where(self._ref, "state", index), f"`{name}.yaml` is the overlay's own"),
            help="call them otherwise, e.g. `settings`",
        )
        return False

    def _of_umbrella(self, source: Umbrella, overlay: Slot) -> tuple[State, ...]:
        chart = source.chart
        self._refuse_image()
        if source.is_pinned:
            return ()
        return (State("chart", chart.name, overlay, "Chart.yaml", "dependencies", chart.version),)

    def _of_image(
        self, source: Source, overlay: Slot, placed: Slot | None, code: Code | None, target: Target
    ) -> State | None:
        app = self._app
        if app.image is None:
            return None
        if self._tool == "umbrella":
            self._refuse_image()
            return None
        slot = placed or Slot(overlay.repo, version_folder(overlay.path))
        if self._tool == "helm":
            return self._in_values(app.image, slot)
        if code:
            return _beside_code(app, app.image, code, target)
        if self._tool == "plain":
            if not isinstance(source, Starter):
                return None  # nothing builds them, so nothing could set a tag
            return _in_manifest(app.image, overlay, target, self._start())
        return State("image", app.image, slot, KUSTOMIZATION, "images", self._start())

    def _in_values(self, image: str, slot: Slot) -> State | None:
        """Values of their own, read by Helm after all others; in the same form on every operator,
        so that a version outlives the change from one to another."""
        if self._app.image_key is None:
            self._refuse_image()
            return None
        key = tuple(self._app.image_key.split("."))
        return State("image", image, slot, "values.yaml", "values", self._start(), key)

    def _refuse_image(self) -> None:
        if self._app.image is None:
            return
        if self._tool == "umbrella":
            message = f"{self._ref} is an umbrella, and what moves there is the chart's version"
            label = "an umbrella takes no `image`"
            key = self._app.image_key or "image.tag"
            help = f'take it out, and set the tag as a value of the chart: `{key} = "…"`'
        else:
            message = f"{self._ref} is a chart, and charts name their images themselves"
            label = "nowhere to put it"
            help = 'say which of its values holds the tag: `image "…" in "image.tag"`'
        self._drawing.complaints.error(
            "image-on-chart", message, (Where(self._ref, "image"), label), help=help
        )

    def _start(self) -> str:
        """The tag that runs first."""
        if self._app.start is None:
            self._drawing.complaints.warn(
                "no-first-version",
                f"nothing says which version of {self._ref} runs first; `{FIRST_VERSION}` is "
                "seeded",
                (Where(self._ref, "image"), "no `start`"),
                help='add `start "1.0.0"`: the tag the version files begin with',
            )
        return self._app.start or FIRST_VERSION


def _beside_code(app: App, image: str, code: Code, target: Target) -> State | None:
    """What was seeded beside the code names the version there. What CI copies is no home of a
    version: the next copy would undo it."""
    if code.start is None or code.mode == "replicated":
        return None
    if is_theirs(app):
        return _in_manifest(image, code.slot, target, code.start)
    return State("image", image, code.slot, KUSTOMIZATION, "images", code.start)


def _in_manifest(image: str, slot: Slot, target: Target, start: str) -> State:
    """Nothing builds the manifests, so the tag stands in the workload's own."""
    return State("image", image, slot, target.file, "containers", start)
