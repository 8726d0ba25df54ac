"""A disk that gives up at the n-th operation: by a kill, or by an error."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pytest

from gitopsc.delivery import writer


class KilledError(BaseException):
    """Nothing runs after a kill: every later operation raises it again, clean-up included."""


class Fuse:
    """Stands in for `os` and `open` in the one module that changes files."""

    def __init__(self, operations: int, error: OSError | None = None) -> None:
        self._left = operations
        self._error = error
        self.blown = False

    def spend(self) -> None:
        """Count an operation; the one after the last fails. After an error the disk recovers."""
        self._left -= 1
        if self._left >= 0 or (self._error and self.blown):
            return
        self.blown = True
        raise self._error or KilledError

    def open(self, path: str, mode: str) -> "HalfFile":
        self.spend()
        return HalfFile(path, self)

    def __getattr__(self, name: str) -> Any:
        real = getattr(os, name)

        def counted(*arguments: Any, **options: Any) -> Any:
            self.spend()
            return real(*arguments, **options)

        return counted


class HalfFile:
    """A file of which half is written when the fuse blows in the middle."""

    def __init__(self, path: str, fuse: Fuse) -> None:
        self._file = Path(path).open("wb")  # noqa: SIM115
        self._fuse = fuse

    def write(self, content: bytes) -> None:
        half = len(content) // 2
        self._file.write(content[:half])
        self._fuse.spend()
        self._file.write(content[half:])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()


@contextmanager
def failing(operations: int, error: OSError | None = None) -> Iterator[Fuse]:
    """Let the writer do so many operations, then kill it, or raise `error` once."""
    fuse = Fuse(operations, error)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(writer, "os", fuse)
        patch.setattr(writer, "open", fuse.open, raising=False)
        yield fuse
