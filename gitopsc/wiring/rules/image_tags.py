"""Truth: the version of an image is a tag of it, perhaps with its digest."""

from collections.abc import Iterator

from gitopsc.model.tag import is_tag, is_version
from gitopsc.model.workload import App, Team
from gitopsc.refs import Ref, Where
from gitopsc.wiring.drawing import Drawing
from gitopsc.wiring.scopes import sections_about
from gitopsc.wiring.workloads.sourcing import CHARTS, tool_of


def check(drawing: Drawing) -> None:
    """Slug `not-a-tag`. Versions of charts are none of its business: theirs may have a `+`."""
    for team in drawing.topology.teams:
        for app in team.apps:
            for word, text, where in _said(team, app):
                if app.image and not is_version(text):
                    drawing.complaints.error(
                        "not-a-tag",
                        f"`{text}` is not the tag of an image",
                        (where, "no registry takes it"),
                        help=_help(word, text, app.image),
                    )


def _said(team: Team, app: App) -> Iterator[tuple[str, str, Where]]:
    """Every version of the app's image, with its word and where it was said. The `start` of an
    umbrella is that of its chart, and what comes from elsewhere has a `version` of its own."""
    ref, tool = Ref("app", (team.name, app.name)), tool_of(app)
    if app.start and tool != "umbrella":
        yield "start", app.start, Where(ref, "start")
    if tool in CHARTS or app.origin:
        return
    for one in sections_about(team, app):
        if one.section.version:
            yield "version", one.section.version, one.where("version")


def _help(word: str, text: str, image: str) -> str:
    name, _, tag = text.partition("@")[0].rpartition("/")[2].partition(":")
    if name == image.rpartition("/")[2] and is_tag(tag):
        return f'write the tag alone: `{word} "{tag}"`'
    return (
        "a tag has letters, digits, `_`, `.` and `-`, 128 at most, and begins with neither `.` nor "
        "`-`"
    )
