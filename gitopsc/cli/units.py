"""`gitopsc units`: every app, stage and cluster with what is deployed there."""

import argparse
import json
from collections.abc import Iterator

from gitopsc.cli.aligned import aligned
from gitopsc.cli.printing import report
from gitopsc.cli.spec import compiled
from gitopsc.plan.plan import Plan
from gitopsc.plan.unit import Unit, workload_name

COLUMNS = (
    "team",
    "app",
    "stage",
    "cluster",
    "namespace",
    "repo",
    "path",
    "revision",
    "tool",
    "needs",
)


def run(options: argparse.Namespace) -> int:
    compilation = compiled(options)
    report(compilation.diagnostics)
    planned = compilation.planned
    if planned is None:
        return 1
    rows = [row(unit, planned.plan) for unit in planned.plan.units]
    if options.format == "json":
        print(json.dumps(rows, indent=2, ensure_ascii=False))
    else:
        print("\n".join(_table(rows)))
    return 0


def row(unit: Unit, plan: Plan) -> dict[str, object]:
    """One unit as plain data.

    `repo` is the folder of its repository as `compile -o` names it, `path` the folder inside it
    that is deployed; `needs` are `team.app` or the name of an infra, sorted.
    """
    return {
        "team": unit.team,
        "app": unit.app,
        "stage": unit.stage,
        "cluster": unit.cluster,
        "namespace": unit.namespace,
        "repo": unit.repo.folder,
        "path": unit.path,
        "revision": unit.revision,
        "tool": unit.tool,
        "needs": sorted(workload_name(need.unit) for need in unit.needs),
        "url": unit.repo.url,
        "name": unit.name,
        "operator": unit.operator,
        "wave": plan.waves[unit.ref],
    }


def _table(rows: list[dict[str, object]]) -> Iterator[str]:
    return aligned([COLUMNS, *([_cell(row[column]) for column in COLUMNS] for row in rows)])


def _cell(value: object) -> str:
    return " ".join(value) if isinstance(value, list) else str(value)
