"""How deep things lie along what they need."""

from hypothesis import given
from hypothesis import strategies as st

from gitopsc.plan.depths import depths

NAMES = st.integers(0, 9)
NEEDS = st.dictionaries(NAMES, st.lists(NAMES))


def test_a_thing_comes_one_after_the_deepest_that_it_needs() -> None:
    assert depths({"shop": ["cart", "mail"], "cart": ["mail"], "mail": []}) == {
        "mail": 0,
        "cart": 1,
        "shop": 2,
    }


def test_what_is_needed_and_not_there_counts_as_fulfilled() -> None:
    assert depths({"shop": ["mail"]}) == {"shop": 0}


def test_in_a_ring_the_first_goes_ahead() -> None:
    assert depths({"egg": ["hen"], "hen": ["egg"]}) == {"egg": 0, "hen": 1}


def test_chains_may_be_long() -> None:
    length = 10_000
    found = depths({link: [link + 1] for link in range(length)})
    assert found[0] == length - 1


@given(NEEDS)
def test_without_rings_everything_comes_right_after_what_it_needs(
    needs: dict[int, list[int]],
) -> None:
    needed = {node: [other for other in others if other < node] for node, others in needs.items()}
    found = depths(needed)
    assert found == {
        node: 1 + max((found[other] for other in others if other in needed), default=-1)
        for node, others in needed.items()
    }


@given(NEEDS)
def test_rings_leave_nothing_out(needs: dict[int, list[int]]) -> None:
    assert depths(needs).keys() == needs.keys()
