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

Value = object
BATCH = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))

WORDS = """
    ~ null Null NULL nULL true True TRUE tRUE false False yes Yes YES no No NO on On ON off Off OFF
    y Y n N t f = == << <<< - -- --- ---x -a -1 - - ? ?a : :a :: a: a:b :80 , ,a [ ] [a] { } {a} {{a}} #
    #a a# a#b & &a * *a ! !a !!str | |- > >= >=1.0 ' " '' "" 'a' "a" % %a @ @a ` `a \\ \\n . .. ... ...a
    0 -0 +0 00 07 08 012 0o7 0O7 0o8 0x1F 0X1f 0xg 0b1 0B1 0b2 1 -1 +1 1_000 1__0 _1 1_ +_1 0_7 0x_1
    1.0 1. .5 -.5 +.5 ._5 .5_0 . ._ 1.2.3 1.10 v1.2.3 1e3 1E3 1e+3 1e-3 1.5e3 1e 1e+ e1 .e1 1e400 12e03
    123456789012345678901234567890 -9223372036854775809 0x1FFFFFFFFFFFFFFFFF 190:20:30 1:30 1:30:59.5
    1:60 8080:80 12:34:56 .inf -.inf +.inf .Inf .INF .iNF .nan .NaN .NAN inf nan NaN Infinity
    2001-12-14 2001-1-1 2001-12-14t21:59:43.10-05:00 2001-12-14T21:59:43Z 20011214 2001-12 2001-12-14x
    10m 10Mi 5s 1h30m 0s 100% 50%x https://a.b/c?d=e#f a@b.c ~1.2 ^1.2 *.a /a ./a ../a a/b a,b a=b
    $a ${a} $(a) (a) <a> a|b a>b +a $patch ${{a}} sha256:abc eu-1 key:value C:\\ \u00e9 \U0001f600 \ufeff
    \ufeffa a\ufeff \u2028 a\u2028b \u2029 \x85 a\x85b \xa0 \xa0a a\xa0 \x7f \x80 \ufffd \ufffe \uffff
    \u200b \u3000 \U0010ffff \x00 \x01 \x1b
"""
SPACED = (
    "", " ", "  ", " a", "a ", "a  b", "a : b", "a: b", "a :b", "a #b", "a # b", "a\t#b", "- a", "? a",
    ": a", "\t", "\ta", "a\t", "a\tb", "a:\tb", "2001-12-14 21:59:43", "2001-12-14 21:59:43.1 -5",
    "2001-12-14 x", "--- a", "... a", "x" * 5000, "word " * 1000 + "end", "%YAML 1.2", "! a", "a\rb", "\r",
    "\r\n", "{{ .Values.a }}", "a {{ b }}", "[a, b]", "a, b", "it's", 'say "hi"', "C:\\x \\n", "!! a",
)  # fmt: skip
LINES = (
    "\n", "\n\n", "a\n", "a\nb", "a\nb\n", "a\nb\n\n", "a\n\n\n", "\na", "\n\na\n", " a\nb", "  a\n b\n",
    "\n a\n", "\n  \n a", "  \na", "  \n  a\n", "a\n b\n", "a\n  \nb", "a\n   ", "a\n   \n", "a\n \n \n\n",
    "a \nb \n", "\ta\nb", "\t\n", "a\n\tb\n", "a\n\t\n", " \n \n", "a\r\nb\r\n", "---\na\n", "a\n---\nb\n",
    "a\n...\n", "# a\nb\n", "a # b\nc: d\n", "- a\n- b\n", "a: b\n", "a\x85b\n", "a\u2028b\n", "a\n\x00",
    "%a\nb", "a\n" + "x" * 5000 + "\nb", "\u00e9\n\U0001f600\n", "a\n\ufeffb\n", "\n\n", "a\n\xa0\n", "|\n>\n",
    "#!/bin/sh\nset -e\n\nif true; then\n\techo 'a: b' # no\nfi\n", "{\n  \"a\": 1\n}\n", "&a\n*a\n", "a\n\n b\n",
)  # fmt: skip
TRICKY = tuple(dict.fromkeys((*WORDS.split(" "), *WORDS.split(), *SPACED, *LINES)))
NUMBERS = (
    0, 1, -1, 8, 10, 255, 2**31, 2**53 + 1, 2**63 - 1, -(2**63), 0.0, -0.0, 1.0, -1.5, 0.1, 1e16, 1e20,
    1e-7, 1.5e-7, 1e22, 1.7976931348623157e308, 5e-324, 123456789.123456789, True, False, None,
)  # fmt: skip

LETTERS = st.one_of(
    st.sampled_from(list("aeE1280_.:-+ ~#\n\t\"'\\,[]{}&*!|>%@`?=<xobnyT")),
    st.characters(exclude_categories=["Cs"]),
)
TEXTS = st.one_of(st.sampled_from(TRICKY), st.text(LETTERS, max_size=12), st.text(LETTERS))
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
    return ("number", value) if type(value) in (int, float) else typed(value)


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
    values = everywhere(TRICKY + NUMBERS)
    assert typed(read(dump(values))) == typed(values)


def test_go_reads_tricky_values_back(go_reader: Callable[[str], dict[str, Value]]) -> None:
    values = everywhere(TRICKY + NUMBERS)
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
    """Without what kustomize 5.8.1 fails on however it is written, because it then writes it itself:
    line ends of YAML 1.1 and DEL raw, a tab in front of a block, `<<` unquoted, long keys short."""
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
    values = survives_kustomize(everywhere(TRICKY + NUMBERS))
    assert as_json(through_kustomize(kustomize, values)) == as_json(values)


@given(values=st.lists(VALUES.map(survives_kustomize), min_size=40, max_size=120))
@BATCH
@pytest.mark.slow
def test_any_values_pass_through_kustomize(
    kustomize: Callable[[dict[str, str]], str], values: list[Value]
) -> None:
    assert as_json(through_kustomize(kustomize, values)) == as_json(values)
