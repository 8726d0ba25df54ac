"""The reader sees what Kubernetes sees, and says where a text is wrong."""

import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gitopsc.diagnostics.diagnostic import Diagnostic
from gitopsc.manifests.reader import read_documents
from gitopsc.source import Source, Span
from tests.manifests.test_yaml_readers import as_json

PLAIN = """
    ~ null Null NULL nULL true True TRUE tRUE yes Yes YES no on On ON off y Y n N f 0 -0 +0 00
    07 08 012 099 0129 0o7 0O7 0o8 0x1F 0X1f 0x 0b1 0B1 -0b11 0b2 0b102 1 -1 +1 1_000 1__0 1_
    +_1 0_7 1.0 1. .5 -.5 +.5 ._5 .5_0 .5_ . ._ 0.1_0 1.2.3 1e3 1E3 1e+3 1e-3 1.5e3 5e 1e400
    12e03 .5e3 0x1p-2 1e5_ 1:30 190:20:30 2001-12-14 2001-1-1 2001-12-14T21:59:43Z 2024-13-45
    inf nan Infinity -9223372036854775808 9223372036854775807 -9223372036854775809
    18446744073709551616 0x1FFFFFFFFFFFFFFFFFF a a:b a#b
"""
TAGGED = (
    "!!str 1",
    "! 12",
    '!!int "12"',
    "!!float 1",
    "!!bool yes",
    "!!null ~",
    "!!seq [a]",
    "!!map {}",
)
THING = "apiVersion: example.com/v1\nkind: Thing\nmetadata:\n  name: thing\n"


def only(text: str) -> object:
    documents, diagnostics = read_documents(Source("file.yaml", text))
    assert diagnostics == ()
    [document] = documents
    return document


def complaint(text: str) -> Diagnostic:
    documents, [diagnostic] = read_documents(Source("file.yaml", text))
    assert documents == ()
    return diagnostic


def report(text: str) -> str:
    """A complaint on one line per label, as `line:column slug: message` and the text labelled."""
    found = complaint(text)
    lines = [f"{found.slug}: {found.message}"]
    for label in found.labels:
        assert isinstance(label.at, Span)
        line, column = label.at.source.position(label.at.start)
        lines.append(f"{line}:{column} {label.at.text!r} {label.text}".rstrip())
    return "\n".join(lines)


def test_kubernetes_sees_the_same(go_reader: Callable[[str], dict[str, object]]) -> None:
    text = THING + "spec:\n" + "".join(f"  - {item}\n" for item in (*PLAIN.split(), *TAGGED))
    assert as_json(only(text)["spec"]) == as_json(go_reader(text)["spec"])


@pytest.mark.parametrize(
    "spec",
    [
        "{a: &x {k: 1, l: 2}, b: {<<: *x, k: 3}, c: {k: 3, <<: *x}, d: *x}",
        "{a: &x {k: 1}, b: &z {k: 2, l: 3}, c: {<<: [*x, *z]}}",
        "{1: a, true: b, 1.5: c, -2: d}",
        "\n  folded: >\n    a\n    b\n\n    c\n  literal: |2-\n     a\n  'quoted': 'it''s'\n",
        '"\\u00e9\\x41\\n\\\n   a\\tb"',
        "&a [1, &a 2, *a]",
    ],
)
def test_anchors_keys_and_blocks(go_reader: Callable[[str], dict[str, object]], spec: str) -> None:
    text = f"{THING}spec: {spec}\n"
    assert as_json(only(text)["spec"]) == as_json(go_reader(text)["spec"])


def test_documents() -> None:
    text = "\ufeff# first\n---\n---\na: 1\n...\n# c\n---\n~\n--- [2]\n"
    assert read_documents(Source("file.yaml", text)) == (({"a": 1}, [2]), ())
    assert read_documents(Source("file.yaml", "")) == ((), ())


