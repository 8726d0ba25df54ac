"""Tags of images, as the OCI distribution specification has them."""

import re

_TAG = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,127}")


def is_tag(text: str) -> bool:
    """Whether an image may be called so in a registry."""
    return _TAG.fullmatch(text) is not None
