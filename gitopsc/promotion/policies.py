"""What `bump` says of the versions of a stage: which ones its agent would take."""

from gitopsc.diagnostics.diagnostic import Diagnostic, Label, Severity
from gitopsc.model.delivery import Bump
from gitopsc.model.topology import Topology
from gitopsc.promotion.held import Held
from gitopsc.promotion.version import Version
from gitopsc.refs import Ref, Where
from gitopsc.wiring.semver import Range
from gitopsc.wiring.unit import Unit

ANY_RELEASE = "*"
"""What `policy semver` takes without a range."""


class Policies:
    """The policies of a spec. An app's own hold before its team's."""

    def __init__(self, topology: Topology) -> None:
        self._said: dict[Ref, tuple[tuple[Where, Bump], ...]] = {}
        for team in topology.teams:
            of_team = _placed(Ref("team", (team.name,)), team.bumps)
            for app in team.apps:
                ref = Ref("app", (team.name, app.name))
                self._said[ref] = (*_placed(ref, app.bumps), *of_team)

    def against(self, held: Held) -> Diagnostic | None:
        """Slug `forbidden-version`: somebody wrote a version by hand that the agent would never
        have taken, and will replace by another one."""
        if held.version is None or held.field is None:
            return None
        return self._refusal(held, held.version, held.unit, Severity.WARNING)

    def against_moving(self, source: Held, target: Unit) -> Diagnostic | None:
        """The same of a version that is to move on: neither out of a stage that should not have
        it, nor into one."""
        if source.version is None:
            return None
        found = (
            self._refusal(source, source.version, unit, Severity.ERROR)
            for unit in (source.unit, target)
        )
        return next((refusal for refusal in found if refusal), None)

    def _refusal(
        self, held: Held, version: Version, unit: Unit, severity: Severity
    ) -> Diagnostic | None:
        found = self._policy(held, unit)
        text = _range(found[1]) if found else None
        accepted = Range.read(text) if text else None
        if found is None or accepted is None or accepted.holds(version.tag):
            return None
        where = found[0]
        return Diagnostic(
            "forbidden-version",
            f"`{version}` of `{held.name}` is not in `{text}`, which is what `{unit.stage}` takes",
            (
                Label(held.field.span if held.field else where, "not in the range"),
                Label(where, f"only `{text}`"),
            ),
            help=("write a version of the range, or widen the range",),
            severity=severity,
        )

    def _policy(self, held: Held, unit: Unit) -> tuple[Where, Bump] | None:
        """The innermost one that is about this version in this stage."""
        for where, bump in self._said.get(unit.declared, ()):
            stages = bump.scope.stages
            if bump.what == held.what and (not stages or unit.stage in stages):
                return where, bump
        return None


def _placed(ref: Ref, bumps: tuple[Bump, ...]) -> tuple[tuple[Where, Bump], ...]:
    return tuple((Where(ref, "bump", index), bump) for index, bump in enumerate(bumps))


def _range(bump: Bump) -> str | None:
    """The versions it takes, of those that have an order; `None` where any will do."""
    if bump.policy not in (None, "semver"):
        return None
    return bump.range or (ANY_RELEASE if bump.policy else None)
