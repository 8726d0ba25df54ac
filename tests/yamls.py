"""YAML as PyYAML reads it; with libyaml, where it is there, ten times quicker."""

from collections.abc import Iterator
from typing import Any

import yaml

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load(text: str | bytes) -> Any:
    """The one document of a text."""
    return yaml.load(text, _LOADER)


def load_all(text: str | bytes) -> Iterator[Any]:
    """All documents of a text; None for an empty one."""
    found: Iterator[Any] = yaml.load_all(text, _LOADER)
    return found
