"""`sync { … }`: the clocks and switches of reconciliation in the operators' common words."""

from typing import Literal

from gitopsc.model.thing import Thing


class Sync(Thing):
    """What was said; `None` means "as the wider place says". Durations are whole, e.g. `10m`."""

    mode: Literal["auto", "manual"] | None = None
    prune: bool | None = None
    heal: bool | None = None
    every: str | None = None
    retry: str | None = None
    retries: int | None = None
    timeout: str | None = None


UNSAID = Sync()
"""Of everything that says nothing of the kind."""
