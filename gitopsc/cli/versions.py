"""`gitopsc versions`: app by stage, which version runs where, and what waits to move on."""

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from gitopsc.cli.aligned import aligned
from gitopsc.cli.checkouts import DiskCheckouts
from gitopsc.cli.printing import report
from gitopsc.cli.spec import compiled
from gitopsc.promotion.policies import Policies
from gitopsc.promotion.table import Row, problems, rows
from gitopsc.wiring.versions.promotions import Promotions

UNKNOWN, ABSENT = "?", "-"


def run(options: argparse.Namespace) -> int:
    compilation = compiled(options)
    planned = compilation.planned
    if planned is None:
        report(compilation.diagnostics)
        return 1
    promotions = Promotions(planned.topology)
    found = rows(planned.plan, promotions, DiskCheckouts(Path(options.output)))
    if options.format == "json":
        print(json.dumps([as_data(row) for row in found], indent=2, ensure_ascii=False))
    else:
        print("\n".join(_table(found, promotions.in_order())))
    wrong = problems(found, Policies(planned.plan.movers))
    report(planned.located(wrong))
    return int(any(diagnostic.is_error for diagnostic in wrong))


def as_data(row: Row) -> dict[str, object]:
    """One version of one unit as plain data.

    `file` and `line` say where it stands; both are `null` for a version that the spec says itself.
    """
    unit, held = row.unit, row.held
    version = held.version if held else None
    state = held.state if held else None
    field = held.field if held else None
    return {
        "team": unit.team,
        "app": unit.app,
        "stage": unit.stage,
        "cluster": unit.cluster,
        "what": held.what if held else None,
        "name": held.name if held else None,
        "version": version.tag if version else None,
        "digest": version.digest if version else None,
        "file": f"{state.slot.repo.folder}/{state.path}" if state else None,
        "line": field.span.source.position(field.span.start)[0] if field else None,
        "waiting": [
            {"stage": other.stage, "version": other.version.tag, "digest": other.version.digest}
            for other in row.waiting
        ],
        "unknown": row.why_unknown,
    }


def _table(found: Sequence[Row], order: Sequence[str]) -> Iterator[str]:
    stages = [stage for stage in order if any(row.unit.stage == stage for row in found)]
    groups: dict[tuple[str, str, str], list[Row]] = {}
    for row in found:
        what, name = row.held.key if row.held else ("", "")
        groups.setdefault((f"{row.unit.team}.{row.unit.app}", what, name), []).append(row)
    cells = [["app", "of", *stages]]
    for (app, what, name), members in groups.items():
        # An app has one image and one chart, and settings by as many names as the spec gives.
        of = name if what == "settings" else what
        cells.append([app, of or ABSENT, *(_cell(members, stage) for stage in stages)])
    yield from aligned(cells)
    yield from _reasons(found)


def _cell(members: Iterable[Row], stage: str) -> str:
    """What an app runs in a stage, and what it could run; by cluster where they differ."""
    said: dict[str, list[str]] = {}
    for row in members:
        if row.unit.stage == stage:
            said.setdefault(_shown(row), []).append(row.unit.cluster)
    if len(said) == 1:
        return next(iter(said))
    return ", ".join(f"{text} ({' '.join(on)})" for text, on in said.items()) or ABSENT


def _shown(row: Row) -> str:
    version = row.held.version if row.held else None
    waiting = " ".join(f"← {other.version.short}" for other in row.waiting)
    return f"{version.short if version else UNKNOWN} {waiting}".rstrip()


def _reasons(found: Sequence[Row]) -> Iterator[str]:
    """Why there is no version where it is nobody's mistake."""
    reasons = (
        f"{row.unit.team}.{row.unit.app} {row.why_unknown}" for row in found if row.held is None
    )
    yield from dict.fromkeys(reasons)
