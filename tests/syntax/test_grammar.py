"""The grammar holds no ambiguity: Lark's strict mode accepts it. What stands written down of its
parser is of this grammar."""

import json
from pathlib import Path

import pytest
from lark import Lark

from gitopsc.syntax.grammar import TABLES, fingerprint, grammar_text, lark_parser, made
from gitopsc.syntax.stop import RELATIONS


def test_strict_mode_finds_no_conflict_and_no_colliding_terminals() -> None:
    Lark(grammar_text(), parser="lalr", start="file", strict=True)


def test_the_relation_words_are_those_of_the_grammar() -> None:
    [pattern] = [t.pattern.value for t in lark_parser().terminals if t.name == "RELATION"]
    assert pattern == f"({'|'.join(RELATIONS)})(?![\\w-])"


def test_the_terminals_that_mistakes_speak_of_exist() -> None:
    named = {terminal.name: terminal.pattern.value for terminal in lark_parser().terminals}
    assert named["LBRACE"] == "{"
    assert named["RBRACE"] == "}"
    assert named["LSQB"] == "["
    assert named["RSQB"] == "]"
    assert named["COMMA"] == ","
    assert named["EQUAL"] == "="
    assert named["__ANON_0"] == "->"
    assert {"NAME", "STRING", "_NL"} <= named.keys()


def test_the_parser_that_is_written_down_is_of_this_grammar() -> None:
    written = json.loads(TABLES.read_text())
    assert written["grammar"] == fingerprint(), "python -m gitopsc.syntax.grammar"


SPECS = sorted((Path(__file__).parent.parent.parent / "examples").rglob("*.gitops"))


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.name)
def test_the_parser_that_is_written_down_reads_as_the_one_made_anew(path: Path) -> None:
    text = path.read_text(encoding="utf-8") + "\n"
    assert lark_parser().parse(text) == made().parse(text)


def test_what_another_release_of_lark_wrote_down_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    foreign = tmp_path / "tables.json"
    foreign.write_text('{"lark": "0.0.0", "data": {}, "memo": {}}', encoding="utf-8")
    monkeypatch.setattr("gitopsc.syntax.grammar.TABLES", foreign)
    lark_parser.cache_clear()
    try:
        assert lark_parser().parse("gitops 1\n") == made().parse("gitops 1\n")
    finally:
        lark_parser.cache_clear()
