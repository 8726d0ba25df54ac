"""Truth: every agent in a cluster has something to do, and every word about an agent does it."""

from gitopsc.model.releases import CARRIERS, UPDATERS, Agent
from gitopsc.refs import Ref, Where
from gitopsc.wiring.drawing import Drawing


def check(drawing: Drawing) -> None:
    """Slug `without-effect`."""
    promoting = {promotion.by for promotion in drawing.topology.promotions}
    for agent in drawing.topology.agents:
        if agent.using in CARRIERS and agent.name not in promoting:
            drawing.complaints.error(
                "without-effect",
                f"agent `{agent.name}` carries nothing: no `promote` is by it",
                (Where(Ref("agent", (agent.name,))), "without effect"),
                help=f"say `promote STAGE -> STAGE by {agent.name}`, or take it out",
            )
        if agent.credentials and agent.using not in UPDATERS:
            _idle(drawing, agent, "credentials", "is given what it needs where it runs")
        if agent.on and agent.using not in CARRIERS:
            _idle(drawing, agent, "on", "runs in no cluster that could be chosen here")


def _idle(drawing: Drawing, agent: Agent, word: str, why: str) -> None:
    drawing.complaints.error(
        "without-effect",
        f"`{word}` does nothing for agent `{agent.name}`: {agent.using} {why}",
        (Where(Ref("agent", (agent.name,)), word), "without effect"),
        help="take it out",
    )
