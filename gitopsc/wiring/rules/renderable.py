"""Truth: what an agent is to render lies in the tree, and is not rendered already."""

from gitopsc.refs import Ref, Where
from gitopsc.wiring.drawing import Drawing
from gitopsc.wiring.workloads.rendering import renderer
from gitopsc.wiring.workloads.sourcing import tool_of

_WHY = {
    "plain": (
        "is plain: its manifests are what a rendering would give",
        "take `config` out, or say `using kustomize`",
    ),
    "helm": (
        "is a chart that only its operator knows: neither its address nor its version lies in the "
        "tree",
        "say `using umbrella`: then the overlay is a chart, and anything can render it",
    ),
}


def check(drawing: Drawing) -> None:
    """Slug `cannot-render`."""
    for team in drawing.topology.teams:
        for app in team.apps:
            tool, agent = tool_of(app), renderer(app)
            if agent is None or tool not in _WHY:
                continue
            ref = Ref("app", (team.name, app.name))
            reason, way_out = _WHY[tool]
            drawing.complaints.error(
                "cannot-render",
                f"{ref} {reason}",
                (Where(ref, "config"), f"nothing for `{agent}` to render"),
                help=way_out,
            )
