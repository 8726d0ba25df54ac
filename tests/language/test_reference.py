"""The page of words is the vocabulary, and the vocabulary is the grammar's and the model's."""

import re
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


def test_the_decision_names_every_word_of_every_noun() -> None:
    page = (ROOT / "docs/decisions/0001-the-language.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `([\w-]+)` \|(.*)\|$", page, re.M))
    for word, (noun, _) in all_nouns().items():
        if word == "scope":
            continue
        said = set(re.findall(r"[a-z][a-z-]*", " ".join(re.findall(r"`([^`]*)`", rows[word]))))
        words = {*noun.fields, *noun.nested} - {"scope"}
        assert words - said == set(), word
    [artefacts] = re.findall(r"for `place`: `([^`]*)`", page)
    assert sorted(artefacts.split()) == sorted(ARTEFACTS)
