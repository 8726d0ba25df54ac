"""Tags, by which registries know versions."""

import re

_TAG = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}")
"""opencontainers/distribution-spec, "Pulling manifests"."""


def is_tag(text: str) -> bool:
    """Whether a registry takes it as a tag."""
    return _TAG.fullmatch(text) is not None
