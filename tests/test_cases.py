"""Wrong specs, each with the report it gets.

A case is a spec whose name is a sentence; the expected report is the comment at its end. A case
that needs files beside it is a folder with `spec.gitops`. `pytest --update` rewrites the reports.
"""

from pathlib import Path

import pytest

import gitopsc
from gitopsc.diagnostics.render import render

CASES = Path(__file__).parent / "cases"
MARKER = "# ---- report\n"
SPECS = sorted(
    path
    for path in CASES.rglob("*.gitops")
    if path.name == "spec.gitops" or not (path.parent / "spec.gitops").exists()
)


def reported(path: Path, text: str) -> str:
    """The report on a spec, as comment lines."""
    result = gitopsc.compile(gitopsc.Source(str(path), text))
    report = render(result.diagnostics, color=False).replace(str(path), path.name)
    report = report.replace(f"{path.parent.as_posix()}/", "")
    return "".join(f"# {line}".rstrip() + "\n" for line in report.splitlines())


@pytest.mark.parametrize(
    "path", SPECS, ids=lambda p: p.relative_to(CASES).as_posix().removesuffix("/spec.gitops")
)
def test_case(path: Path, update: bool) -> None:
    whole = path.read_bytes().decode("utf-8")
    text, marker, expected = whole.partition(MARKER)
    actual = reported(path, text)
    if update:
        path.write_bytes((text.rstrip("\n") + "\n\n" + MARKER + actual).encode())
    else:
        assert marker, "the case has no recorded report; run pytest --update and review it"
        assert actual == expected


def test_there_are_enough_wrong_specs() -> None:
    wrong = [path for path in SPECS if "# error[" in path.read_bytes().decode("utf-8")]
    assert len(wrong) >= 80
