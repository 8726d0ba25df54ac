"""Which versions a unit runs: read where each has its home, in the spec or in a file."""

from dataclasses import dataclass
from typing import Literal, Protocol

from gitopsc.diagnostics.diagnostic import Diagnostic
from gitopsc.plan.source import Chart, GitChart, RemoteBase, Starter, Theirs, Umbrella
from gitopsc.plan.state import State
from gitopsc.plan.unit import Unit
from gitopsc.promotion.fields import Field, find
from gitopsc.promotion.version import Version
from gitopsc.source import Source
from gitopsc.wiring.workloads.states import FIRST_VERSION


class Checkouts(Protocol):
    """The repositories as they stand; each file is the same value whenever it is asked for."""

    def text(self, repo: str, path: str) -> Source | Diagnostic | None:
        """A file of a repository, by the folder that the repository has in the output; `None`
        where there is none."""


@dataclass(frozen=True)
class Held:
    """One version of a unit. It is known, or there is a reason why not."""

    unit: Unit
    what: Literal["image", "chart", "base", "settings"]
    name: str
    version: Version | None = None
    state: State | None = None
    """Its home, if that is a file and not the spec."""
    field: Field | None = None
    problem: Diagnostic | None = None
    """What is wrong with the file."""

    @property
    def key(self) -> tuple[str, str]:
        """What the same version goes by in another stage."""
        return self.what, self.name

    @property
    def is_placeholder(self) -> bool:
        """Whether it is what was seeded because the spec says no first version."""
        return self.state is not None and str(self.version) == self.state.start == FIRST_VERSION


def held_by(unit: Unit, checkouts: Checkouts) -> tuple[Held, ...]:
    """All versions of a unit, its chart or base before its image."""
    return (*_said(unit), *(_read(unit, state, checkouts) for state in unit.states))


def unknown(unit: Unit) -> str:
    """Why a unit without a version has none that could be known here; ends a sentence."""
    if unit.code is not None or isinstance(unit.source, Theirs):
        return "is written beside its code, which says it"
    return "brings manifests that name their images themselves"


def _said(unit: Unit) -> tuple[Held, ...]:
    """What the spec says."""
    found: list[Held] = []
    match unit.source:
        case Chart(name=name, version=version):
            found.append(Held(unit, "chart", name, Version(version)))
        case Umbrella(chart=chart, is_pinned=True):
            found.append(Held(unit, "chart", chart.name, Version(chart.version)))
        case GitChart(path=path, revision=revision):
            found.append(Held(unit, "chart", path.rpartition("/")[2], Version(revision)))
        case RemoteBase(url=url):
            address, _, revision = url.partition("?ref=")
            found.append(Held(unit, "base", address, Version(revision)))
    if unit.image and unit.image_tag:
        found.append(Held(unit, "image", unit.image, Version(unit.image_tag)))
    return tuple(found)


def _read(unit: Unit, state: State, checkouts: Checkouts) -> Held:
    shown = f"{state.slot.repo.folder}/{state.path}"
    source = checkouts.text(state.slot.repo.folder, state.path)
    if source is None:
        found: Field | Diagnostic = _missing(shown, state)
    else:
        found = source if isinstance(source, Diagnostic) else find(source, state, _manifest(unit))
    if isinstance(found, Diagnostic):
        return Held(unit, state.what, state.name, state=state, problem=found)
    return Held(unit, state.what, state.name, found.version, state, found)


def _manifest(unit: Unit) -> str | None:
    """The manifest that was seeded with the name of the image; `None` where others wrote it."""
    slot = unit.code.slot if unit.code else unit.base
    if slot is None or not isinstance(unit.source, Starter):
        return None
    return f"{slot.repo.folder}/{slot.file(unit.target.file)}"


def _missing(shown: str, state: State) -> Diagnostic:
    """Slug `missing-version-file`."""
    is_whole = state.form == "whole"
    first = "with nothing in it yet" if is_whole else f"with `{state.start}` in it"
    return Diagnostic(
        "missing-version-file",
        f"`{shown}` is not there, and it "
        + ("is promoted with the version" if is_whole else f"holds the version of `{state.name}`"),
        help=(f"take it back from Git; or `gitopsc compile` writes a first one, {first}",),
    )
