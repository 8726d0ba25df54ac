"""No mistake of this room goes without its page."""

import re
from pathlib import Path

from gitopsc.language.census import KINDS

ROOT = Path(__file__).parent.parent.parent
EMITTED = re.compile(r'(?:report|warn|Diagnostic)\(\s*"([a-z0-9-]+)"')
WITHOUT_LOOK_UP = ("operator", "promote")
"""Kinds that nothing mentions by name."""


def _slugs() -> set[str]:
    modules = (ROOT / "gitopsc" / "language").rglob("*.py")
    found = {slug for path in modules for slug in EMITTED.findall(path.read_text("utf-8"))}
    found |= {f"unknown-{kind}" for kind in (*KINDS, "app") if kind not in WITHOUT_LOOK_UP}
    found |= {
        f"{how}-{what}" for how in ("missing", "duplicate") for what in ("clause", "attribute")
    }
    return found | {"unknown-word", "unknown-artefact"}


def test_every_mistake_has_a_page() -> None:
    pages = {path.stem for path in (ROOT / "docs" / "diagnostics").glob("*.md")}
    assert sorted(_slugs() - pages) == []
