"""What the apps of a team have in common that are in one stage on one cluster."""

from collections.abc import Mapping

from gitopsc.model.sync import Sync
from gitopsc.model.workload import App, Team
from gitopsc.plan.instance import Instance
from gitopsc.plan.pattern import APP, pattern
from gitopsc.plan.policy import Policy
from gitopsc.wiring.apps.shared_places import SharedPlaces
from gitopsc.wiring.drawing import Drawing
from gitopsc.wiring.fleet import Run
from gitopsc.wiring.places.project_places import project_key
from gitopsc.wiring.policy import APPS, resolve


class Destination:
    """A stage and a cluster, and who deploys the team's apps there."""

    def __init__(
        self, drawing: Drawing, team: Team, stage: str, cluster: str, instance: Instance
    ) -> None:
        self.stage, self.cluster, self.instance = stage, cluster, instance
        self._team, self._placement = team.name, drawing.placement
        self._like = self.dimensions(APP)
        self._places = SharedPlaces(drawing.placement, instance, self._like)
        self.root = instance.root_folder
        self.control_namespace = drawing.control_namespace(team.name, instance)
        projects = drawing.placement.find("projects", operator=instance.operator)
        self.project = "-".join([self._like[kind] for kind in project_key(projects)])
        declared = drawing.fleet.stages[stage]
        self.namespace_said = team.namespace or declared.namespace or "{team}-{stage}"
        """The pattern of the namespaces of apps that say none themselves."""
        self._namespaces = pattern(self.namespace_said).fill(self._like)
        self._is_reviewed = declared.review
        self._said = (drawing.operator_sync(instance), declared.sync, team.sync)
        self._policy = resolve(APPS, *self._said, confirm=declared.review)

    def dimensions(self, app: str) -> Mapping[str, str]:
        """What the placeholders stand for, for an app."""
        return {"team": self._team, "app": app, "stage": self.stage, "cluster": self.cluster}

    def places(self, app: App) -> SharedPlaces:
        """Where the files of an app are."""
        if app.places:
            return SharedPlaces(self._placement, self.instance, self._like, app.name)
        return self._places

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


class Destinations:
    """Those of one team, each made when it is first taken."""

    def __init__(self, drawing: Drawing, team: Team) -> None:
        self._drawing, self._team = drawing, team
        self._made: dict[Run, Destination | None] = {}
        self._taken: dict[tuple[Run, ...], tuple[Destination, ...]] = {}

    def of(self, app: App) -> tuple[Destination, ...]:
        """Those that an app takes: wherever it runs, and somebody deploys for the team."""
        runs = self._drawing.fleet.runs(self._team, app)
        if runs not in self._taken:
            self._taken[runs] = tuple([at for run in runs if (at := self._at(run))])
        return self._taken[runs]

    def _at(self, run: Run) -> Destination | None:
        if run not in self._made:
            instance = self._drawing.instance(run.cluster, self._team.name)
            self._made[run] = instance and Destination(self._drawing, self._team, *run, instance)
        return self._made[run]
