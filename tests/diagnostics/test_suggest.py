"""Did you mean …? Near words are found, and others are not proposed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gitopsc.diagnostics.suggest import closest, distance, shortened

WORDS = st.text(alphabet="abc-", max_size=8)


@pytest.mark.parametrize(
    "one, other, steps",
    [
        ("", "", 0),
        ("abc", "", 3),
        ("cluster", "cluster", 0),
        ("cluster", "clustr", 1),
        ("cluster", "clutser", 1),
        ("stage", "state", 1),
        ("ca", "abc", 3),
        ("kitten", "sitting", 3),
    ],
)
def test_distances(one: str, other: str, steps: int) -> None:
    assert distance(one, other) == steps


@given(WORDS, WORDS)
def test_a_distance_is_the_same_both_ways_and_nothing_only_for_equals(one: str, other: str) -> None:
    assert distance(one, other) == distance(other, one)
    assert (distance(one, other) == 0) == (one == other)
    assert abs(len(one) - len(other)) <= distance(one, other) <= max(len(one), len(other))


@pytest.mark.parametrize(
    "word, found",
    [
        ("eu-prd", "eu-prod"),
        ("EU-PROD", "eu-prod"),
        ("us-porduction", None),
        ("x", None),
        ("", None),
    ],
)
def test_only_near_words_are_proposed(word: str, found: str | None) -> None:
    assert closest(word, ["eu-prod", "eu-staging", "us-east"]) == found


def test_a_word_that_has_no_letter_in_common_is_not_near() -> None:
    assert closest("c", ["a", "b"]) is None
    assert closest("A", ["a", "b"]) == "a"


def test_the_one_word_that_is_abbreviated_is_proposed() -> None:
    assert closest("prod", ["production", "staging"]) == "production"
    assert closest("prod", ["prd", "production"]) == "prd"
    assert closest("prod", ["prod-eu-west", "production"]) is None
    assert closest("pr", ["production", "staging"]) is None


def test_the_one_word_that_abbreviates_is_proposed() -> None:
    assert shortened("Monday", ["mon", "tue"]) == "mon"
    assert shortened("flux-operators", ["flux", "flux-operator"]) is None
    assert shortened("onwards", ["on", "off"]) is None


def test_ties_go_to_the_first_of_the_alphabet_whatever_the_order() -> None:
    assert closest("bat", ["cat", "hat", "bad"]) == "bad"
    assert closest("bat", ["hat", "bad", "cat"]) == "bad"


def test_there_may_be_nothing_to_choose_from() -> None:
    assert closest("bat", []) is None
