"""docs/reference.md, written from the vocabulary: `python -m gitopsc.language.reference`."""

from collections.abc import Iterator

from gitopsc.language import presets
from gitopsc.language.mistakes import listed
from gitopsc.language.vocabulary.noun import Field, Noun
from gitopsc.language.vocabulary.places import HOLDS, PLACEHOLDERS
from gitopsc.language.vocabulary.policy import LIMIT_KINDS
from gitopsc.language.vocabulary.table import EDITION, all_nouns
from gitopsc.model.place import VARIES

_INTRODUCTION = f"""\
# The words of the language

Written from the vocabulary (`gitopsc/language/vocabulary`) by
`python -m gitopsc.language.reference > docs/reference.md`; a test keeps it true.

A line begins with a *noun*, perhaps a value, then *clauses*: a relation word and what it relates
to. A block in braces holds attributes, further nouns, scopes, and `key = value` lines. Names are
labels and stand without quotes; texts of the outer world stand in quotes. The first line of a spec
is `gitops {EDITION}`.

| noun | says | stands |
|---|---|---|
| `gitops` | the edition of the language | first |
| `include` | `"file"`, a glob, or `"preset:NAME"`, below the spec | outside of all blocks |
"""


def reference() -> str:
    """The whole page."""
    nouns = all_nouns()
    table = "".join(_line(noun, owners) for noun, owners in nouns.values())
    chapters = "".join(f"\n{_chapter(noun)}" for noun, _ in nouns.values())
    return f"{_INTRODUCTION}{table}{chapters}\n{_artefacts()}\n{_repositories()}\n{_presets()}"


def _line(noun: Noun, owners: tuple[str, ...]) -> str:
    first_sentence = noun.says.partition(". ")[0].rstrip(".")
    return f"| [`{noun.word}`](#{noun.word}) | {first_sentence} | {_stands(owners)} |\n"


def _stands(owners: tuple[str, ...]) -> str:
    names = [owner for owner in owners if owner != "file"]
    inside = f"in {', '.join(f'`{name}`' for name in names)}" if names else ""
    outside = "outside of all blocks" if "file" in owners else ""
    return "; ".join(part for part in (outside, inside) if part)


def _chapter(noun: Noun) -> str:
    lines = [f"## {noun.word}", "", noun.says, "", "```gitops", noun.example, "```", ""]
    if noun.value is not None:
        lines += [f"After the noun: {noun.value.described}.", ""]
    if noun.fields:
        lines += ["| word | takes | says |", "|---|---|---|", *_rows(noun), ""]
    lines += _block(noun)
    return "\n".join(lines).rstrip() + "\n"


def _rows(noun: Noun) -> Iterator[str]:
    for kind, fields in (("clause", noun.clauses), ("", noun.attributes)):
        for row in fields:
            yield f"| `{row.word}` | {row.form.described} | {_says(row, kind)} |"
            if row.clause:
                behind = row.clause
                yield f"| `{row.word} … {behind.word}` | {behind.form.described} | {behind.says} |"


def _says(row: Field, kind: str) -> str:
    marks = [kind, "required" if row.required else "", "first line only" * row.header_only]
    shown = ", ".join(mark for mark in marks if mark)
    return f"{row.says} ({shown})" if shown else row.says


def _block(noun: Noun) -> list[str]:
    keys = {
        "dotted": "`key = value` lines: dotted keys, values handed through to the workload",
        "limits": f"`KIND.resource = amount` lines; a kind is {listed(LIMIT_KINDS, 'or')}",
        "pointer": '`"/json/pointer" = value` lines',
        "quota": "`resource = amount` lines",
        None: "",
    }[noun.keys]
    held = [f"[`{inner.word}`](#{inner.word})" for inner in noun.holds]
    held += ["[scopes](#scope)"] if noun.scope else []
    held += [keys] if keys else []
    return [f"In its block also: {', '.join(held)}.", ""] if held else []


def _artefacts() -> str:
    rows = (
        f"| `{artefact}` | {HOLDS[artefact]} | {_placeholders(names)} |"
        for artefact, names in PLACEHOLDERS.items()
    )
    return "\n".join(
        [
            "## Artefacts of `place`",
            "",
            "| artefact | is | placeholders |",
            "|---|---|---|",
            *rows,
            "",
        ]
    )


def _repositories() -> str:
    rows = (
        f"| {f'`per {per}`' if per else 'nothing'} | {_placeholders(names) or 'none'} |"
        for per, names in VARIES.items()
    )
    return "\n".join(
        ["## Placeholders of a `repo`", "", "| declared | placeholders |", "|---|---|", *rows, ""]
    )


def _presets() -> str:
    parts = [
        "## Presets",
        "",
        "`include` reads them as text, and a place of your own replaces theirs.",
    ]
    for name in presets.names():
        source = presets.preset(name)
        assert source is not None
        parts += ["", f"### {name}", "", "```text", source.text.rstrip(), "```"]
    return "\n".join(parts) + "\n"


def _placeholders(names: tuple[str, ...]) -> str:
    return " ".join(f"`{{{name}}}`" for name in names)


if __name__ == "__main__":
    print(reference(), end="")
