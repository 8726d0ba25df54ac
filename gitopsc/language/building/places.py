"""Repositories and places."""

from gitopsc.language.entry import Entry
from gitopsc.model.place import Place, Repo


def repo(entry: Entry, name: str, team: str | None = None) -> Repo:
    branch = entry.one("branch")
    return Repo(
        name=name,
        at=entry.one("at") or "",
        per=entry.one("per"),
        forge=entry.one("forge"),
        credentials=entry.one("credentials"),
        team=team,
        **({"branch": branch} if branch else {}),
    )


def places(entry: Entry) -> tuple[Place, ...]:
    """The places in the block of a thing, or of the file."""
    built = [
        Place(
            artefact=place.value[0].text,
            repo=place.one("in") or "",
            at=place.one("at") or "",
            branch=place.one("branch"),
            name=place.one("name"),
        )
        for place in entry.nested("place")
    ]
    return tuple(sorted(built, key=lambda place: place.artefact))
