"""Versions that the spec leaves open, each with the file that is its home."""

from typing import Literal, NamedTuple

from gitopsc.plan.slots import Slot


class State(NamedTuple):
    """One version that people and bots move, a field of a file that was seeded; or a whole file of
    settings, which a release brings along."""

    what: Literal["image", "chart", "settings"]
    name: str
    """The image without its tag, or the chart: whose version the field holds. Of settings what the
    spec calls them."""
    slot: Slot
    """The folder of the file."""
    file: str
    form: Literal["images", "containers", "dependencies", "values", "whole"]
    """How it stands there: in the `images` of a kustomization, in the containers of a manifest, in
    the `dependencies` of a chart, in values for one; or it is the whole file."""
    start: str
    """What was seeded."""
    key: tuple[str, ...] = ()
    """The way to it through values."""
    note: str = ""
    """The comment behind it, by which an agent finds it (`notes`)."""

    @property
    def path(self) -> str:
        return self.slot.file(self.file)
