"""What `bump` says of the versions of a stage: which ones its agent would take."""

from collections.abc import Iterable

from gitopsc.diagnostics.diagnostic import Diagnostic, Label, Severity
from gitopsc.plan.mover import Mover
from gitopsc.promotion.held import Held
from gitopsc.refs import Ref
from gitopsc.wiring.semver import Range
from gitopsc.wiring.versions.accepted import accepted_range


class Policies:
    """Those of all versions that somebody raises."""

    def __init__(self, movers: Iterable[Mover]) -> None:
        self._movers: dict[tuple[Ref, str, str], Mover] = {
            (unit.ref, mover.state.what, mover.state.name): mover
            for mover in movers
            for unit in mover.units
        }

    def against(self, held: Held) -> Diagnostic | None:
        """Slug `forbidden-version`: somebody wrote a version by hand that the agent would never
        have taken, and will replace by another one."""
        is_by_hand = held.field is not None and not held.is_placeholder
        return self._refusal(held, Severity.WARNING) if is_by_hand else None

    def against_moving(self, source: Held) -> Diagnostic | None:
        """The same of a version that is to move on, out of a stage that should not have it."""
        return self._refusal(source, Severity.ERROR)

    def _refusal(self, held: Held, severity: Severity) -> Diagnostic | None:
        mover = self._movers.get((held.unit.ref, *held.key))
        text = accepted_range(mover.bump) if mover else None
        accepted = Range.read(text) if text else None
        if mover is None or accepted is None or held.version is None:
            return None
        if accepted.holds(held.version.tag):
            return None
        return Diagnostic(
            "forbidden-version",
            f"`{held.version}` of `{held.name}` is not in `{text}`, which is what "
            f"`{held.unit.stage}` takes",
            (
                Label(held.field.span if held.field else mover.where, "not in the range"),
                Label(mover.where, f"only `{text}`"),
            ),
            help=("write a version of the range, or widen the range",),
            severity=severity,
        )
