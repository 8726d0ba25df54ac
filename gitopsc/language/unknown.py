"""What to say when a word does not belong where it stands."""

from gitopsc.diagnostics.diagnostic import Edit, Fix
from gitopsc.language.entry import Entry
from gitopsc.language.mistakes import Mistakes, article, listed, respell, without_equals
from gitopsc.language.vocabulary.noun import Field
from gitopsc.language.vocabulary.table import EDITION, all_nouns
from gitopsc.source import Span
from gitopsc.syntax.tree import Assignment, Clause, Declaration, List, Relation, Scalar

_NOUNS = {word: found for word, found in all_nouns().items() if word != "scope"}
"""A scope has no noun: it is called by that name in tables only."""


def word(line: Declaration, entry: Entry, around: tuple[Entry, ...], mistakes: Mistakes) -> None:
    """A line begins with a word that its block does not take."""
    if line.noun in ("gitops", "include"):
        _first_line_words(line, mistakes)
    elif entry.noun.word == "scope" and line.noun in around[-1].noun.words_of_block:
        _not_scopable(line, around[-1], mistakes)
    elif line.noun in _NOUNS:
        _misplaced(line, entry, around, mistakes)
    elif entry.noun.word == "file":
        _unknown_noun(line, entry, mistakes)
    else:
        _unknown_attribute(line, entry, mistakes)


def _unknown_attribute(line: Declaration, entry: Entry, mistakes: Mistakes) -> None:
    """Where values are handed through, a word that resembles none of ours is rather a key."""
    owner, words = article(entry.noun.word), entry.noun.words_of_block
    fix = respell(line.noun_span, words)
    takes = f"{owner} takes {listed(words)}" if words else f"{owner} takes only `key = value` lines"
    if fix is None and entry.noun.keys is not None:
        takes = f"a value that is handed through is written `{_setting(line)}`; {takes}"
        fix = _with_equals(line)
    mistakes.report(
        "unknown-attribute",
        f"{owner} has no `{line.noun}`",
        (line.noun_span, "not a word of this block"),
        help=takes,
        fix=fix,
    )


def _setting(line: Declaration) -> str:
    """The line as it would set a value: a block is no map, each of its keys has a line."""
    if line.body is None and isinstance(line.value, (Scalar, List)):
        return f"{line.noun} = {line.value.span.text}"
    inner = line.body.statements if line.body else ()
    lines = [one.span.text for one in inner if isinstance(one, Assignment)]
    return f"{line.noun}.{lines[0] if lines else 'KEY = …'}"


def _with_equals(line: Declaration) -> Fix | None:
    if line.body or line.clauses or not isinstance(line.value, (Scalar, List)):
        return None
    between = Span(line.noun_span.source, line.noun_span.end, line.value.span.start)
    return Fix(f"write `{_setting(line)}`", (Edit(between, " = "),))


def _first_line_words(line: Declaration, mistakes: Mistakes) -> None:
    if line.noun == "gitops":
        help = f"`gitops {EDITION}` is the first line of the file and stands nowhere else"
    else:
        help = "`include` stands outside of all blocks"
    mistakes.report(
        "misplaced-noun",
        f"`{line.noun}` does not belong here",
        (line.noun_span, "not here"),
        help=help,
    )


def _misplaced(
    line: Declaration, entry: Entry, around: tuple[Entry, ...], mistakes: Mistakes
) -> None:
    _, owners = _NOUNS[line.noun]
    blocks = [owner for owner in owners if owner != "file"]
    places = ["outside of all blocks"] if "file" in owners else []
    places += [f"in the block of {listed(blocks, 'or')}"] if blocks else []
    word = entry.noun.word
    is_further_out = any(line.noun in outer.noun.words_of_block for outer in around)
    here = "outside of a block" if word == "file" else f"in {article(word)}"
    mistakes.report(
        "misplaced-noun",
        f"`{line.noun}` does not stand {here}",
        (line.noun_span, "not here"),
        help=f"it stands {' or '.join(places)}"
        + ("; is a `}` missing above?" if is_further_out else ""),
    )


def _not_scopable(line: Declaration, owner: Entry, mistakes: Mistakes) -> None:
    mistakes.report(
        "not-scopable",
        f"`{line.noun}` cannot differ by scope: it is part of what {owner.title} is",
        (line.noun_span, "holds everywhere or not at all"),
        (owner.head, "belongs into the block of this one"),
        help="a scope takes `key = value`, `version`, `values`, `manifests` and `patch`",
    )


