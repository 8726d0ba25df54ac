"""Whatever the writer writes, every reader reads the same values and the same types."""

import math
import re
from collections.abc import Callable

import pytest
import yaml as pyyaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from gitopsc.manifests.reader import read_documents
from gitopsc.manifests.yaml import dump
from gitopsc.source import Source
from tests.manifests import tricky

Value = object
BATCH = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))

LETTERS = st.one_of(
    st.sampled_from(list("aeE1280_.:-+ ~#\n\t\"'\\,[]{}&*!|>%@`?=<xobnyT")),
    st.characters(exclude_categories=["Cs"]),
)
TEXTS = st.one_of(st.sampled_from(tricky.TEXTS), st.text(LETTERS, max_size=12), st.text(LETTERS))
SCALARS = st.one_of(
    TEXTS,
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.none(),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=30,
)


def ruamel(version: tuple[int, int]) -> Callable[[str], Value]:
    def read(text: str) -> Value:
        reader = YAML(typ="safe", pure=True)
        reader.version = version
        return reader.load(text)

    return read


def ours(text: str) -> Value:
    documents, diagnostics = read_documents(Source("written.yaml", text))
    assert not diagnostics
    return documents[0]


READERS = {
    "PyYAML": pyyaml.safe_load,
    "ruamel.yaml 1.1": ruamel((1, 1)),
    "ruamel.yaml 1.2": ruamel((1, 2)),
    "our reader": ours,
}
every_reader = pytest.mark.parametrize("read", READERS.values(), ids=READERS.keys())


def typed(value: Value) -> Value:
    """The value such that `==` sees the difference between `1`, `1.0` and `True`."""
    if isinstance(value, dict):
        return {key: typed(item) for key, item in value.items()}
    if isinstance(value, list):
        return [typed(item) for item in value]
    return (type(value).__name__, value)


def as_json(value: Value) -> Value:
    """The value as JSON knows it: one kind of number."""
    if isinstance(value, dict):
        return {key: as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_json(item) for item in value]
    return ("number", float(value)) if type(value) in (int, float) else typed(value)


def thing(spec: Value) -> dict[str, Value]:
    metadata = {"name": "thing"}
    return {"apiVersion": "example.com/v1", "kind": "Thing", "metadata": metadata, "spec": spec}


def everywhere(values: tuple[Value, ...]) -> dict[str, Value]:
    """Every value below a key, in a list, in a list of lists, and every text as a key."""
    texts = dict.fromkeys(value for value in values if isinstance(value, str))
    return {
        "below": {f"k{number}": value for number, value in enumerate(values)},
        "listed": list(values),
        "nested": [[value] for value in values],
        "mapped": [{"k": value, "l": value} for value in values],
        "keys": dict.fromkeys(texts, 1),
        "parents": {text: {"k": [text]} for text in texts},
    }


@every_reader
def test_tricky_values_are_read_back(read: Callable[[str], Value]) -> None:
    values = everywhere(tricky.TEXTS + tricky.NUMBERS)
    assert typed(read(dump(values))) == typed(values)


def test_go_reads_tricky_values_back(go_reader: Callable[[str], dict[str, Value]]) -> None:
    values = everywhere(tricky.TEXTS + tricky.NUMBERS)
    assert as_json(go_reader(dump(thing(values)))["spec"]) == as_json(values)


@pytest.mark.parametrize("read", [READERS["PyYAML"], READERS["ruamel.yaml 1.2"]])
def test_python_readers_know_more_numbers_than_go(read: Callable[[str], Value]) -> None:
    values = {"inf": [math.inf, -math.inf], "big": [2**64 - 1, 2**70, -(2**70)]}
    assert typed(read(dump(values))) == typed(values)
    assert math.isnan(read(dump({"nan": math.nan}))["nan"])


@every_reader
@given(values=st.dictionaries(TEXTS, VALUES, max_size=8))
@settings(max_examples=100, deadline=None)
def test_any_values_are_read_back(read: Callable[[str], Value], values: dict[str, Value]) -> None:
    assert typed(read(dump(values))) == typed(values)


@given(values=st.lists(VALUES, min_size=40, max_size=120))
@BATCH
def test_go_reads_any_values_back(
    go_reader: Callable[[str], dict[str, Value]], values: list[Value]
) -> None:
    assert as_json(go_reader(dump(thing(values)))["spec"]) == as_json(values)


_BEYOND_KUSTOMIZE = re.compile(r"[\x7f-\x9f\u2028\u2029\ufffe\uffff]|\A\s*\t|\A<<\Z")


def survives_kustomize(value: Value) -> Value:
    """Without what kustomize 5.8.1 fails on however it is written, as it then writes:
    DEL and line ends of YAML 1.1 raw, a tab in front of a block, `<<` unquoted, long keys short.
    """
    if isinstance(value, dict):
        return {survives_kustomize(k)[:500]: survives_kustomize(item) for k, item in value.items()}
    if isinstance(value, list):
        return [survives_kustomize(item) for item in value]
    return _BEYOND_KUSTOMIZE.sub("", value) if isinstance(value, str) else value


def through_kustomize(kustomize: Callable[[dict[str, str]], str], spec: Value) -> Value:
    files = {
        "thing.yaml": dump(thing(spec)),
        "kustomization.yaml": dump({"resources": ["thing.yaml"]}),
    }
    return ours(kustomize(files))["spec"]


def test_tricky_values_pass_through_kustomize(kustomize: Callable[[dict[str, str]], str]) -> None:
    values = survives_kustomize(everywhere(tricky.TEXTS + tricky.NUMBERS))
    assert as_json(through_kustomize(kustomize, values)) == as_json(values)


@given(values=st.lists(VALUES.map(survives_kustomize), min_size=40, max_size=120))
@BATCH
@pytest.mark.slow
def test_any_values_pass_through_kustomize(
    kustomize: Callable[[dict[str, str]], str], values: list[Value]
) -> None:
    assert as_json(through_kustomize(kustomize, values)) == as_json(values)
