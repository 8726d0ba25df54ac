"""Garbage that is not looked for: a compile keeps nearly all it makes until its end."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def garbage_held() -> Iterator[None]:
    """Collect no garbage meanwhile: to look through all that was made, again and again, takes a
    fifth of a compile, and half of binding."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
