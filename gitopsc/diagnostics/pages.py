"""The pages behind the slugs, for `gitopsc explain`."""

from pathlib import Path

_HERE = Path(__file__).parent


def _folder() -> Path:
    """Beside this module in an installed package, in `docs/` of a source checkout."""
    packaged = _HERE / "pages"
    return packaged if packaged.is_dir() else _HERE.parent.parent / "docs" / "diagnostics"


def slugs() -> tuple[str, ...]:
    """Every slug that has a page, sorted."""
    return tuple(sorted(path.stem for path in _folder().glob("*.md")))


def page(slug: str) -> str | None:
    """The page of a mistake as Markdown, or `None` for a slug nobody knows."""
    if slug not in slugs():
        return None
    return (_folder() / f"{slug}.md").read_text(encoding="utf-8")
