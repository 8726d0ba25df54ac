"""Where the rules find what they ask about."""

from collections.abc import Iterator

from gitopsc.language.entry import Entry


def apps(root: Entry) -> Iterator[Entry]:
    """The apps of all teams."""
    for team in root.nested("team"):
        yield from team.nested("app")


def holders(root: Entry) -> Iterator[Entry]:
    """Everything that holds places and repositories: the file, operators, teams, apps."""
    yield root
    yield from root.nested("operator")
    for team in root.nested("team"):
        yield team
        yield from team.nested("app")
