"""Which versions a `bump` accepts."""

from gitopsc.model.releases import Bump

ANY_RELEASE = "*"
"""What `policy semver` accepts without a range."""


def accepted_range(bump: Bump) -> str | None:
    """A range, of versions that have an order; `None` where any will do."""
    if bump.policy not in (None, "semver"):
        return None
    return bump.range or (ANY_RELEASE if bump.policy else None)
