"""Complaints for machines."""

from collections.abc import Sequence
from typing import Any

from gitopsc.diagnostics.diagnostic import Diagnostic, Label
from gitopsc.source import Span


def as_json(diagnostics: Sequence[Diagnostic]) -> list[dict[str, Any]]:
    """Plain data with lines and columns from 1; the end is the column after the last letter."""
    return [
        {
            "slug": diagnostic.slug,
            "severity": str(diagnostic.severity),
            "message": diagnostic.message,
            "labels": [_label(label) for label in diagnostic.labels],
            "help": list(diagnostic.help),
            "fixes": [
                {
                    "title": fix.title,
                    "edits": [{**_place(edit.span), "text": edit.text} for edit in fix.edits],
                }
                for fix in diagnostic.fixes
            ],
        }
        for diagnostic in diagnostics
    ]


def _label(label: Label) -> dict[str, Any]:
    if isinstance(label.at, Span):
        return {**_place(label.at), "text": label.text}
    return {"thing": str(label.at.ref), "field": label.at.field, "text": label.text}


def _place(span: Span) -> dict[str, Any]:
    line, column = span.source.position(span.start)
    end_line, end_column = span.source.position(span.end)
    return {
        "file": span.source.path,
        "line": line,
        "column": column,
        "endLine": end_line,
        "endColumn": end_column,
    }
