"""Truth: a range of versions is one, whoever reads it."""

from gitopsc.refs import Where
from gitopsc.wiring.drawing import Drawing
from gitopsc.wiring.versions.bumped import bumped
from gitopsc.wiring.versions.semver import Range


def check(drawing: Drawing) -> None:
    """Slug `not-a-range`. Of other policies than `semver` the word names a tag."""
    for ref, bumps in bumped(drawing.topology):
        for index, bump in enumerate(bumps):
            if bump.range is None or bump.policy not in (None, "semver"):
                continue
            if Range.read(bump.range) is None:
                drawing.complaints.error(
                    "not-a-range",
                    f"`{bump.range}` is no range of versions",
                    (Where(ref, "bump range", index), "takes no version"),
                    help='say e.g. `range "~1.4"`, `range "1.x"` or `range ">=1.2 <3"`',
                )
