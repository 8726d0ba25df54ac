"""How an app is built and deployed, whatever it is called: few shapes are worn by many apps."""

from typing import NamedTuple

from gitopsc.model.workload import App, Tool
from gitopsc.wiring.workloads.code import deployed_from, is_beside_code, is_theirs
from gitopsc.wiring.workloads.rendering import renderer
from gitopsc.wiring.workloads.sourcing import tool_of

WITHOUT_BASE = ("plain", "umbrella")
"""Tools whose overlay is all there is: nothing could put a base below it."""


class AppShape(NamedTuple):
    """What follows from the tool of an app, and from its `config`."""

    tool: Tool
    own: str
    """Its own folder, in the words of places."""
    deployed: str
    """The one that its operator is pointed at, likewise."""
    has_base: bool
    is_beside_code: bool
    is_theirs: bool
    rendered_by: str | None


def shape_of(app: App) -> AppShape:
    tool, own = tool_of(app), deployed_from(app)
    agent, is_beside = renderer(app), is_beside_code(app)
    return AppShape(
        tool,
        own,
        deployed="rendered" if agent else own,
        has_base=tool not in WITHOUT_BASE and not is_beside,
        is_beside_code=is_beside,
        is_theirs=is_theirs(app),
        rendered_by=agent,
    )
