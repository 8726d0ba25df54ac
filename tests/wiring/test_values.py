"""Values are composed as Helm composes them, whatever the order in which they were written."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from gitopsc.model.section import Setting
from gitopsc.wiring.workloads.values import compose, from_settings, in_order
from tests.real.trees import merge

KEYS = st.sampled_from("abc")
VALUES = st.recursive(
    st.none() | st.integers(0, 3) | st.lists(st.integers(0, 2), max_size=2),
    lambda inner: st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)
MAPS = st.dictionaries(KEYS, VALUES, max_size=3)


@given(MAPS, MAPS)
def test_compose_is_helms_rule(wide: dict[str, Any], narrow: dict[str, Any]) -> None:
    assert compose(wide, narrow) == merge(wide, narrow)


@given(MAPS, MAPS, MAPS)
def test_compose_is_associative_over_levels(a: Any, b: Any, c: Any) -> None:
    """Base and overlay may be composed apart from each other, except where a map gives way to
    something else and comes back: then the operator's order decides, as it does in Helm."""
    if not _changes_shape(a, b) and not _changes_shape(b, c) and not _changes_shape(a, c):
        assert compose(compose(a, b), c) == compose(a, compose(b, c))


def _changes_shape(one: Any, other: Any) -> bool:
    if isinstance(one, dict) and isinstance(other, dict):
        return any(_changes_shape(one[key], other[key]) for key in one.keys() & other.keys())
    return isinstance(one, dict) != isinstance(other, dict)


@given(MAPS)
def test_sorting_changes_no_value(values: dict[str, Any]) -> None:
    assert in_order(values) == values
    assert list(in_order(values)) == sorted(values)


def test_dotted_keys_become_maps() -> None:
    settings = (
        Setting(key=("controller", "replicaCount"), value=3),
        Setting(key=("controller", "args"), value=("a", "b")),
        Setting(key=("annotations", "example.org/x"), value="y"),
    )
    assert from_settings(settings) == {
        "controller": {"replicaCount": 3, "args": ["a", "b"]},
        "annotations": {"example.org/x": "y"},
    }
