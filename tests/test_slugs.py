"""Every mistake has a page, and every page a mistake."""

import ast
from pathlib import Path

from gitopsc.diagnostics.pages import page, slugs

ROOT = Path(__file__).parent.parent
SAYERS = {"Diagnostic", "error", "warn", "report", "warning", "complain", "_complain", "note"}


def emitted() -> set[str]:
    """The first text handed to anything that makes a diagnostic, both ways of a choice."""
    found: set[str] = set()
    for path in (ROOT / "gitopsc").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and _name(node.func) in SAYERS:
                for part in ast.walk(node.args[0]):
                    if isinstance(part, ast.Constant) and isinstance(part.value, str):
                        found.add(part.value)
    return found


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def test_every_mistake_has_a_page() -> None:
    looks_like_slugs = {slug for slug in emitted() if "-" in slug.strip("-") and " " not in slug}
    assert len(looks_like_slugs) > 100
    assert sorted(looks_like_slugs - set(slugs())) == []


def test_every_page_says_its_name_first() -> None:
    assert [slug for slug in slugs() if not (page(slug) or "").startswith(f"# {slug}\n")] == []
