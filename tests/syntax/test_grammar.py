"""The grammar holds no ambiguity: Lark's strict mode accepts it."""

from lark import Lark

from gitopsc.syntax.grammar import grammar_text, lark_parser
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
