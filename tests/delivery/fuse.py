"""A disk that gives up at the n-th operation: by a kill, or by an error."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from gitopsc.delivery import writer


class KilledError(BaseException):
    """Nothing runs after a kill: every later operation raises it again, clean-up included."""


class Fuse:
    """Stands in for `os` in the one module that changes files."""

    def __init__(self, operations: int, error: OSError | None = None) -> None:
        self._left = operations
        self._error = error
        self._is_half = False
        self.blown = False

    def spend(self) -> None:
        """Count an operation; the one after the last fails. After an error the disk recovers."""
        self._left -= 1
        if self._left >= 0 or (self._error and self.blown):
            return
        self.blown = True
        raise self._error or KilledError

    def write(self, descriptor: int, content: bytes) -> int:
        """First the half of a content; whoever wants the rest written asks again."""
        self.spend()
        self._is_half = not self._is_half and len(content) > 1
        return os.write(descriptor, content[: len(content) // 2] if self._is_half else content)

    def __getattr__(self, name: str) -> Any:
        real = getattr(os, name)
        if not callable(real):
            return real

        def counted(*arguments: Any, **options: Any) -> Any:
            self.spend()
            return real(*arguments, **options)

        return counted


@contextmanager
def failing(operations: int, error: OSError | None = None) -> Iterator[Fuse]:
    """Let the writer do so many operations, then kill it, or raise `error` once."""
    fuse = Fuse(operations, error)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(writer, "os", fuse)
        yield fuse
