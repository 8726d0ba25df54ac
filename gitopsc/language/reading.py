"""From statements to entries, by the table alone: which words, how often, in which form."""

from collections.abc import Iterable
from typing import NamedTuple

from gitopsc.diagnostics.suggest import closest
from gitopsc.language import own_lines, unknown
from gitopsc.language.chains import steps
from gitopsc.language.entry import Entry
from gitopsc.language.forms.form import Form, Many, Said, bare_text
from gitopsc.language.forms.names import Mention, Stages
from gitopsc.language.forms.places import Origin
from gitopsc.language.misshapen import Misshapen
from gitopsc.language.mistakes import Mistakes, article
from gitopsc.language.own_lines import Crowded
from gitopsc.language.settings import read_setting
from gitopsc.language.vocabulary.noun import Field, Noun
from gitopsc.language.vocabulary.table import all_nouns
from gitopsc.source import Span
from gitopsc.syntax.tree import Assignment, Body, Clause, Declaration, Relation, Statement, Value

CHAIN = "chain"
"""The name under which the stages of a promotion are resolved: they are its value, not a field."""


class Mentioning(NamedTuple):
    """A field by which an entry names other things, that have to be there."""

    entry: Entry
    word: str
    """The field."""
    kinds: tuple[str, ...]
    """What it may name."""
    around: tuple[Entry, ...]
    """The entries around the entry."""


