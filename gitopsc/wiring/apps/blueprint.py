"""What the units of an app have in common, worked out once."""

from gitopsc.model.sync import UNSAID
from gitopsc.model.workload import App, Team
from gitopsc.plan.slots import Slot
from gitopsc.refs import Ref
from gitopsc.wiring.apps.content import Content, varies
from gitopsc.wiring.apps.destinations import Destination
from gitopsc.wiring.apps.shape import shape_of
from gitopsc.wiring.apps.shared_places import SharedPlaces
from gitopsc.wiring.drawing import Drawing
from gitopsc.wiring.places.placement import Placed
from gitopsc.wiring.scopes import applicable, sections_about


class Blueprint:
    """An app: how it is built, and what it is made of."""

    def __init__(self, drawing: Drawing, team: Team, app: App) -> None:
        self.drawing, self.team, self.app = drawing, team, app
        self.ref = Ref("app", (team.name, app.name))
        self.shape = shape_of(app)
        is_unsaid = app.sync is UNSAID or app.sync == UNSAID
        self.own_sync = None if is_unsaid else app.sync
        self.is_apart = bool(app.places or app.namespace or self.own_sync)
        self._said = sections_about(team, app)
        self._holds_everywhere = all(item.section.scope.is_everywhere for item in self._said)
        self._varies = varies(app, self._said)
        self._contents: dict[tuple[object, ...], Content] = {}
        self._fixed: dict[Placed, Slot | None] = {}

    def slot(self, artefact: str, places: SharedPlaces) -> Slot | None:
        """Where something of a unit is; `None` where nobody placed it, or after a complaint. What
        goes by neither stage nor cluster is where it is for all units."""
        shared = places.shared(artefact)
        if shared is None:
            return None
        if not shared.is_everywhere:
            return shared.slot(self.app.name)
        if shared.placed not in self._fixed:
            self._fixed[shared.placed] = shared.slot(self.app.name)
        return self._fixed[shared.placed]

    def content(self, at: Destination, base: Slot | None) -> Content:
        """What a unit is made of.

        :param base: where its first manifests can be seeded.
        """
        holding = self._said
        if not self._holds_everywhere:
            holding = applicable(holding, self.drawing.fleet, at.stage, at.cluster)
        scene = (at.stage, at.cluster) if self._varies else tuple(map(id, holding))
        key = (base is not None, *scene)
        if key not in self._contents:
            self._contents[key] = Content(
                self.drawing,
                self.app,
                self.ref,
                self.shape,
                holding,
                at.dimensions(self.app.name),
                is_based=base is not None,
            )
        return self._contents[key]
