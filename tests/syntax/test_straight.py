"""Texts are read without Lark where nothing is wrong, and come out as if Lark had read them."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gitopsc.source import Source
from gitopsc.syntax import recovery, straight
from gitopsc.syntax.machine import WRITTEN, made
from tests.syntax.specs import damaged_texts, spec_texts

ROOT = Path(__file__).parent.parent.parent
SPECS = sorted(
    path for folder in ("examples", "tests/corpus") for path in (ROOT / folder).rglob("*.gitops")
)
STATEMENTS = [
    "x a.in.true.3h on b.on {\n}",
    "x.0.5m.true.on = -1",
    "needs a.b.c -> d.e",
    'a [b, "c"\n d,\n] on [] { # e\n\n # f\n}',
    '"a b"."c" = [1, 2h]',
]


def agree(text: str) -> bool:
    """Whether the text is one of the language; both ways of reading must think so."""
    source = Source("a.gitops", text)
    statements, mistakes = recovery.read(source, text + "\n")
    assert straight.read(source, text + "\n") == (None if mistakes else statements)
    return not mistakes


def test_the_machine_that_is_written_down_is_the_one_that_lark_makes() -> None:
    told = json.loads(json.dumps(made()._asdict()))
    assert json.loads(WRITTEN.read_bytes()) == told, "python -m gitopsc.syntax.machine"


@pytest.mark.parametrize("path", SPECS, ids=lambda path: str(path.relative_to(ROOT)))
def test_real_specs_are_read_alike(path: Path) -> None:
    assert agree(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("text", ["", "\n", "# a", "\t\r\n #\n", *STATEMENTS])
def test_corners_of_the_language_are_read_alike(text: str) -> None:
    assert agree(text)


@pytest.mark.parametrize(
    "text", ["a b c", "a {", "}", "a\rb", "a\n1", "on", "a = 1 2", "a ->", "x = -"]
)
def test_what_is_wrong_is_left_to_lark(text: str) -> None:
    assert not agree(text)


@given(spec_texts())
def test_what_is_written_well_is_read_alike(text: str) -> None:
    assert agree(text.removeprefix("\ufeff"))


@given(st.one_of(damaged_texts(), st.text()))
def test_what_was_damaged_is_judged_alike(text: str) -> None:
    agree(text)
