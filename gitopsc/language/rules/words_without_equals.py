"""A word of the language takes its value without `=`: with one it is the key of a value.

A chart may have values of any name. What is no chart takes none of these: the word was meant.
"""

from collections.abc import Iterator

from gitopsc.language.entry import Entry
from gitopsc.language.mistakes import Mistakes, without_equals


def words_without_equals(root: Entry, mistakes: Mistakes) -> None:
    """Complain about `start = "1.0.0"` on what is no chart (`misplaced-assignment`)."""
    for owner in _without_charts(root):
        for entry in (owner, *owner.scopes):
            for line in entry.settings:
                if line.key_span.text in owner.noun.words_of_block:
                    mistakes.report(
                        "misplaced-assignment",
                        f"`{line.dotted}` is a word of the language: write it without `=`",
                        (line.key_span, "with `=` it is a key, and only a chart takes any"),
                        fix=without_equals(line.key_span, line.span)
                        if line.dotted in owner.noun.fields
                        else None,
                    )


def _without_charts(root: Entry) -> Iterator[Entry]:
    yield from (infra for infra in root.nested("infra") if not _is_chart(infra))
    for team in root.nested("team"):
        apps = [app for app in team.nested("app") if not _is_chart(app)]
        yield from apps
        if len(apps) == len(team.nested("app")):
            yield team


def _is_chart(entry: Entry) -> bool:
    return "from" in entry.fields or entry.one("using") in ("helm", "umbrella")
