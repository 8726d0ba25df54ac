"""Which folders an app has: most apps have the same, whatever they are called."""

from typing import NamedTuple

from gitopsc.model.workload import App
from gitopsc.wiring.code import deployed_from, is_beside_code
from gitopsc.wiring.rendering import renderer
from gitopsc.wiring.sourcing import tool_of

WITHOUT_BASE = ("plain", "umbrella")
"""Tools whose overlay is all there is: nothing could put a base below it."""


class Shape(NamedTuple):
    """They are told in the words of places."""

    own: str
    """What its own files are in."""
    deployed: str
    has_base: bool


def shape_of(app: App) -> Shape:
    own = deployed_from(app)
    has_base = tool_of(app) not in WITHOUT_BASE and not is_beside_code(app)
    return Shape(own, "rendered" if renderer(app) else own, has_base)
