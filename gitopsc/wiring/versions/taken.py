"""Which versions a `bump` takes."""

from gitopsc.model.releases import Bump

ANY_RELEASE = "*"
"""What `policy semver` takes without a range."""


def taken(bump: Bump) -> str | None:
    """The range of what it takes, of versions that have an order; `None` where any will do."""
    if bump.policy not in (None, "semver"):
        return None
    return bump.range or (ANY_RELEASE if bump.policy else None)
