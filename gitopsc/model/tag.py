"""Tags, by which registries know versions."""

import re

_TAG = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}")
"""opencontainers/distribution-spec, "Pulling manifests"."""


_DIGEST = re.compile(r"[a-z0-9]+(?:[+._-][a-z0-9]+)*:[0-9a-fA-F]{32,}")
"""opencontainers/image-spec, "Digests": `sha256:…`."""


def is_tag(text: str) -> bool:
    """Whether a registry takes it as a tag."""
    return _TAG.fullmatch(text) is not None


def is_version(text: str) -> bool:
    """Whether it names a version of an image: a tag, that of one digest if one follows."""
    tag, at, digest = text.partition("@")
    return is_tag(tag) and (not at or _DIGEST.fullmatch(digest) is not None)
