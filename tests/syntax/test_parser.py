"""Text to tree: shapes, places, comments, limits; and whatever is thrown at it, an answer."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gitopsc.diagnostics.render import render
from gitopsc.source import Source, Span
from gitopsc.syntax.parser import parse
from gitopsc.syntax.tree import Assignment, Chain, Declaration, File, List, Path, Relation
from tests.syntax.shapes import shape
from tests.syntax.specs import damaged_texts, spec_texts


def read(text: str) -> File:
    tree, mistakes = parse(Source("a.gitops", text))
    assert mistakes == ()
    return tree


def slugs(text: str) -> list[str]:
    return [mistake.slug for mistake in parse(Source("a.gitops", text))[1]]


def test_a_declaration_has_noun_value_clauses_and_body() -> None:
    [stage] = read("stage production on [eu, us] with prod {\n  review required\n}").statements
    assert isinstance(stage, Declaration)
    assert (stage.noun, stage.noun_span.text) == ("stage", "stage")
    assert isinstance(stage.value, Path) and stage.value.span.text == "production"
    assert [clause.span.text for clause in stage.clauses] == ["on [eu, us]", "with prod"]
    assert [clause.relation_span.text for clause in stage.clauses] == ["on", "with"]
    assert stage.body is not None and stage.body.span.text == "{\n  review required\n}"
    assert stage.span.text == stage.span.source.text


def test_a_scope_is_a_relation_and_a_value_is_assigned_to_a_key() -> None:
    scope, value = read('in a on b {\n}\nlabels."example.org/x".y = ["1", 2]\n').statements
    assert isinstance(scope, Relation) and scope.body is not None
    assert isinstance(value, Assignment) and isinstance(value.value, List)
    assert [(s.text, s.quoted) for s in value.key.segments] == [
        ("labels", False),
        ("example.org/x", True),
        ("y", False),
    ]


@pytest.mark.parametrize(
    "literal, kind, said",
    [
        ('"a"', "string", "a"),
        (r'"say \"hi\" \\ "', "string", 'say "hi" \\ '),
        (r'"\\"', "string", "\\"),
        (r'"\\\""', "string", '\\"'),
        ("true", "boolean", "true"),
        ("-3", "number", "-3"),
        ("1.10", "number", "1.10"),
        ("90s", "duration", "90s"),
    ],
)
def test_literals(literal: str, kind: str, said: str) -> None:
    [statement] = read(f"x = {literal}").statements
    assert isinstance(statement, Assignment) and not isinstance(statement.value, List)
    assert (statement.value.kind, statement.value.text) == (kind, said)
    assert statement.value.span.text == literal


def test_whatever_an_arrow_or_a_dot_joins_is_a_name() -> None:
    promotion, app = read("promote 1 -> 2b -> 5m->true\napp web needs [7d.3, true.5]").statements
    assert isinstance(promotion, Declaration) and isinstance(promotion.value, Chain)
    assert [path.span.text for path in promotion.value.paths] == ["1", "2b", "5m", "true"]
    assert isinstance(app, Declaration) and isinstance(app.clauses[0].value, List)
    assert [type(item) for item in app.clauses[0].value.items] == [Path, Path]


def test_what_was_meant_ends_where_what_was_written_does() -> None:
    [image] = parse(Source("a.gitops", "image (a)\n"))[0].statements
    assert image.span.text == "image (a)"


def test_windows_files_and_byte_order_marks_leave_no_trace() -> None:
    text = 'a b {\n\tc "d" # e\n\n}\n# f\n'
    assert shape(read("\ufeff" + text.replace("\n", "\r\n")))[2:] == shape(read(text))[2:]
    [windows] = read("\r\n" + text.replace("\n", "\r\n")).statements
    assert isinstance(windows, Declaration) and windows.value is not None
    assert windows.value.span.text == "b"


def test_comments_are_kept_in_order_and_strings_hold_none() -> None:
    tree = read('# one\na "# no" # two  \nb [ # three\n]\n')
    assert [comment.text for comment in tree.comments] == ["# one", "# two", "# three"]
    assert all(comment.text == comment.span.text for comment in tree.comments)


def test_a_header_with_a_mistake_keeps_its_name_and_its_block() -> None:
    tree, mistakes = parse(
        Source("a", "team shop at at https://x.y {\n  app web @@\n}\nvariant v\n")
    )
    team, variant = tree.statements
    assert isinstance(team, Declaration) and team.body and isinstance(variant, Declaration)
    [app] = team.body.statements
    assert isinstance(app, Declaration) and app.value is not None and app.value.span.text == "web"
    assert len(mistakes) == 2


def test_what_is_clear_is_read_as_it_was_meant() -> None:
    wrong = "image 'a'\nat b/{c}\non [a b]\nkey.x = warn\nin x { replicas = 3 }\n"
    right = 'image "a"\nat "b/{c}"\non [a, b]\nkey.x = "warn"\nin x {\nreplicas = 3\n}\n'
    assert shape(parse(Source("a", wrong))[0])[2] == shape(read(right))[2]


def test_all_mistakes_of_a_file_come_at_once() -> None:
    assert slugs("a 'x'\nb @@\nc {\n d: 3\n}\n}\n") == [
        "single-quotes",
        "unexpected-text",
        "yaml-style",
        "unexpected-closing-brace",
    ]


def test_a_list_that_was_left_open_keeps_its_elements() -> None:
    tree, mistakes = parse(Source("a.gitops", "team a on [\n  b\n  c\n\nteam d {\n}\n"))
    assert [mistake.slug for mistake in mistakes] == ["unclosed-list"]
    [first, second] = tree.statements
    assert isinstance(first, Declaration) and isinstance(second, Declaration)
    assert isinstance(first.clauses[0].value, List)
    assert len(first.clauses[0].value.items) == 2
    assert second.body is not None


def test_the_list_of_mistakes_ends_but_reading_does_not() -> None:
    tree, mistakes = parse(Source("a", "a b c\n" * 80 + "variant last\n"))
    assert len(mistakes) == 51
    assert mistakes[-1].slug == "too-many-mistakes" and not mistakes[-1].is_error
    assert tree.statements[-1].span.text == "variant last"


@pytest.mark.parametrize(
    "text, slug",
    [
        ("a {\n" * 17, "too-deep"),
        ("a " + "[" * 17, "too-deep"),
        ("{" * 100_000, "too-deep"),
        ("a " + "[" * 100_000, "too-deep"),
        ("#" * (4 * 1024 * 1024 + 1), "file-too-large"),
    ],
)
def test_limits_are_found_before_anything_is_read(text: str, slug: str) -> None:
    started = time.process_time()
    tree, mistakes = parse(Source("a.gitops", text))
    assert [mistake.slug for mistake in mistakes] == [slug]
    assert tree.statements == ()
    assert time.process_time() - started < 1


def test_braces_in_texts_and_comments_are_not_deep() -> None:
    assert slugs('a "{{{{{{{{{{{{{{{{{{" # {{{{{{{{{{{{{{{{{{\n') == []


@pytest.mark.parametrize("letter", ["\x00", "\x07", "\x85", "\u2028", "\u2029", "\ufeff"])
def test_letters_that_the_tools_corrupt_are_refused_in_texts(letter: str) -> None:
    assert slugs(f'a "x{letter}y"\n') == ["unsafe-character"]
    assert slugs(f"a # {letter}\n") == []


@pytest.mark.parametrize(
    "text",
    [
        "a b c\n" * 20_000,
        "a {\n" * 16 + "b [\n" * 20_000,
        "]" * 200_000,
        ";" * 200_000,
        '"' * 99_999,
    ],
    ids=["two values", "open lists", "brackets", "semicolons", "quotes"],
)
def test_a_text_full_of_mistakes_is_answered_soon(text: str) -> None:
    started = time.process_time()
    assert slugs(text)
    assert time.process_time() - started < 10


@given(spec_texts())
def test_what_is_written_well_is_read_without_mistakes(text: str) -> None:
    read(text)


@given(st.one_of(st.text(), st.binary().map(lambda raw: raw.decode("utf-8", "replace"))))
def test_any_text_gets_an_answer(text: str) -> None:
    answered(text)


@given(damaged_texts())
def test_any_damage_to_a_spec_gets_an_answer(text: str) -> None:
    answered(text)


def answered(text: str) -> None:
    """A tree and mistakes, each with a place in the text and a rendering."""
    tree, mistakes = parse(Source("a.gitops", text))
    assert all(0 <= s.span.start <= s.span.end <= len(text) for s in tree.statements)
    for mistake in mistakes:
        for label in mistake.labels:
            assert isinstance(label.at, Span)
            assert 0 <= label.at.start <= label.at.end <= len(text)
    assert render(mistakes, color=True).count("gitopsc explain") == len(mistakes)
