"""`gitopsc facts`: the resolved graph, one fact a line, for grep, awk and sort."""

import argparse
from collections.abc import Iterator

from gitopsc.cli.printing import report
from gitopsc.cli.spec import compiled
from gitopsc.model.topology import Topology
from gitopsc.plan.plan import Plan
from gitopsc.plan.unit import Unit
from gitopsc.refs import Ref
from gitopsc.wiring.graph import draw


def run(options: argparse.Namespace) -> int:
    compilation = compiled(options)
    if compilation.diagnostics:
        report(compilation.diagnostics, options.format)
    planned = compilation.planned
    if planned is None:
        return 1
    for line in facts(planned.topology, planned.plan):
        print(line)
    return 0


def facts(topology: Topology, plan: Plan) -> Iterator[str]:
    """`subject relation object` lines: first what was declared, then what follows."""
    graph = draw(topology)
    for source, target in sorted(graph.edges):
        for word in graph.edges[source, target]["relation"].split():
            yield f"{_name(source)} {word} {_name(target)}"
    for instance in plan.instances:
        for cluster in instance.serves:
            yield f"operator:{instance.operator}@{instance.cluster} serves cluster:{cluster}"
    for at in plan.clusters:
        if at.server:
            yield f"cluster:{at.name} at {at.server}"
    for namespace in plan.namespaces:
        owner = f"team:{namespace.team}" if namespace.team else "platform"
        yield f"namespace:{namespace.name}@{namespace.cluster} owned-by {owner}"
    for unit in (*plan.installs, *plan.units):
        yield from _of_unit(unit)


def _of_unit(unit: Unit) -> Iterator[str]:
    name = _name(unit.ref)
    yield f"{name} is {_name(unit.declared)}"
    yield f"{name} runs-in namespace:{unit.namespace}@{unit.cluster}"
    yield f"{name} lives-in repo:{unit.repo.folder}@{unit.revision}/{unit.path}"
    yield f"{name} linked-as {unit.control_namespace}/{unit.name}"
    yield f"{name} uses {unit.tool}"
    for need in unit.needs:
        yield f"{name} needs {_name(need.unit)}"


def _name(ref: Ref) -> str:
    return f"{ref.kind}:{'.'.join(ref.path)}"
