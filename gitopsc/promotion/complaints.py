"""Why a version does not move on: each reason with the way out."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from gitopsc.diagnostics.diagnostic import Diagnostic, Label
from gitopsc.model.workload import Tool
from gitopsc.promotion.held import Held
from gitopsc.refs import Ref, Where
from gitopsc.wiring.versions.promotions import Arrow

_OTHER_HOMES: Mapping[Tool, str] = {
    "helm": "; or say `using umbrella`, and its `Chart.yaml` holds it",
    "kustomize": "; or take `version` out, and its version file holds it, which begins with "
    "`start`",
    "plain": "",
    "umbrella": "; or say `start` in place of `version`, and its `Chart.yaml` holds it",
}
"""Where else the version could be, by what builds the unit."""


def not_in_stage(app: Ref, stage: str, runs: Sequence[str]) -> Diagnostic:
    where = f"it runs in {_listed(runs)}" if runs else "it runs nowhere"
    return Diagnostic(
        "not-in-stage",
        f"{app} does not run in `{stage}`",
        (Label(Where(app), where),),
        help=(f"name one of its stages, or let it run in `{stage}`",),
    )


def no_way(stage: str) -> Diagnostic:
    """Nothing leads into a stage: releases begin there."""
    return Diagnostic(
        "no-way-to-stage",
        f"no promotion leads to `{stage}`",
        (Label(Where(Ref("stage", (stage,))), "versions come here from nowhere"),),
        help=(f"edit its version file; or say where they come from: `promote … -> {stage}`",),
    )


def against_the_arrow(source: str, target: str, before: Sequence[str]) -> Diagnostic:
    return Diagnostic(
        "against-the-arrow",
        f"no promotion leads from `{source}` to `{target}`",
        (
            Label(
                Where(Ref("stage", (target,))),
                f"versions come here from {_listed(before) or 'nowhere'}",
            ),
        ),
        help=(
            "a version moves along the arrows; to take one back, revert the commit that brought it",
        ),
    )


def skipped(app: Ref, target: str, missing: Sequence[str], earlier: Sequence[str]) -> Diagnostic:
    return Diagnostic(
        "skipped-stage",
        f"{app} comes to `{target}` from {_listed(missing)}, where it does not run",
        (Label(Where(app), f"not in {_listed(missing)}"),),
        help=(
            f"to skip it, say where from: `--from {earlier[0]}`"
            if earlier
            else "it runs in no earlier stage: edit its version file",
        ),
    )


def several_ways(app: Ref, arrows: Sequence[Arrow]) -> Diagnostic:
    return Diagnostic(
        "several-ways",
        f"{app} comes to `{arrows[0].target}` from several stages",
        tuple(Label(arrow.where, f"from `{arrow.source}`") for arrow in arrows),
        help=(f"say which one: `--from {arrows[0].source}`",),
    )


def window_closed(arrow: Arrow, opens: datetime) -> Diagnostic:
    assert arrow.window is not None
    return Diagnostic(
        "window-closed",
        f"`{arrow.target}` does not change now: window `{arrow.window.name}` is closed",
        (Label(Where(Ref("stage", (arrow.target,)), "window"), "only while it is open"),),
        help=(f"it opens {opens:%A %Y-%m-%d at %H:%M} ({arrow.window.zone})",),
    )


def unknown_zone(arrow: Arrow) -> Diagnostic:
    assert arrow.window is not None
    return Diagnostic(
        "unknown-zone",
        f"this machine does not know the time zone `{arrow.window.zone}`",
        (Label(Where(Ref("window", (arrow.window.name,)), "zone"), "whose clock is it?"),),
        help=("install its time zone data (`tzdata`), or correct the name",),
    )


def pinned(held: Held) -> Diagnostic:
    return Diagnostic(
        "pinned-version",
        f"the version of `{held.name}` in `{held.unit.stage}` is pinned in the spec",
        (Label(Where(held.unit.declared, "version"), f"`{held.version}`"),),
        help=(f"change it there{_OTHER_HOMES[held.unit.tool] if held.what != 'base' else ''}",),
    )


def nothing_to_promote(app: Ref, stage: str, why: str) -> Diagnostic:
    return Diagnostic(
        "nothing-to-promote",
        f"{app} has no version of its own in `{stage}`",
        (Label(Where(app), f"it {why}"),),
        help=("promote it where its version is said",),
    )


def no_version_yet(held: Held) -> Diagnostic:
    labels = (Label(held.field.span, "still what was seeded"),) if held.field else ()
    return Diagnostic(
        "no-version-yet",
        f"`{held.name}` has no version in `{held.unit.stage}` yet",
        labels,
        help=(f"deploy one to `{held.unit.stage}` first",),
    )


def older(held: Held, coming: Held) -> Diagnostic:
    """A stage was put before the other one, or somebody wrote a version by hand."""
    source, target = coming.unit.stage, held.unit.stage
    labels = (
        Label(one.field.span if one.field else Where(one.unit.declared, "version"), said)
        for one, said in ((coming, "would come"), (held, "would go"))
    )
    return Diagnostic(
        "older-version",
        f"`{coming.version}` of `{held.name}` in `{source}` is older than `{held.version}`, which "
        f"`{target}` runs",
        tuple(labels),
        help=(
            f"bring `{source}` to `{held.version}` or a newer one first; to take `{held.version}` "
            "back, `git revert` the commit that brought it",
        ),
    )


def differing(stage: str, held: Sequence[Held]) -> Diagnostic:
    labels = (
        Label(h.field.span if h.field else Where(h.unit.ref), f"`{h.version}` on {h.unit.cluster}")
        for h in held
    )
    return Diagnostic(
        "differing-versions",
        f"`{held[0].name}` has several versions in `{stage}`",
        tuple(labels),
        help=("bring its clusters to one version first",),
    )


def shared(held: Held, source: str) -> Diagnostic:
    assert held.field is not None
    return Diagnostic(
        "shared-version-file",
        f"`{source}` and `{held.unit.stage}` read the version of `{held.name}` from one file",
        (Label(held.field.span, "is the version of both"),),
        help=("let `{stage}` stand in the place of the file, so that each has its own",),
    )


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
