"""The formatter's law: pairs of texts, and what holds for every text."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given

from gitopsc.formatting.formatter import format_source
from gitopsc.source import Source
from gitopsc.syntax.parser import parse
from tests.syntax.shapes import shape
from tests.syntax.specs import spec_texts

PAIRS = sorted(
    path for path in Path(__file__).parent.glob("*.gitops") if ".formatted" not in path.name
)


def formatted(text: str) -> str:
    result, mistakes = format_source(Source("a.gitops", text))
    assert result is not None and mistakes == ()
    return result


@pytest.mark.parametrize("path", PAIRS, ids=lambda path: path.stem)
def test_pairs(path: Path, update: bool) -> None:
    expected = path.with_suffix(".formatted.gitops")
    result = formatted(path.read_bytes().decode("utf-8"))
    if update:
        expected.write_bytes(result.encode())
    assert result == expected.read_bytes().decode("utf-8")
    assert formatted(result) == result


@given(spec_texts())
def test_formatting_changes_no_shape_and_no_comment(text: str) -> None:
    before, after = (parse(Source("a", version))[0] for version in (text, formatted(text)))
    assert shape(before.statements) == shape(after.statements)
    assert shape(before.comments) == shape(after.comments)


@given(spec_texts())
def test_comments_stay_between_the_words_where_they_were(text: str) -> None:
    assert _words(formatted(text)) == _words(text)


_WORDS = re.compile(r'"(?:[^"\\\n]|\\.)*"|#[^\r\n]*|->|[\w.-]+|[{}\[\]=]')


def _words(text: str) -> list[str]:
    """Everything but blanks, line ends and commas."""
    return [found.rstrip() for found in _WORDS.findall(text)]


@given(spec_texts())
def test_formatting_twice_changes_nothing(text: str) -> None:
    once = formatted(text)
    assert formatted(once) == once


@given(spec_texts())
def test_the_layout_is_clean(text: str) -> None:
    lines = formatted(text).split("\n")
    assert lines.pop() == ""
    assert all(line == line.rstrip(" \t\r") for line in lines)
    assert all(one or other for one, other in pairwise(lines))
    assert not lines or (lines[0] and lines[-1])


@pytest.mark.parametrize("text", ["", "\n\n", "\ufeff", " \t\r\n"])
def test_a_text_without_anything_is_empty(text: str) -> None:
    assert formatted(text) == ""


def test_a_list_stays_on_its_line_up_to_88_columns() -> None:
    fits = f"deny [{', '.join(['a' * 20] * 3)}, {'b' * 15}]"
    assert len(fits) == 88
    assert formatted(fits) == f"{fits}\n"
    assert formatted(fits.replace("]", ", c]")).splitlines()[1] == f"  {'a' * 20}"


def test_what_does_not_parse_is_left_alone() -> None:
    result, mistakes = format_source(Source("a.gitops", "a   b\nc @@\n"))
    assert result is None
    assert [mistake.slug for mistake in mistakes] == ["unexpected-text"]
