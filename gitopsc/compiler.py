"""The stairs: from the text of a spec to the files of its repositories."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from gitopsc.backends import DEFAULTS, load
from gitopsc.backends.answering import answers
from gitopsc.backends.choosing import as_said, chosen
from gitopsc.backends.collisions import told_collisions
from gitopsc.backends.shared_folders import shared_folders
from gitopsc.diagnostics.diagnostic import Diagnostic
from gitopsc.diagnostics.order import in_order
from gitopsc.language.binder import bind
from gitopsc.language.library import Library
from gitopsc.language.origins import Origins, locate
from gitopsc.manifests.deciding_files import DecidingFiles
from gitopsc.manifests.draft import Draft, Keeps, everything
from gitopsc.manifests.tree import FileTree
from gitopsc.materials.materials import Materials
from gitopsc.model.releases import BOTS, CI_SERVERS
from gitopsc.model.topology import Topology
from gitopsc.plan.plan import Plan
from gitopsc.portraits.codeowners import emit_owners
from gitopsc.portraits.topology import emit_topology
from gitopsc.refs import Ref
from gitopsc.source import Source
from gitopsc.syntax.parser import Parse, parse
from gitopsc.wiring.drawing import Drawing
from gitopsc.wiring.wire import wire


class Planned(NamedTuple):
    """A plan without mistakes, and what it follows from."""

    topology: Topology
    plan: Plan
    origins: Origins | None
    """Where things were said; `None` without a text."""
    diagnostics: tuple[Diagnostic, ...]
    """Warnings and notes."""

    def located(self, found: Sequence[Diagnostic]) -> Sequence[Diagnostic]:
        """Complaints of those who look on, at the lines of the spec."""
        return locate(found, self.origins) if self.origins else found


class Compilation(NamedTuple):
    """What became of a spec. `files` is empty when there is an error among the diagnostics;
    `topology` and `plan` are there as far as the climb went."""

    files: FileTree
    diagnostics: tuple[Diagnostic, ...]
    topology: Topology | None = None
    plan: Plan | None = None
    origins: Origins | None = None
    """Where things were said; `None` without a text."""
    shared: frozenset[tuple[str, str]] = frozenset()
    """The files, by repository and path, in which several teams have a hand."""

    @property
    def ok(self) -> bool:
        return not any(diagnostic.is_error for diagnostic in self.diagnostics)

    @property
    def planned(self) -> Planned | None:
        """The plan, if nothing is wrong with it and with what was emitted of it."""
        if self.topology is None or self.plan is None or not self.ok:
            return None
        return Planned(self.topology, self.plan, self.origins, self.diagnostics)


class Report:
    """Collects what each landing complains about."""

    def __init__(self, origins: Origins | None = None) -> None:
        self._found: list[Diagnostic] = []
        self.origins = origins

    def take(self, diagnostics: Iterable[Diagnostic]) -> bool:
        """Add complaints; whether the climb may go on."""
        self._found.extend(diagnostics)
        return not any(diagnostic.is_error for diagnostic in self._found)

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All of them, turned to the lines of the spec and in reading order."""
        return in_order(locate(self._found, self.origins) if self.origins else self._found)


def compile_spec(
    entry: Source, library: Library, operator: str | None = None, parse: Parse = parse
) -> Compilation:
    """Turn one specification into the files of its repositories.

    :param entry: the text of the entry file.
    :param library: where included files, values and manifests beside it are read.
    :param operator: compile for this operator instead of the spec's own.
    :param parse: how texts are read, for those who remember some.
    """
    return _compiled(plan_spec(entry, library, operator, parse))


def plan_spec(
    entry: Source, library: Library, operator: str | None, parse: Parse = parse
) -> Planned | Compilation:
    """The same climb as far as the plan; or all of it, where that has a mistake."""
    report = Report()
    topology = _meaning(entry, library, parse, report)
    if topology is None:
        return Compilation({}, report.diagnostics)
    return _plan(topology, Materials(library), operator, report)


