"""From a plan to the pipelines of its repositories: who builds, checks and delivers what, where.

Config replication is the talk's: the manifests are written beside the code and checked there
("shift left"), and CI copies them to where they are deployed from.
"""

from collections.abc import Iterable, Iterator, Mapping

from gitopsc.diagnostics.diagnostic import Diagnostic
from gitopsc.model.releases import CI_SERVERS, Agent
from gitopsc.model.topology import Topology
from gitopsc.model.workload import App
from gitopsc.pipelines.pipeline import NOTHING, Check, Delivery, How, Made, Pipeline
from gitopsc.plan.mover import Mover
from gitopsc.plan.plan import Plan
from gitopsc.plan.slots import RepoAt
from gitopsc.plan.unit import Unit
from gitopsc.refs import Ref, Where
from gitopsc.wiring.complaints import Complaints
from gitopsc.wiring.forges import forge_of, http_address, refuse_unknown
from gitopsc.wiring.versions.promotions import Promotions
from gitopsc.wiring.versions.unraisable import Obstacle, cannot_raise

REQUESTS: dict[str, How] = {"gitea": "gitea", "github": "github", "gitlab": "gitlab"}
"""Forges at which the scripts can open a pull request."""


SPEC = "gitopsc"
"""The check that holds a whole repository against the spec, where that lies in it."""


def build_pipelines(
    topology: Topology, plan: Plan
) -> tuple[tuple[Pipeline, ...], tuple[Diagnostic, ...]]:
    """Every pipeline, by repository; and what stands in the way of some."""
    builder = _Builder(topology, plan)
    return builder.pipelines(), builder.complaints.all


def ci_agents(topology: Topology) -> dict[str, Agent]:
    """The agents that are CI servers, by name."""
    return {agent.name: agent for agent in topology.agents if agent.using in CI_SERVERS}