class Reader:
    """Reads the statements of all files into one entry; every mistake of shape is reported."""

    def __init__(self, mistakes: Mistakes) -> None:
        self._mistakes = mistakes
        self._misshapen = Misshapen(mistakes)
        self.mentioning: list[Mentioning] = []
        self.displaced: set[str] = set()
        """What is declared where it does not belong, often because a brace is missing: whoever
        mentions it is not blamed as well."""

    def read_block(
        self, statements: Iterable[Statement], entry: Entry, around: tuple[Entry, ...] = ()
    ) -> None:
        """Add what stands in a block to its entry. `around` are the entries it stands in."""
        for statement in statements:
            if isinstance(statement, Declaration):
                self._declaration(statement, entry, around)
            elif isinstance(statement, Relation):
                self._relation(statement, entry, around)
            else:
                self._assignment(statement, entry)

    # -- declarations ------------------------------------------------------------------------

    def _declaration(self, line: Declaration, entry: Entry, around: tuple[Entry, ...]) -> None:
        word, row = line.noun, entry.noun
        if word not in row.words_of_block:
            unknown.word(line, entry, around, self._mistakes)
            if word in all_nouns() and line.value is not None:
                self.displaced.add(bare_text(line.value) or "")
            word = closest(word, row.words_of_block) or ""
        if word in row.nested:
            self._nested(line, row.nested[word], entry, around)
        elif word in row.fields:
            self._attribute(line, row.fields[word], entry, around)

    def _nested(
        self, line: Declaration, noun: Noun, entry: Entry, around: tuple[Entry, ...]
    ) -> None:
        inner = Entry(noun, line.head, is_preset=entry.is_preset)
        inside = (*around, entry)
        takes_value = noun.value is not None
        crowded = self._on_line(line, inner, entry, takes_value=takes_value)
        if takes_value or not crowded:
            self._value(line, noun, inner)
        self._crowded(line, crowded)
        self._header(line.clauses, inner, inside)
        if line.body is not None:
            self._body(line.body, inner, inside)
        self._required(inner)
        siblings = entry.children.setdefault(noun.word, [])
        if noun.once and siblings:
            self._mistakes.report(
                "duplicate-block",
                f"`{noun.word}` is said twice in one block",
                (inner.head, "and again"),
                (siblings[0].head, "said here"),
                help="keep one of them" if noun.value else "put both into one block",
            )
        siblings.append(inner)

    def _value(self, line: Declaration, noun: Noun, inner: Entry) -> None:
        if noun.value is None:
            if line.value is not None:
                self._mistakes.report(
                    "unexpected-value",
                    f"`{noun.word}` takes nothing before its clauses and its block",
                    (line.value.span, "does not belong here"),
                )
        elif line.value is None:
            self._mistakes.report(
                "missing-name",
                f"`{noun.word}` needs {noun.value.described}",
                (line.noun_span, "nothing after it"),
                help=f"for example `{noun.example.splitlines()[0].removesuffix(' {')}`",
            )
        else:
            said: Value | None = line.value
            if isinstance(noun.value, Stages):
                said = steps(line.value, self._misshapen)
            if said is not None:
                inner.value = noun.value.read(said, noun.word, self._mistakes)
            kinds = mentioned(noun.value)
            if kinds and inner.value:
                self.mentioning.append(Mentioning(inner, CHAIN, kinds, ()))

    def _on_line(self, line: Declaration, *homes: Entry, takes_value: bool = True) -> list[Crowded]:
        """What stands on a line and belongs into one of these blocks, on a line of its own."""
        if self._misshapen.is_none:  # as mostly: this is asked of every line
            return []
        return [
            found
            for home in homes
            for found in own_lines.crowded(line, home, self._misshapen, takes_value=takes_value)
        ]

    def _crowded(self, line: Declaration, crowded: Iterable[Crowded]) -> None:
        """What belongs on other lines counts as said, and as declared."""
        for found in crowded:
            own_lines.tell(line, found, self._mistakes)
            for word, *said in found.said:
                found.home.fields.setdefault(word, ())
                self.displaced.update(said)

    def _body(self, body: Body, inner: Entry, around: tuple[Entry, ...]) -> None:
        if inner.noun.has_block:
            self.read_block(body.statements, inner, around)
        elif body.statements:
            self._mistakes.report(
                "unexpected-block",
                f"{article(inner.noun.word)} has no block",
                (inner.head, "everything about it is said on this line"),
            )

    def _required(self, inner: Entry) -> None:
        for row in inner.noun.required:
            if row.word not in inner.fields:
                if row.word in inner.noun.relations and self._misshapen.spoils(inner.head):
                    continue  # it may stand in the part that was not understood
                kind = "clause" if row.word in inner.noun.relations else "attribute"
                self._mistakes.report(
                    f"missing-{kind}",
                    f"{inner.title} needs `{row.word}`: {row.says}",
                    (inner.head, f"no `{row.word}`"),
                    help=f"for example `{inner.noun.example.splitlines()[0]}`"
                    if kind == "clause"
                    else f"add `{row.word}`, {row.form.described}, to its block",
                )

    # -- attributes and clauses --------------------------------------------------------------

    def _attribute(
        self, line: Declaration, row: Field, entry: Entry, around: tuple[Entry, ...]
    ) -> None:
        self._crowded(line, self._on_line(line, entry))
        for clause in line.clauses:
            self._behind(clause, row, entry)
        if line.body is not None:
            self._mistakes.report(
                "unexpected-block",
                f"`{row.word}` takes a value, not a block",
                (line.noun_span, "is an attribute"),
            )
        if line.value is None:
            self._mistakes.report(
                "attribute-without-value",
                f"`{row.word}` needs {row.form.described}",
                (line.noun_span, "nothing after it"),
            )
            entry.fields.setdefault(row.word, ())
            return
        if self._is_free(row, entry, line.noun_span, "attribute"):
            entry.spans[row.word] = line.head
            self._keep(row, entry, around, row.form.read(line.value, row.word, self._mistakes))

    def _behind(self, clause: Clause, row: Field, entry: Entry) -> None:
        """What stands behind the value of an attribute."""
        if row.clause is None or clause.relation != row.clause.word:
            unknown.relation_of_attribute(clause, row, self._mistakes)
        elif row.key_of_clause not in entry.spans:
            entry.spans[row.key_of_clause] = clause.span
            said = row.clause.form.read(clause.value, clause.relation, self._mistakes)
            entry.fields[row.key_of_clause] = said

    def _header(self, clauses: Iterable[Clause], entry: Entry, around: tuple[Entry, ...]) -> None:
        for clause in clauses:
            row = entry.noun.relations.get(clause.relation)
            if row is None:
                unknown.relation(clause, entry, self._mistakes)
            elif self._is_free(row, entry, clause.relation_span, "clause"):
                entry.spans[row.word] = clause.span
                said = row.form.read(clause.value, row.word, self._mistakes)
                self._keep(row, entry, around, said)

    def _keep(
        self, row: Field, entry: Entry, around: tuple[Entry, ...], said: tuple[Said, ...]
    ) -> None:
        entry.fields[row.word] = said
        kinds = mentioned(row.form)
        if kinds and said:
            self.mentioning.append(Mentioning(entry, row.word, kinds, around))

    def _is_free(self, row: Field, entry: Entry, span: Span, kind: str) -> bool:
        earlier = entry.spans.get(row.word)
        if earlier is None:
            return True
        self._mistakes.report(
            f"duplicate-{kind}",
            f"{entry.title} says `{row.word}` twice",
            (span, "and again"),
            (earlier, "said here"),
            help="say it once" + (", with a list" if isinstance(row.form, Many) else ""),
        )
        return False

    # -- lines that begin with a relation word, and with a key ---------------------------------

    def _relation(self, line: Relation, entry: Entry, around: tuple[Entry, ...]) -> None:
        if line.body is not None:
            self._scope(line, line.body, entry, around)
            return
        narrowing = [
            clause
            for clause in line.clauses
            if (row := entry.noun.relations.get(clause.relation)) and row.header_only
        ]
        for clause in narrowing:
            unknown.narrowing(clause, entry, self._mistakes)
        if entry.noun.word == "file":
            unknown.stray(line, self._mistakes)
        else:
            self._header((c for c in line.clauses if c not in narrowing), entry, around)

    def _scope(self, line: Relation, body: Body, entry: Entry, around: tuple[Entry, ...]) -> None:
        noun = entry.noun.scope
        if noun is None:
            unknown.scope(line, entry, self._mistakes)
            return
        head = line.head
        inner = Entry(noun, head, is_preset=entry.is_preset)
        self._header(line.clauses, inner, (*around, entry))
        if not body.statements:
            self._mistakes.report(
                "empty-scope",
                "nothing is said in this scope",
                (head, "an empty block"),
                help="remove it; to narrow the thing itself, put the clause on its header",
            )
        self.read_block(body.statements, inner, (*around, entry))
        entry.scopes.append(inner)

    def _assignment(self, line: Assignment, entry: Entry) -> None:
        if entry.noun.keys is None:
            unknown.assignment(line, entry, self._mistakes)
            return
        setting = read_setting(line, entry.noun.keys, self._mistakes)
        if setting is not None:
            entry.settings.append(setting)


def mentioned(form: Form) -> tuple[str, ...]:
    """The kinds of things a form mentions; empty when it mentions none."""
    inner = form.form if isinstance(form, Many) else form
    if isinstance(inner, Mention):
        return inner.kinds
    if isinstance(inner, Origin):
        return ("repo",)
    return ("stage",) if isinstance(inner, Stages) else ()
