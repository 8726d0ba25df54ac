"""A fix does what its title says: where it is applied, its mistake is gone."""

import re
from pathlib import Path

import pytest

from gitopsc.diagnostics.diagnostic import Diagnostic, Fix
from gitopsc.diagnostics.order import in_order
from tests.language.specs import bound

ROOT = Path(__file__).parent.parent.parent
CASES = sorted((ROOT / "tests" / "cases" / "language").glob("*.gitops"))
PAGES = sorted((ROOT / "docs" / "diagnostics").glob("*.md"))


def _specs() -> list[object]:
    specs = [(path, path.read_text(encoding="utf-8").split("# ----")[0]) for path in CASES]
    for page in PAGES:
        found = re.search(r"^```gitops\n(.*?)^```", page.read_text(encoding="utf-8"), re.M | re.S)
        specs += [(page, found[1])] if found else []
    return [pytest.param(text, id=path.stem) for path, text in specs]


def _applied(text: str, fix: Fix) -> str:
    for edit in sorted(fix.edits, key=lambda edit: -edit.span.start):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


def _complaints(text: str) -> list[tuple[str, str]]:
    return [(d.slug, d.message) for d in in_order(bound(text).diagnostics)]


@pytest.mark.parametrize("text", _specs())
def test_each_fix_ends_its_mistake(text: str) -> None:
    for diagnostic in bound(text).diagnostics:
        for fix in diagnostic.fixes:
            before, after = _complaints(text), _complaints(_applied(text, fix))
            said = (diagnostic.slug, diagnostic.message)
            assert after.count(said) < before.count(said), fix.title


@pytest.mark.parametrize("text", _specs())
def test_all_fixes_together_leave_no_mistake_that_has_one(text: str) -> None:
    for _ in range(4):
        fixable = [d for d in bound(text).diagnostics if d.fixes]
        if not fixable:
            return
        text = _applied(text, _joined(fixable))
    assert not [d for d in bound(text).diagnostics if d.fixes]


def _joined(diagnostics: list[Diagnostic]) -> Fix:
    edits = {edit for diagnostic in diagnostics for edit in diagnostic.fixes[0].edits}
    return Fix("all", tuple(edits))