def _meaning(entry: Source, library: Library, parse: Parse, report: Report) -> Topology | None:
    """What was said, if there is no mistake in it. The trees of the files end here: they take more
    memory than all that follows from them."""
    bound = bind(entry, library, parse)
    report.origins = bound.origins
    return bound.topology if report.take(bound.diagnostics) else None


def compile_topology(topology: Topology, library: Library, operator: str | None) -> Compilation:
    """The same from a topology built in Python; complaints name things instead of lines."""
    return _compiled(_plan(topology, Materials(library), operator, Report()))


def _plan(
    topology: Topology, materials: Materials, operator: str | None, report: Report
) -> Planned | Compilation:
    if operator and report.origins:
        report.origins = report.origins.renamed(as_said(topology, operator))
    topology, told = chosen(topology, operator)
    drawing = Drawing(topology, materials)
    if report.take(told) and report.take(answers(drawing)):
        plan, diagnostics = wire(drawing, DEFAULTS)
        if report.take(diagnostics) and plan:
            return Planned(topology, plan, report.origins, report.diagnostics)
    return Compilation({}, report.diagnostics, topology, None, report.origins)


class Emission(NamedTuple):
    """The files of some repositories of a plan, and what is to be said of those, or of none in
    particular. Complaints name things, and not lines yet."""

    files: FileTree
    diagnostics: tuple[Diagnostic, ...]
    shared: frozenset[tuple[str, str]]


def emit(planned: Planned, keeps: Keeps = everything) -> Emission:
    """The files that follow from a plan.

    :param keeps: the repositories whose files are wanted.
    """
    topology, plan = planned.topology, planned.plan
    report = Report()
    owned = frozenset(Ref("stage", (stage.name,)) for stage in topology.stages if stage.owners)
    header = f"Generated by gitopsc from {topology.name}.gitops."
    draft = Draft(header, keeps, DecidingFiles(owned))
    backends = [load(name) for name in sorted({one.operator for one in plan.instances})]
    emitted = [backend.emit(plan, draft) for backend in backends]
    report.take(told for one in emitted for told in one.diagnostics)
    report.take(shared_folders(read for one in emitted for read in one.reads))
    if plan.carriers:
        from gitopsc.carriers import emit_carriers  # few specs have any; no other start pays for it

        conventions = {
            ref: ways for backend in backends for ref, ways in backend.conventions(plan).items()
        }
        report.take(emit_carriers(plan, conventions, draft))
    steps = {ref: found for backend in backends for ref, found in backend.steps(plan).items()}
    emit_owners(topology, plan, draft)
    emit_topology(plan, steps, draft)
    if any(agent.using in CI_SERVERS for agent in topology.agents):
        from gitopsc.pipelines.emit import emit_pipelines  # likewise

        report.take(emit_pipelines(topology, plan, draft))
    if any(agent.using in BOTS for agent in topology.agents):
        from gitopsc.bots.emit import emit_bots  # likewise

        report.take(emit_bots(plan, draft))
    report.take(told_collisions(draft.collisions, plan))
    return Emission(draft.tree(), report.diagnostics, draft.shared)


def conclude(planned: Planned, emissions: Sequence[Emission]) -> Compilation:
    """A plan and all that was emitted of it, by one or by several."""
    report = Report(planned.origins)
    report.take(planned.diagnostics)
    is_right = report.take(told for emission in emissions for told in emission.diagnostics)
    files = {repo: one.files[repo] for one in emissions for repo in one.files} if is_right else {}
    return Compilation(
        dict(sorted(files.items())),
        report.diagnostics,
        planned.topology,
        planned.plan,
        planned.origins,
        shared=frozenset(key for emission in emissions for key in emission.shared),
    )


def _compiled(planned: Planned | Compilation) -> Compilation:
    return conclude(planned, [emit(planned)]) if isinstance(planned, Planned) else planned
