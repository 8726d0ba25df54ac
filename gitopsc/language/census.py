"""Who is there: the names of all declared things, each of them once."""

from collections.abc import Iterator

from gitopsc.language.entry import Entry
from gitopsc.language.forms.form import Said
from gitopsc.language.mistakes import Mistakes
from gitopsc.language.vocabulary.releases import BUILT_IN_AGENTS
from gitopsc.refs import Ref, as_owner

KINDS = (
    "operator",
    "group",
    "cluster",
    "variant",
    "stage",
    "window",
    "agent",
    "promote",
    "repo",
    "infra",
    "team",
)
"""The nouns whose names form a namespace each."""

REF_KINDS = {"promote": "promotion"}
"""Nouns whose things are named by another word than the noun itself."""


_CALLED_BY_WHAT_THEY_DO = ("operator", "place", "promotion")
"""Kinds whose things nobody gives a name."""


class Census:
    """Looks up declared names. `entries` knows the first entry of each name."""

    def __init__(self, root: Entry, mistakes: Mistakes) -> None:
        self._mistakes = mistakes
        self.entries: dict[Ref, Entry] = {}
        self.names: dict[Ref, Said] = {}
        self.by_kind: dict[str, set[str]] = {kind: set() for kind in KINDS}
        self.apps: dict[str, set[str]] = {}
        for kind in KINDS:
            for entry in _of_kind(root, kind):
                self._declare(kind, entry)
        for team in root.nested("team"):
            if team.name:
                self._declare_apps(team, team.name.text)
        self._places((), root)

    def has(self, kind: str, name: str) -> bool:
        if kind == "agent" and name in BUILT_IN_AGENTS:
            return True
        return name in self.by_kind.get(kind, ())

    def find(self, name: str) -> Ref | None:
        """Something of this name, whatever its kind."""
        for kind in self.by_kind:
            if name in self.by_kind[kind] and kind != "promote":
                return Ref(kind, (name,))
        owner = next((team for team, apps in self.apps.items() if name in apps), None)
        return None if owner is None else Ref("app", (owner, name))

    def _declare(self, kind: str, entry: Entry) -> None:
        ref_kind = REF_KINDS.get(kind, kind)
        if kind == "promote":
            path = tuple(said.text for said in entry.value)
            if path and self._add(Ref(ref_kind, path), entry, entry.value[0]):
                self.by_kind[kind].add("->".join(path))
            return
        for said in entry.value:
            if self._add(Ref(ref_kind, (said.text,)), entry, said):
                self.by_kind[kind].add(said.text)

    def _declare_apps(self, team: Entry, owner: str) -> None:
        names = self.apps.setdefault(owner, set())
        for app in team.nested("app"):
            if app.name and self._add(Ref("app", (owner, app.name.text)), app, app.name):
                names.add(app.name.text)
                self._places((owner, app.name.text), app)
        self._places((owner,), team)

    def _places(self, owner: tuple[str, ...], entry: Entry) -> None:
        """Places are named by their owner and artefact."""
        for place in entry.nested("place"):
            if place.name:
                self._add(Ref("place", (*owner, place.name.text)), place, place.name)
        for operator in entry.nested("operator"):
            if operator.name:
                self._places((as_owner(operator.name.text),), operator)

    def _add(self, ref: Ref, entry: Entry, said: Said) -> bool:
        earlier = self.names.get(ref)
        if earlier is None:
            self.names[ref], self.entries[ref] = said, entry
            return True
        shown = " -> ".join(ref.path) if ref.kind == "promotion" else ref.name
        self._mistakes.report(
            "duplicate-name",
            f"{ref.kind} `{shown}` is declared twice",
            (said.span, "and again"),
            (earlier.span, "declared here"),
            help="keep one of them"
            + ("" if ref.kind in _CALLED_BY_WHAT_THEY_DO else ", or give one another name"),
        )
        return False


def _of_kind(root: Entry, kind: str) -> Iterator[Entry]:
    yield from root.nested(kind)
    if kind == "repo":
        for team in root.nested("team"):
            yield from team.nested("repo")
