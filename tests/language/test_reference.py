"""The page of words is the vocabulary, and the vocabulary is the grammar's and the model's."""

from pathlib import Path

from gitopsc.language.reference import reference
from gitopsc.language.vocabulary.places import HOLDS, PLACEHOLDERS
from gitopsc.language.vocabulary.table import all_nouns
from gitopsc.model.place import ARTEFACTS
from gitopsc.syntax.stop import RELATIONS

ROOT = Path(__file__).parent.parent.parent


def test_the_page_is_current() -> None:
    page = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
    assert page == reference(), "run `python -m gitopsc.language.reference > docs/reference.md`"


def test_the_relation_words_are_the_grammars() -> None:
    grammar = (ROOT / "grammar" / "gitops.lark").read_text(encoding="utf-8")
    assert f"RELATION.2: /({'|'.join(RELATIONS)})(?![\\w-])/" in grammar


def test_every_clause_is_a_relation_word_and_no_attribute_is() -> None:
    for noun, _ in all_nouns().values():
        assert {row.word for row in noun.clauses} <= set(RELATIONS)
        assert not {row.word for row in noun.attributes} & set(RELATIONS)


def test_no_noun_uses_a_word_twice() -> None:
    for noun, _ in all_nouns().values():
        words = [row.word for row in (*noun.clauses, *noun.attributes)] + list(noun.nested)
        assert len(words) == len(set(words)), noun.word


def test_every_artefact_of_the_model_is_described() -> None:
    assert tuple(HOLDS) == tuple(PLACEHOLDERS) == ARTEFACTS
