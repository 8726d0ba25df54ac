"""Resolving what is mentioned. What does not resolve is reported once and left out."""

from collections.abc import Collection

from gitopsc.diagnostics.suggest import closest
from gitopsc.language.census import Census
from gitopsc.language.entry import Entry
from gitopsc.language.forms.form import Said
from gitopsc.language.mistakes import Mistakes, article, listed, replace
from gitopsc.language.reading import CHAIN, Mentioning
from gitopsc.language.vocabulary.table import all_nouns
from gitopsc.refs import Ref

_VERBS = {
    "by": "is moved by",
    "from": "comes from",
    "in": "is in",
    "needs": "needs",
    "on": "runs on",
    "variants": "has",
    "window": "waits for",
    "with": "mixes in",
    CHAIN: "passes",
}
"""How a message reads the relation word of a mention."""


_PLURALS = {"infra": "infra"}


class Mentions:
    """Checks every mention of a reading against the census."""

    def __init__(self, census: Census, displaced: Collection[str], mistakes: Mistakes) -> None:
        self._census = census
        self._displaced = displaced
        self._mistakes = mistakes
        self.undeclared_repos: dict[str, list[Said]] = {}
        """Repositories that presets mention and nobody declares, with the mentions."""

    def resolve(self, mentioning: Mentioning) -> None:
        """Leave only what is declared in the field of an entry."""
        entry, word, kinds, around = mentioning
        if word == CHAIN:
            entry.value = tuple(s for s in entry.value if self._is_known(s, entry, word, kinds))
            return
        said = entry.fields.get(word, ())
        if kinds == ("app", "infra"):
            team = next((e.name.text for e in around if e.noun.word == "team" and e.name), "")
            kept = tuple([s for s in said if self._is_need(s, entry, team)])
        else:
            kept = tuple([s for s in said if not s.bare or self._is_known(s, entry, word, kinds)])
        if len(kept) != len(said):
            entry.fields[word] = kept

    def _is_known(self, said: Said, entry: Entry, word: str, kinds: tuple[str, ...]) -> bool:
        name = said.text
        if any(self._census.has(kind, name) for kind in kinds):
            return True
        if entry.is_preset:
            self.undeclared_repos.setdefault(name, []).append(said)
            return False
        other = self._census.find(name)
        if other is not None:
            self._wrong_kind(said, word, kinds, other)
        else:
            self._unknown(said, entry, word, kinds)
        return False

    def _wrong_kind(self, said: Said, word: str, kinds: tuple[str, ...], other: Ref) -> None:
        takes = " and ".join(_PLURALS.get(kind, f"{kind}s") for kind in kinds)
        shown = "a promotion takes" if word == CHAIN else f"`{word}` takes"
        self._mistakes.report(
            "wrong-kind",
            f"`{said.text}` is {article(other.kind)}; {shown} {takes}",
            (said.span, f"not {article(kinds[0])}"),
            (self._census.names[other].span, "declared here"),
        )

    def _unknown(self, said: Said, entry: Entry, word: str, kinds: tuple[str, ...]) -> None:
        names = {name: kind for kind in kinds for name in self._census.by_kind[kind]}
        self._report(
            said,
            kinds[0],
            f"{_subject(entry)} {_VERBS.get(word, 'names')} `{said.text}`, which is not declared",
            {name: Ref(kind, (name,)) for name, kind in names.items()},
        )

    def _is_need(self, said: Said, entry: Entry, team: str) -> bool:
        name = said.text
        owner, dot, needed = name.rpartition(".")
        own = self._census.apps.get(owner or team, set())
        if dot:
            if needed in own:
                return True
            self._unknown_app_of(said, entry, owner, needed)
            return False
        is_app, is_infra = name in own, self._census.has("infra", name)
        if is_app and is_infra:
            self._ambiguous(said, team)
            return False
        if not (is_app or is_infra):
            self._unknown_need(said, entry, team)
        return is_app or is_infra

    def _ambiguous(self, said: Said, team: str) -> None:
        names = self._census.names
        self._mistakes.report(
            "ambiguous-name",
            f"`{said.text}` is an app of team `{team}` and an infra as well",
            (said.span, "which of them?"),
            (names[Ref("app", (team, said.text))].span, "the app"),
            (names[Ref("infra", (said.text,))].span, "the infra"),
            help=f"write `{team}.{said.text}` for the app; for the infra, rename one of them",
            fix=replace(said.span, f"{team}.{said.text}"),
        )

    def _unknown_app_of(self, said: Said, entry: Entry, owner: str, needed: str) -> None:
        if self._census.has("team", owner):
            apps = self._census.apps[owner]
            known = {f"{owner}.{app}": Ref("app", (owner, app)) for app in apps}
            message = f"{_subject(entry)} needs `{needed}`, which team `{owner}` does not own"
            self._report(said, "app", message, known)
        else:
            teams = {
                f"{team}.{needed}": Ref("team", (team,)) for team in self._census.by_kind["team"]
            }
            message = f"{_subject(entry)} needs an app of team `{owner}`, which is not declared"
            self._report(said, "team", message, teams)

    def _unknown_need(self, said: Said, entry: Entry, team: str) -> None:
        owners = sorted(t for t, apps in self._census.apps.items() if said.text in apps)
        if owners:
            names = [f"{owner}.{said.text}" for owner in owners]
            self._mistakes.report(
                "unknown-app",
                f"{_subject(entry)} needs `{said.text}`, which is an app of another team",
                (said.span, "named without its team"),
                (self._census.names[Ref("app", (owners[0], said.text))].span, "declared here"),
                help="" if len(names) == 1 else f"write {listed(names, 'or')}",
                fix=replace(said.span, names[0]) if len(names) == 1 else None,
            )
            return
        known = {name: Ref("infra", (name,)) for name in self._census.by_kind["infra"]}
        known |= {app: Ref("app", (team, app)) for app in self._census.apps.get(team, ())}
        others = [
            (owner, app)
            for owner, apps in self._census.apps.items()
            if owner != team
            for app in apps
        ]
        if len(others) <= _ENOUGH:
            known |= {f"{owner}.{app}": Ref("app", (owner, app)) for owner, app in others}
        self._report(
            said,
            "app",
            f"{_subject(entry)} needs `{said.text}`, which is not declared",
            known,
        )

    def _report(self, said: Said, kind: str, message: str, known: dict[str, Ref]) -> None:
        if said.text.rpartition(".")[2] in self._displaced:
            return
        meant = closest(said.text, tuple(sorted(known)))
        spots = [(said.span, f"no {kind} of this name")]
        if meant is not None:
            spots.append((self._census.names[known[meant]].span, "did you mean this one?"))
        # A team is proposed with what is needed of it, which it may not have.
        names = {ref.path[0] for ref in known.values()} if kind == "team" else known
        help = "" if meant or not known else _few(sorted(names))
        self._mistakes.report(
            f"unknown-{kind}",
            message,
            *spots,
            help=help or ("" if meant else f"declare it: `{_declaration(kind, said.text)}`"),
            fix=replace(said.span, meant) if meant else None,
        )


_ENOUGH = 1000
"""Names of other teams' apps are searched for a likeness only where there are not too many."""

_SHOWN = 8


def _declaration(kind: str, name: str) -> str:
    """The least that has to be said of something."""
    noun, _ = all_nouns()[kind]
    clauses = "".join(f" {field.word} …" for field in noun.clauses if field.required)
    block = " { … }" if any(field.required for field in noun.attributes) else ""
    return f"{kind} {name.rpartition('.')[2]}{clauses}{block}"


def _few(names: list[str]) -> str:
    verb = "is" if len(names) == 1 else "are"
    if len(names) <= _SHOWN:
        return f"declared {verb} {listed(names)}"
    shown = ", ".join(f"`{name}`" for name in names[:_SHOWN])
    return f"declared {verb} {shown} and {len(names) - _SHOWN} more"


def _subject(entry: Entry) -> str:
    return entry.title if entry.value else f"this {entry.noun.word}"
