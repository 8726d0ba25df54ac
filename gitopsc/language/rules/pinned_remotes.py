"""What comes from outside has a version, so that the same spec is the same tree tomorrow."""

from gitopsc.language.entry import Entry
from gitopsc.language.mistakes import Mistakes, without_equals


def pinned_remotes(root: Entry, mistakes: Mistakes) -> None:
    """Complain about an address without a version (`unpinned-remote`), and about a path without
    something it is inside of (`path-without-from`)."""
    for entry in root.nested("infra"):
        _origin(entry, (entry,), mistakes)
    for team in root.nested("team"):
        for app in team.nested("app"):
            _origin(app, (app, team), mistakes)


def _origin(entry: Entry, speakers: tuple[Entry, ...], mistakes: Mistakes) -> None:
    origin = entry.fields.get("from")
    if origin is None and "at" in entry.fields:
        mistakes.report(
            "path-without-from",
            f"{entry.title} has a path, and nothing that the path is in",
            (entry.spans["at"], "inside of what?"),
            help="add `from`; what lies beside the spec is brought by `manifests`",
        )
    if origin and not origin[0].bare and not _is_pinned(speakers):
        assigned = next((line for line in entry.settings if line.key == ("version",)), None)
        mistakes.report(
            "unpinned-remote",
            f"{entry.title} comes from outside and has no version",
            (origin[0].span, "whatever is newest would be deployed"),
            help="`version` is a word of the language: write it without `=`"
            if assigned
            else 'add `version "1.2.3"` to its block',
            fix=without_equals(assigned.key_span, assigned.span) if assigned else None,
        )


def _is_pinned(speakers: tuple[Entry, ...]) -> bool:
    return any(
        "start" in speaker.fields
        or speaker.nested("bump")
        or any("version" in entry.fields for entry in (speaker, *speaker.scopes))
        for speaker in speakers
    )
