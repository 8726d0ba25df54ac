"""What a pipeline does, one POSIX script for each concern: the same on every CI server."""

from functools import cache
from importlib import resources


@cache
def script(name: str) -> str:
    """The text of a script, by its file name."""
    return resources.files(__name__).joinpath(name).read_text(encoding="utf-8")
