"""Who raises versions from inside a cluster, beside the operator that deploys them.

Each is told of every version by one operator alone, that of the first cluster the version is for
(one writer per file), and stands where that operator runs.
"""

from collections.abc import Sequence

from gitopsc.model.releases import UPDATERS
from gitopsc.plan.mover import Mover
from gitopsc.plan.updater import Updater
from gitopsc.refs import Ref, Where
from gitopsc.wiring.drawing import Drawing
from gitopsc.wiring.versions.agent_folders import agent_folder


def build_updaters(drawing: Drawing, movers: Sequence[Mover]) -> tuple[Updater, ...]:
    """Every such agent beside every operator for which it has work, sorted. Complaints:
    `promotion-below-root`, `of-another-operator`."""
    work: dict[tuple[Ref, str, Ref], list[Mover]] = {}
    for mover in movers:
        if UPDATERS.get(mover.agent.using) not in (None, mover.units[0].operator):
            _refuse(drawing, mover)
        elif mover.agent.using in UPDATERS:
            agent = Ref("agent", (mover.agent.name,))
            key = (agent, mover.agent.using, mover.units[0].instance)
            work.setdefault(key, []).append(mover)
    instances = {instance.ref: instance for instance in drawing.instances}
    found = []
    for agent, using, ref in sorted(work):
        _, *scene = ref.path
        slot = agent_folder(drawing, agent, instances[ref], *scene)
        found.append(Updater(agent, using, ref, slot, tuple(work[agent, using, ref])))
    return tuple(found)


def _refuse(drawing: Drawing, mover: Mover) -> None:
    unit = mover.units[0]
    operator, made_for = unit.operator, UPDATERS[mover.agent.using]
    drawing.complaints.error(
        "of-another-operator",
        f"`{mover.agent.name}` raises versions beside {made_for}, and {operator} deploys "
        f"{unit.declared} in `{unit.stage}` on `{unit.cluster}`",
        (mover.where, "about this one as well"),
        (Where(Ref("agent", (mover.agent.name,)), "using"), f"made for {made_for}"),
        help="name its stages with `in`, and another agent for the others",
    )
