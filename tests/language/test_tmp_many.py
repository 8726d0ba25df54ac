"""Whatever a user writes is answered with diagnostics, never with an exception."""

import random
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from gitopsc.language.vocabulary.table import all_nouns
from tests.language.specs import bound
from tests.language.test_meaning import FLEET

WORDS = sorted(
    {word for noun, _ in all_nouns().values() for word in (noun.word, *noun.fields)}
    | {"gitops", "include", "{", "}", "[", "]", "[]", "->", "=", "prod", "a.b.c", '"x"', '""'}
    | {"0644", "1.10", "30s", "true", '"../x"', '"{"', '"https://h/{x}"', "Kind.name"}
)


def _mutated(text: str, dice: random.Random) -> str:
    lines = text.splitlines()
    for _ in range(dice.randint(1, 6)):
        at = dice.randrange(len(lines))
        kind = dice.randrange(5)
        if kind == 0:
            del lines[at]
        elif kind == 1:
            lines.insert(at, dice.choice(lines))
        elif kind == 2:
            other = dice.randrange(len(lines))
            lines[at], lines[other] = lines[other], lines[at]
        else:
            pieces = re.findall(r"\S+", lines[at]) or [""]
            pieces[dice.randrange(len(pieces))] = dice.choice(WORDS)
            lines[at] = " ".join(pieces)
    return "\n".join(lines) + "\n"


@settings(max_examples=1500, deadline=None)
@given(st.randoms(use_true_random=False))
def test_a_mutated_spec_is_answered(dice: random.Random) -> None:
    found = bound(_mutated(FLEET, dice))
    assert (found.topology is None) == any(d.is_error for d in found.diagnostics)
    for diagnostic in found.diagnostics:
        assert diagnostic.labels
        assert diagnostic.message


@settings(max_examples=1500, deadline=None)
@given(st.lists(st.sampled_from([*WORDS, "\n", "\n", "\n"]), max_size=40))
def test_a_salad_of_words_is_answered(words: list[str]) -> None:
    found = bound(" ".join(words) + "\n")
    assert (found.topology is None) == any(d.is_error for d in found.diagnostics)
