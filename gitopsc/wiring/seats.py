"""What the apps of a team have in common that are in one stage on one cluster."""

from collections.abc import Mapping

from gitopsc.model.sync import Sync
from gitopsc.model.workload import App, Team
from gitopsc.wiring.drawing import Drawing
from gitopsc.wiring.naming import unit_name
from gitopsc.wiring.pattern import APP, pattern
from gitopsc.wiring.placement import Placed
from gitopsc.wiring.plan import Instance
from gitopsc.wiring.policy import APPS, Policy, resolve
from gitopsc.wiring.project_places import project_key
from gitopsc.wiring.shape import Shape
from gitopsc.wiring.spots import Spot
from gitopsc.wiring.unit import Patterns


class Seat:
    """A stage and a cluster, and who deploys the apps there; what an app fills in is its name."""

    def __init__(
        self,
        drawing: Drawing,
        team: Team,
        alone: App | None,
        stage: str,
        cluster: str,
        instance: Instance,
    ) -> None:
        self._drawing, self._team, self._alone = drawing, team, alone
        self.stage, self.cluster, self.instance = stage, cluster, instance
        self.root = instance.root_folder
        self.control_namespace = drawing.control_namespace(team.name, instance)
        declared = drawing.fleet.stages[stage]
        self._said = (drawing.operator_sync(instance), declared.sync, team.sync)
        self._is_reviewed = declared.review
        self._policy = resolve(APPS, *self._said, confirm=declared.review)
        self._like = self.dimensions(APP)
        wiring = self.place("wiring")
        self._name = unit_name(wiring.place if wiring else None, instance)
        self._namespace = team.namespace or declared.namespace or "{team}-{stage}"
        self._names = pattern(self._name).fill(self._like)
        self._namespaces = pattern(self._namespace).fill(self._like)
        self.linked_per = tuple(sorted(wiring.dimensions)) if wiring else ()
        projects = drawing.placement.find("projects", operator=instance.operator)
        self.project = "-".join([self._like[kind] for kind in project_key(projects)])
        self.variant = self.place("variant")
        self._spots: dict[str, Spot | None] = {}
        self._patterns: dict[Shape, Patterns] = {}

    def dimensions(self, app: str) -> Mapping[str, str]:
        """What the placeholders stand for, for an app."""
        return {"team": self._team.name, "app": app, "stage": self.stage, "cluster": self.cluster}

    def name(self, app: str) -> str:
        """What the link of an app is called."""
        return self._names.replace(APP, app)

    def namespace(self, app: App) -> str:
        """Where an app runs."""
        if app.namespace:
            return pattern(app.namespace).fill(self.dimensions(app.name))
        return self._namespaces.replace(APP, app.name)

    def policy(self, own: Sync | None) -> Policy:
        """How an app is synced that says this much itself, if anything."""
        if own is None:
            return self._policy
        return resolve(APPS, *self._said, own, confirm=self._is_reviewed)

    def place(self, artefact: str) -> Placed | None:
        """Where something of each app is said to be, if anybody says it."""
        app = self._alone.name if self._alone else None
        return self._drawing.placement.find(
            artefact, operator=self.instance.operator, team=self._team.name, app=app
        )

    def spot(self, artefact: str) -> Spot | None:
        """The same, with everything filled in but the names of the apps."""
        if artefact not in self._spots:
            placed = self.place(artefact)
            made = Spot(self._drawing.placement, placed, self._like) if placed else None
            self._spots[artefact] = made
        return self._spots[artefact]

    def patterns(self, shape: Shape) -> Patterns:
        """What the texts of a unit are made from that has its places, and no namespace of its own."""
        if shape not in self._patterns:
            overlay, deployed = self._path(shape.own), self._path(shape.deployed)
            assert overlay is not None and deployed is not None
            version = self._path("version")
            self._patterns[shape] = Patterns(
                self._name,
                self._namespace,
                path=deployed,
                overlay=overlay,
                base=self._path("base") if shape.has_base else None,
                version=f"{overlay}/version" if version is None else version,
            )
        return self._patterns[shape]

    def _path(self, artefact: str) -> str | None:
        placed = self.place(artefact)
        return placed.place.at.strip("/") if placed else None


class Seats:
    """Those of one team, or of one app that has places of its own and so sits alone; each made
    when it is first taken."""

    def __init__(self, drawing: Drawing, team: Team, alone: App | None = None) -> None:
        self._drawing, self._team, self._alone = drawing, team, alone
        self._made: dict[tuple[str, str], Seat | None] = {}
        self._taken: dict[tuple[tuple[str, str], ...], tuple[Seat, ...]] = {}

    def of(self, app: App) -> tuple[Seat, ...]:
        """Those that an app takes: wherever it runs, and somebody deploys for the team."""
        runs = self._drawing.fleet.runs(self._team, app)
        if runs not in self._taken:
            self._taken[runs] = tuple([seat for run in runs if (seat := self._at(run))])
        return self._taken[runs]

    def _at(self, run: tuple[str, str]) -> Seat | None:
        if run not in self._made:
            stage, cluster = run
            instance = self._drawing.instance(cluster, self._team.name)
            self._made[run] = instance and Seat(
                self._drawing, self._team, self._alone, stage, cluster, instance
            )
        return self._made[run]