def _unknown_noun(line: Declaration, entry: Entry, mistakes: Mistakes) -> None:
    homes = sorted(name for name, (noun, _) in _NOUNS.items() if line.noun in noun.fields)
    mistakes.report(
        "unknown-noun",
        f"`{line.noun}` is not a word of the language"
        if not homes
        else f"`{line.noun}` does not begin a line outside of a block",
        (line.noun_span, "no noun of this name"),
        help=f"it belongs into the block of {listed(homes, 'or')}"
        if homes
        else f"the nouns are {listed(('include', *entry.noun.words_of_block))}",
        fix=None if homes else respell(line.noun_span, ("include", *entry.noun.words_of_block)),
    )


def relation(clause: Clause, entry: Entry, mistakes: Mistakes) -> None:
    """A clause begins with a relation word that this noun does not take."""
    noun = entry.noun
    takes = tuple(noun.relations)
    mistakes.report(
        "unknown-relation",
        f"{article(noun.word)} takes no `{clause.relation}`",
        (clause.relation_span, "not a relation of this noun"),
        help=f"{article(noun.word)} takes {listed(takes)}"
        if takes
        else f"{article(noun.word)} has no relations",
    )


def relation_of_attribute(clause: Clause, row: Field, mistakes: Mistakes) -> None:
    """A clause stands after an attribute."""
    mistakes.report(
        "unknown-relation",
        f"`{row.word}` takes no `{clause.relation}`",
        (clause.relation_span, "not a relation of this attribute"),
        help=f"`{row.word}` takes {row.form.described}, and "
        + (f"`{row.clause.word}` with {row.clause.form.described}" if row.clause else "nothing")
        + " after it",
    )


def narrowing(clause: Clause, entry: Entry, mistakes: Mistakes) -> None:
    """`in dev` on a line of its own: with a block it would mean the opposite."""
    header = entry.head
    said = clause.relation in entry.spans
    moved = f"{clause.relation} {clause.value.span.text}"  # whatever wrongly stood between the two
    edits = (Edit(_line_of(clause), ""), Edit(_end_of(header), f" {moved}"))
    mistakes.report(
        "narrowing-in-block",
        f"`{clause.relation}` narrows {entry.title}, and stands on its first line",
        (clause.span, "on a line of its own"),
        (header, "belongs here"),
        help=f"with a block, `{clause.relation} … {{` is a scope: what is different there"
        if entry.noun.scope
        else "",
        fix=None if said else Fix(f"move `{moved}` to the header", edits),
    )


def _line_of(clause: Clause) -> Span:
    """The whole line of a clause that stands alone on it, otherwise the clause."""
    text, span = clause.span.source.text, clause.span
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end) + 1 or len(text)
    alone = text[start:end].strip() == span.text
    return Span(span.source, start, end) if alone else span


def _end_of(span: Span) -> Span:
    return Span(span.source, span.end, span.end)


def stray(line: Relation, mistakes: Mistakes) -> None:
    """A line outside of all blocks begins with a relation word."""
    first = line.clauses[0]
    mistakes.report(
        "stray-relation",
        f"`{first.relation}` begins no line outside of a block",
        (first.relation_span, "of what?"),
        help="a clause belongs to the line of a noun, or into its block",
    )


def scope(line: Relation, entry: Entry, mistakes: Mistakes) -> None:
    """A clause with a block stands where no scope can."""
    first = line.clauses[0]
    if entry.noun.word == "scope":
        mistakes.report(
            "nested-scope",
            "a scope does not stand in another one",
            (first.span, "inside"),
            (entry.head, "of this one"),
            help=f"write both as one sentence: `{entry.head.text} {first.span.text} {{`",
        )
        return
    owner = "a file" if entry.noun.word == "file" else article(entry.noun.word)
    mistakes.report(
        "not-scopable",
        f"{owner} has no scopes",
        (first.span, "a clause with a block is a scope"),
        help="scopes stand in the blocks of `app`, `infra` and `team`",
    )


def assignment(line: Assignment, entry: Entry, mistakes: Mistakes) -> None:
    """A `=` line stands where no values are handed through."""
    key = line.key.span.text
    known = key in entry.noun.fields
    owner = "a file" if entry.noun.word == "file" else article(entry.noun.word)
    mistakes.report(
        "misplaced-assignment",
        f"{owner} takes no `key = value` lines",
        (line.key.span, "nothing to hand it to"),
        help=f"`{key}` is a word of the language: write it without `=`"
        if known
        else "they stand in `app`, `infra`, `team`, their scopes, `patch`, `quota` and `limits`",
        fix=without_equals(line.key.span, line.span) if known else None,
    )
