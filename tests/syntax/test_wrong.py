"""Specs whose shape is wrong, each with what `parse` alone says about it as its last comment.

`pytest --update` rewrites the reports.
"""

from pathlib import Path

import pytest

from gitopsc.diagnostics.render import render
from gitopsc.source import Source
from gitopsc.syntax.parser import parse

CASES = sorted((Path(__file__).parent / "wrong").glob("*.gitops"))
MARKER = "# ---- report\n"


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_wrong_shape(path: Path, update: bool) -> None:
    text, _, expected = path.read_bytes().decode("utf-8").partition(MARKER)
    report = render(parse(Source(path.name, text))[1], color=False)
    actual = "".join(f"# {line}".rstrip() + "\n" for line in report.splitlines())
    if update:
        path.write_bytes((text.rstrip("\n") + "\n\n" + MARKER + actual).encode())
    else:
        assert actual == expected
