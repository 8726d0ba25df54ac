"""Complaints for machines: plain data that survives JSON."""

import json

from gitopsc.diagnostics.diagnostic import Diagnostic, Edit, Fix, Label, Severity
from gitopsc.diagnostics.export import as_json
from gitopsc.refs import Ref, Where
from gitopsc.source import Source, Span


def test_everything_a_report_says_is_there() -> None:
    spec = Source("a.gitops", "cluster eu\r\nstage x on us\r\n")
    span = Span(spec, 23, 25)
    told = Diagnostic(
        "unknown-cluster",
        "there is no cluster `us`",
        (Label(span, "not declared"), Label(Where(Ref("stage", ("x",)), "on"), "asked here")),
        help=("declare it",),
        fixes=(Fix("replace `us` by `eu`", (Edit(span, "eu"),)),),
        severity=Severity.WARNING,
    )
    place = {"file": "a.gitops", "line": 2, "column": 12, "endLine": 2, "endColumn": 14}
    expected = {
        "slug": "unknown-cluster",
        "severity": "warning",
        "message": "there is no cluster `us`",
        "labels": [
            {**place, "text": "not declared"},
            {"thing": "stage `x`", "field": "on", "text": "asked here"},
        ],
        "help": ["declare it"],
        "fixes": [{"title": "replace `us` by `eu`", "edits": [{**place, "text": "eu"}]}],
    }
    assert json.loads(json.dumps(as_json([told]))) == [expected]


def test_a_span_over_lines_ends_behind_its_last_letter() -> None:
    spec = Source("a.gitops", "a {\n}\n")
    [told] = as_json([Diagnostic("a-slug", "wrong", (Label(Span(spec, 2, 5)),))])
    assert told["labels"] == [
        {"file": "a.gitops", "line": 1, "column": 3, "endLine": 2, "endColumn": 2, "text": ""}
    ]


def test_nothing_is_an_empty_list() -> None:
    assert as_json([]) == []
