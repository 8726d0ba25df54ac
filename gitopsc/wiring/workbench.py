"""One app on the bench: its units have most in common, and that is worked out once."""

from collections.abc import Mapping

from gitopsc.model.sync import Sync
from gitopsc.model.workload import App, Team
from gitopsc.refs import Ref
from gitopsc.wiring.code import deployed_from, is_beside_code
from gitopsc.wiring.content import Content, varies
from gitopsc.wiring.drawing import Drawing
from gitopsc.wiring.naming import unit_name
from gitopsc.wiring.placement import STAGE, Placed
from gitopsc.wiring.plan import Instance
from gitopsc.wiring.project_places import project_key
from gitopsc.wiring.rendering import renderer
from gitopsc.wiring.scopes import Said, applicable
from gitopsc.wiring.slots import Slot
from gitopsc.wiring.sourcing import tool_of
from gitopsc.wiring.unit import Patterns

WITHOUT_BASE = ("plain", "umbrella")
"""Tools whose overlay is all there is: nothing could put a base below it."""

UNSAID = Sync()


class Workbench:
    """An app, as one operator deploys it: its places, and what it is made of."""

    def __init__(self, drawing: Drawing, team: Team, app: App, operator: str) -> None:
        self.drawing, self.team, self.app = drawing, team, app
        self._operator = operator
        self.ref = Ref("app", (team.name, app.name))
        self.tool = tool_of(app)
        self.is_beside_code = is_beside_code(app)
        self.renderer = renderer(app)
        is_built_here = self.tool not in WITHOUT_BASE and not self.is_beside_code
        self.overlay = self._find(deployed_from(app))
        self.deployed = self._find("rendered") if self.renderer else self.overlay
        self.base = self._find("base") if is_built_here else None
        self.wiring = self._find("wiring")
        self.version = self._find("version")
        self.source = self._find("source") if self.is_beside_code else None
        self.variant = self._find("variant")
        self.linked_per = tuple(sorted(self.wiring.dimensions)) if self.wiring else ()
        self.project_key = project_key(drawing.placement.find("projects", operator=operator))
        self.own_sync = app.sync if app.sync != UNSAID else None
        self.is_apart = bool(app.places or app.namespace or self.own_sync)
        self._said = [Said(Ref("team", (team.name,)), 0, section) for section in team.sections]
        self._said += [Said(self.ref, 1, section) for section in app.sections]
        self._holds_everywhere = all(item.section.scope.is_everywhere for item in self._said)
        self._varies = varies(app, self._said)
        self._contents: dict[tuple[object, ...], Content] = {}
        self._patterns: dict[tuple[str, str], Patterns] = {}
        self._fixed: dict[str, Slot | None] = {}

    def slot(self, placed: Placed | None, dimensions: Mapping[str, str]) -> Slot | None:
        """Where something of a unit is; what goes by neither stage nor cluster is where it is for
        all of them."""
        if placed is None:
            return None
        if not placed.dimensions.isdisjoint(STAGE):
            return self.drawing.placement.slot(placed, dimensions)
        artefact = placed.place.artefact
        if artefact not in self._fixed:
            self._fixed[artefact] = self.drawing.placement.slot(placed, dimensions)
        return self._fixed[artefact]

    def content(self, dimensions: Mapping[str, str]) -> Content:
        """What a unit is made of."""
        stage, cluster = dimensions["stage"], dimensions["cluster"]
        holding = self._said
        if not self._holds_everywhere:
            holding = applicable(holding, self.drawing.fleet, stage, cluster)
        key = (stage, cluster) if self._varies else tuple(map(id, holding))
        if key not in self._contents:
            is_based = self.slot(self.base, dimensions) is not None
            self._contents[key] = Content(
                self.drawing, self.app, self.ref, holding, dimensions, is_based=is_based
            )
        return self._contents[key]

    def patterns(self, stage: str, instance: Instance) -> Patterns:
        """What the texts of a unit that has its places are made from."""
        key = (
            unit_name(self.wiring.place if self.wiring else None, instance),
            self._namespace(stage),
        )
        if key not in self._patterns:
            assert self.overlay is not None and self.deployed is not None
            overlay = _path(self.overlay)
            self._patterns[key] = Patterns(
                *key,
                path=_path(self.deployed),
                overlay=overlay,
                base=_path(self.base) if self.base else None,
                version=_path(self.version) if self.version else f"{overlay}/version",
            )
        return self._patterns[key]

    def _namespace(self, stage: str) -> str:
        """The pattern of a namespace."""
        return (
            self.app.namespace
            or self.team.namespace
            or self.drawing.fleet.stages[stage].namespace
            or "{team}-{stage}"
        )

    def _find(self, artefact: str) -> Placed | None:
        return self.drawing.placement.find(
            artefact, operator=self._operator, team=self.team.name, app=self.app.name
        )


def _path(placed: Placed) -> str:
    return placed.place.at.strip("/")
