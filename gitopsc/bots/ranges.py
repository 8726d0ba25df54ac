"""Ranges as Renovate reads them: with node-semver, which lacks some of what updaters know.

What both have means the same to both. A candidate is the exception: for node-semver a range that
names one lets in those of that very release and no others (github.com/npm/node-semver, "Prerelease
Tags"), so such a range cannot be said.
"""

import re

from gitopsc.wiring.versions.unraisable import Obstacle

_SPELLINGS = (("=>", ">="), ("=<", "<="), (",", " "))
"""What Masterminds/semver lets people write, and node-semver does not know."""


def allowed(text: str) -> str:
    """A range in node-semver's spelling."""
    for ours, theirs in _SPELLINGS:
        text = text.replace(ours, theirs)
    return " ".join(text.split())


def obstacle(text: str) -> Obstacle | None:
    """Why Renovate cannot keep to a range."""
    if "!=" in text:
        return Obstacle(
            f"it knows no `!=`, which is in `{text}`",
            "leave a version out by its bounds: `<1.4.2 || >1.4.2`",
            "range",
        )
    if re.search(r"\d-[0-9A-Za-z]", text):
        return Obstacle(
            f"`{text}` names a candidate, and it would take those of that one release alone",
            "say a range of releases",
            "range",
        )
    return None