def test_aliases_are_copies() -> None:
    document = only("a: &a [1]\nb: *a\n")
    assert document["a"] == document["b"] and document["a"] is not document["b"]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("a:\n\tb: 1", "this is not YAML: a tab cannot indent YAML; use blanks\n2:1 '\\t'"),
        ("a: @x", "this is not YAML: no value begins with `@`; quote it\n1:4 '@'"),
        ("\U0001f600: 1\na: [1, 2", "this is not YAML: a `,` or a `]` is missing\n2:9 ''"),
        (
            "a: b: c",
            "this is not YAML: `: ` cannot stand here; quote the value, or indent the key\n1:5 ':'",
        ),
        ("a: 1\r\nb: 2\r\na: 3", "the key `a` stands twice\n3:1 'a'\n1:1 'a' first here"),
        ("'1': 1\n1: 2", "the key `1` stands twice\n2:1 '1'\n1:1 \"'1'\" first here"),
        ("on: 1", "the key `on` is not a text\n1:1 'on'"),
        ("a: {1.10: 1}", "the key `1.10` is not a text\n1:5 '1.10'"),
        ("~: 1", "the key `~` is not a text\n1:1 '~'"),
        ("? [a]\n: 1", "a key is a text, not a list or a mapping\n1:3 '['"),
        ("a: !foo x", "the tag `!foo` means nothing to Kubernetes here\n1:4 '!foo x'"),
        ("a: !!int x", "the value is not what its tag says\n1:4 '!!int x'"),
        ("a: .inf", "Kubernetes knows no number `.inf`\n1:4 '.inf'"),
        ("a: *x", "nothing is anchored as `&x`\n1:4 '*x'"),
        ("a: &x [*x]", "`&x` contains itself\n1:8 '*x'"),
        ("a: {<<: 1}", "`<<` takes mappings only\n1:9 '1'"),
        ('a: "\\ud83d"', "half a surrogate pair is not a character\n1:4 '\"\\\\ud83d\"'"),
        ('"\\UFFFFFFFF"', "this is not YAML: the escape names no character\n1:2 '\\\\UFFFFFFFF'"),
        ("a: \x07", "YAML cannot hold the character U+0007\n1:4 '\\x07'"),
    ],
)
def test_mistakes(text: str, expected: str) -> None:
    assert report(text) == f"invalid-yaml: {expected}"


def test_a_key_that_is_no_text_can_be_quoted() -> None:
    [fix] = complaint("on: 1").fixes
    assert (fix.title, fix.edits[0].text) == ("quote it", '"on"')


LAUGHS = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{this}: &{this} [{','.join([f'*{last}'] * 9)}]\n"
    for last, this in zip("abcdefghijklm", "bcdefghijklmo", strict=True)
)
LONG_LAUGHS = f"a: &a {'x' * 1_000_000}\nb: [{'*a,' * 20}]\n"
NESTED_LAUGHS = "a: &a [[[[[[[[[[]]]]]]]]]]\n" + f"b: {'[' * 95}*a{']' * 95}\n"


@pytest.mark.parametrize(
    "text, measure",
    [
        (LAUGHS, "more than 100,000 values"),
        (LONG_LAUGHS, "more than 8 MiB of text"),
        (NESTED_LAUGHS, "nested deeper than 100 levels"),
        ("[" * 100_000, "nested deeper than 100 levels"),
        ("- " * 100_000, "nested deeper than 100 levels"),
        ("{a: " * 100_000, "nested deeper than 100 levels"),
        ("x" * 10_000_000, "more than 8 MiB of text"),
        pytest.param("- 1\n" * 100_001, "more than 100,000 values", marks=pytest.mark.slow),
    ],
    ids=["laughs", "long laughs", "nested laughs", "flow", "block", "maps", "10 MB", "many"],
)
def test_bombs(text: str, measure: str) -> None:
    begin = time.process_time()
    found = complaint(text)
    assert found.slug == "yaml-too-large"
    assert found.message.endswith(measure)
    assert time.process_time() - begin < 20


@pytest.mark.parametrize("levels, is_read", [(100, True), (101, False)])
def test_depth_is_counted_exactly(levels: int, is_read: bool) -> None:
    documents, _ = read_documents(Source("deep.yaml", "[" * levels + "]" * levels))
    assert bool(documents) is is_read


@given(
    st.text(
        st.sampled_from(list("ab1 :-?[]{},&*!|>'\"%@#\n\t~<=\\x\U0001f600\x85\ufeff\ud800")),
        max_size=40,
    )
)
@settings(max_examples=400, deadline=None)
def test_no_text_is_a_traceback(text: str) -> None:
    documents, diagnostics = read_documents(Source("any.yaml", text))
    assert not (documents and diagnostics)
    for label in (label for diagnostic in diagnostics for label in diagnostic.labels):
        assert isinstance(label.at, Span)
        assert 0 <= label.at.start <= label.at.end <= len(text)
