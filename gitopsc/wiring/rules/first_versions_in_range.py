"""Truth: a version begins with one that its `bump` takes."""

import re
from collections.abc import Iterable

from gitopsc.plan.mover import Mover
from gitopsc.refs import Ref, Where
from gitopsc.wiring.drawing import Drawing
from gitopsc.wiring.semver import Range
from gitopsc.wiring.versions.accepted import accepted_range
from gitopsc.wiring.workloads.states import FIRST_VERSION


def check(drawing: Drawing, movers: Iterable[Mover]) -> None:
    """Slug `forbidden-version`: a warning, since the agent will replace what we have seeded. An app
    says one first version for all of its stages, so it is enough that one of them takes it."""
    alike: dict[tuple[Ref, str], list[Mover]] = {}
    for mover in movers:
        alike.setdefault((mover.units[0].declared, mover.state.what), []).append(mover)
    for (declared, _), held in alike.items():
        if any(map(_takes_its_first, held)):
            continue
        accepted = accepted_range(held[0].bump)
        drawing.complaints.warn(
            "forbidden-version",
            f"{declared} begins with `{held[0].state.start}`, which is not in `{accepted}`: its "
            "`bump` would never take it",
            (Where(declared, "start"), "not in the range"),
            (held[0].where, f"only `{accepted}`"),
            help="begin with a version of the range, or widen the range",
        )


def _takes_its_first(mover: Mover) -> bool:
    """Where no first version is said, that is the complaint. Of a short one nobody can tell: some
    agents fill in what it lacks, and to others it is none."""
    text, first = accepted_range(mover.bump), mover.state.start.partition("@")[0]
    accepted = Range.read(text) if text else None
    is_open = first == FIRST_VERSION or re.fullmatch(r"v?\d+(\.\d+)?", first)
    return accepted is None or bool(is_open) or accepted.holds(first)
