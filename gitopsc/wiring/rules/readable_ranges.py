"""Truth: a range of versions is one, whoever reads it; and a tag that is followed is one tag."""

from gitopsc.model.tag import is_tag
from gitopsc.refs import Where
from gitopsc.wiring.drawing import Drawing
from gitopsc.wiring.semver import is_range
from gitopsc.wiring.versions.bumps import all_bumps


def check(drawing: Drawing) -> None:
    """Slug `not-a-range`. Whether other policies know ranges, whoever follows them has to say."""
    for ref, bumps in all_bumps(drawing.topology):
        for index, bump in enumerate(bumps):
            if bump.range is None:
                continue
            where = Where(ref, "bump range", index)
            if bump.policy == "digest" and not is_tag(bump.range):
                drawing.complaints.error(
                    "not-a-range",
                    f"`policy digest` follows one tag, and `{bump.range}` is none",
                    (where, "no tag is called so"),
                    help="say `policy semver`, which takes the versions of a range; or name the "
                    'tag: `range "latest"`',
                )
            elif bump.policy in (None, "semver") and not is_range(bump.range):
                drawing.complaints.error(
                    "not-a-range",
                    f"`{bump.range}` is no range of versions",
                    (where, "takes no version"),
                    help='say e.g. `range "~1.4"`, `range "1.x"` or `range ">=1.2 <3"`',
                )