class _Builder:
    """The pipelines of one plan under construction."""

    def __init__(self, topology: Topology, plan: Plan) -> None:
        self.plan = plan
        self.complaints = Complaints()
        self._agents = ci_agents(topology)
        self._stages = {stage.name: stage for stage in topology.stages}
        self._apps = {(team.name, app.name): app for team in topology.teams for app in team.apps}
        self._promotions = Promotions(topology)

    def pipelines(self) -> tuple[Pipeline, ...]:
        deliveries: dict[RepoAt, dict[str, list[Delivery]]] = {}
        for unit in self.plan.units:
            agent = self._copier(unit)
            if agent and unit.code:
                work = deliveries.setdefault(unit.code.slot.repo, {})
                work.setdefault(agent.name, []).append(self._delivery(unit, agent))
        for mover in self.plan.movers:
            if mover.code and self._can_raise(mover):
                work = deliveries.setdefault(mover.code, {})
                work.setdefault(mover.agent.name, []).append(self._raising(mover, mover.code))
        for repo, agent in self._checked():
            deliveries.setdefault(repo, {}).setdefault(agent.name, [])
        built = [
            self._pipeline(repo, self._agents[name], work[name])
            for repo, work in sorted(deliveries.items())
            for name in self._one_agent(repo, work)
        ]
        for pipeline in built:
            self._refuse_blanks(pipeline)
        return tuple(pipeline for pipeline in built if pipeline.checks or pipeline.deliveries)

    def _pipeline(self, repo: RepoAt, agent: Agent, deliveries: list[Delivery]) -> Pipeline:
        reached = {delivery.stage for delivery in deliveries}
        stages = tuple(stage for stage in self._promotions.in_order() if stage in reached)
        return Pipeline(
            repo=repo,
            agent=agent,
            checks=self._checks(repo, agent),
            deliveries=tuple(sorted(deliveries, key=lambda d: (stages.index(d.stage), d))),
            stages=stages,
        )

    # -- deliveries --------------------------------------------------------------------------

    def _copier(self, unit: Unit) -> Agent | None:
        """The CI server that copies the manifests of a unit, if one does."""
        app = self._app(unit)
        if app.config is None or app.config.mode != "replicated":
            return None
        return self._agents.get(app.config.by or "")

    def _delivery(self, unit: Unit, agent: Agent) -> Delivery:
        assert unit.code is not None and unit.stage is not None
        source = unit.code.slot
        return Delivery(
            stage=unit.stage,
            how=self._how(unit.repo, [unit], agent, Where(unit.declared, "config")),
            app=f"{unit.team}.{unit.app}",
            made=self._made(unit, agent),
            source=source.path or ".",
            repository=http_address(unit.repo.url),
            branch=unit.repo.branch,
            into=unit.path or ".",
            image=unit.image or NOTHING,
            context="." if source.repo.dimension("app") else unit.app,
        )

    def _raising(self, mover: Mover, code: RepoAt) -> Delivery:
        """The tag alone, in the file that is its home."""
        unit, slot = mover.units[0], mover.state.slot
        assert unit.stage is not None
        return Delivery(
            stage=unit.stage,
            how=self._how(slot.repo, mover.units, mover.agent, mover.where),
            app=f"{unit.team}.{unit.app}",
            made="raised",
            source=NOTHING,
            repository=http_address(slot.repo.url),
            branch=slot.repo.branch,
            into=slot.path or ".",
            image=mover.state.name,
            context="." if code.dimension("app") else unit.app,
        )

    def _can_raise(self, mover: Mover) -> bool:
        """Slug `cannot-raise`: a CI server builds images, and what it builds is the newest."""
        choosing = [word for word in ("policy", "range") if getattr(mover.bump, word)]
        if mover.state.form not in ("containers", "images"):
            obstacle = Obstacle(
                "its scripts set the tag of an image in a kustomization or a manifest",
                "let Renovate raise it (`agent NAME using renovate`)",
            )
        elif choosing:
            obstacle = Obstacle(
                "it raises to what it has built, and chooses among nothing",
                f"take `{'` and `'.join(choosing)}` out",
                choosing[0],
            )
        else:
            return True
        self.complaints.add(cannot_raise(mover, obstacle))
        return False

    def _checked(self) -> Iterator[tuple[RepoAt, Agent]]:
        """The repositories that something is deployed from, and who looks at each change there."""
        agents = [agent for agent in self._agents.values() if agent.checks]
        for unit in (*self.plan.installs, *self.plan.units):
            for repo in {slot.repo for slot in (unit.overlay, unit.deployed)}:
                yield from ((repo, agent) for agent in agents if not repo.is_oci)

    def _how(self, repo: RepoAt, units: Iterable[Unit], agent: Agent, where: Where) -> How:
        """Review guards the commit: where it is required, nothing is pushed.

        :param repo: where the commit goes.
        :param units: those that it changes.
        """
        stage = next((u.stage for u in units if u.stage and self._is_reviewed(u.stage)), None)
        if stage is None:
            return "push"
        forge = forge_of(repo)
        if forge is None:
            why = f"review is required in `{stage}`, so `{agent.name}` opens pull requests"
            refuse_unknown(repo, where, why, self.complaints)
        elif forge not in REQUESTS:
            self._refuse_forge(repo, forge, stage, where)
        return REQUESTS.get(forge or "", "push")

    def _is_reviewed(self, stage: str) -> bool:
        arrows = self._promotions.into(stage)
        return self._stages[stage].review or any(arrow.review for arrow in arrows)

    def _made(self, unit: Unit, agent: Agent) -> Made:
        """Whether its agent moves the version as well: unless the version arrives in this stage by
        somebody else, who would be undone."""
        moved_by = {arrow.by for arrow in self._promotions.into(unit.stage or "")}
        is_built = unit.image is not None and moved_by <= {agent.name}
        return "built" if is_built else "copied"

    # -- checks ------------------------------------------------------------------------------

    def _checks(self, repo: RepoAt, agent: Agent) -> tuple[Check, ...]:
        """What is looked at before it is merged: each folder of the repository that is built, by
        the agent's tools in its order."""
        folders: dict[str, set[str]] = {}
        for unit in (*self.plan.installs, *self.plan.units):
            for slot in (unit.code.slot if unit.code else None, unit.overlay):
                if slot and slot.repo == repo:
                    fitting = {tool for tool in agent.checks if _fits(tool, unit)}
                    folders.setdefault(slot.path or ".", set()).update(fitting)
        whole = [Check(SPEC, repo.folder)] if SPEC in agent.checks and folders else []
        return (*whole, *_of_folders(agent, folders))

    # -- mistakes ----------------------------------------------------------------------------

    def _one_agent(self, repo: RepoAt, work: dict[str, list[Delivery]]) -> Iterator[str]:
        """Slug `two-pipelines`: two CI servers at work in one repository."""
        first, *others = sorted(work)
        for other in others:
            self.complaints.error(
                "two-pipelines",
                f"`{first}` and `{other}` would both run a pipeline in `{repo.folder}`",
                (Where(Ref("agent", (other,))), "this one"),
                (Where(Ref("agent", (first,))), "and this one"),
                help="let one agent look after a repository",
            )
        yield first

    def _refuse_blanks(self, pipeline: Pipeline) -> None:
        """Slug `blank-in-path`: a blank ends a cell of the tables that the scripts read."""
        copied = [path for row in pipeline.deliveries for path in (row.source, row.into)]
        paths = [*copied, *(check.folder for check in pipeline.checks)]
        blank = next((path for path in paths if len(path.split()) > 1), None)
        if blank:
            self.complaints.error(
                "blank-in-path",
                f"the scripts of `{pipeline.agent.name}` would not find `{blank}`",
                (Where(pipeline.ref), f"has work in `{pipeline.repo.folder}`"),
                help="let no pattern of `place` have a blank in it",
            )

    def _refuse_forge(self, repo: RepoAt, forge: str, stage: str, where: Where) -> None:
        """Slug `no-pull-requests`: a forge that no script speaks to."""
        self.complaints.error(
            "no-pull-requests",
            f"no pipeline can open a pull request at {forge}",
            (Where(Ref("repo", (repo.name,)), "forge"), f"served by {forge}"),
            (where, f"and review is required in `{stage}`"),
            help=f"let people do it (`by manual`), or take `review` out of `{stage}`",
        )

    def _app(self, unit: Unit) -> App:
        return self._apps[unit.team or "", unit.app]


def _of_folders(agent: Agent, folders: Mapping[str, set[str]]) -> Iterator[Check]:
    """In the order of the folders, each by the tools in the order of the agent."""
    for folder in sorted(folders):
        yield from (Check(tool, folder) for tool in agent.checks if tool in folders[folder])


def _fits(tool: str, unit: Unit) -> bool:
    """Whether a tool can look at the folder of a unit; a chart from elsewhere is not in it."""
    only: Mapping[str, tuple[str, ...]] = {
        SPEC: (),
        "helm": ("umbrella",),
        "kustomize": ("kustomize",),
    }
    return unit.tool in only.get(tool, ("kustomize", "plain", "umbrella"))
