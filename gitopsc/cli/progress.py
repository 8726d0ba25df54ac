"""A progress bar on a terminal, once something takes longer than a second."""

import sys
import time
from typing import Self

WIDTH = 30
PATIENCE = 1.0
"""Seconds of silence before the bar appears."""


class Progress:
    """Counts steps; draws on standard error only when it is a terminal."""

    def __init__(self, what: str, total: int) -> None:
        self._what, self._total, self._done = what, total, 0
        self._visible = sys.stderr.isatty()
        self._next = time.monotonic() + PATIENCE
        self._drawn = False

    def step(self, *_: object) -> None:
        """One more is done."""
        self._done += 1
        if self._visible and time.monotonic() >= self._next:
            self._draw()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._drawn:
            print("\r\033[K", end="", file=sys.stderr, flush=True)

    def _draw(self) -> None:
        filled = WIDTH * self._done // max(self._total, 1)
        bar = "█" * filled + "░" * (WIDTH - filled)
        print(
            f"\r{self._what} {bar} {self._done}/{self._total}",
            end="",
            file=sys.stderr,
            flush=True,
        )
        self._drawn = True
        self._next = time.monotonic() + 0.1
