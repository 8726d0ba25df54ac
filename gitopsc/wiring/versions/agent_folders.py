"""Where stands what an agent in a cluster is told."""

from gitopsc.plan.instance import Instance
from gitopsc.plan.slots import Slot
from gitopsc.refs import Ref, Where
from gitopsc.wiring.drawing import Drawing

DEFAULT_PATH = "promotion"
"""The folder of all agents, in the repository of the root, when nobody placed it."""


def agent_folder(drawing: Drawing, agent: Ref, instance: Instance, *below: str) -> Slot:
    """The folder of its objects, `place promotion`, called like the agent. What the root reads
    comes up as a whole or not at all, and these objects are of kinds that may not be known yet; so
    they never lie there (slug `promotion-below-root`).

    :param below: what tells apart the folders of an agent that is there more than once.
    """
    placed = drawing.placement.find("promotion", operator=instance.operator)
    folder = placed and drawing.placement.slot(placed, {})
    folder = folder or Slot(instance.root.repo, DEFAULT_PATH)
    slot = folder.below("/".join((agent.name, *below)))
    root = instance.root_folder
    if root.holds(slot):
        drawing.complaints.error(
            "promotion-below-root",
            f"the objects of {agent} would lie in `{slot.path}`, where the root is read",
            (placed.where if placed else Where(agent), "below the root"),
            (Where(Ref("place", ("root",))), "read as a whole"),
            help=f"put them {'beside the root' if root.path else 'into another repository'}: "
            f'`place promotion in REPO at "{DEFAULT_PATH}"`',
        )
    return slot
