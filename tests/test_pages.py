"""Every page about a mistake is run: the wrong spec makes the mistake, the right one does not.

A page holds a wrong spec, the report on it, and a right spec. Files that lie beside the specs are
further blocks, with their names after the language: ```` ```yaml values/web.yaml ````. A page whose
mistake no spec can show (a file that cannot be read, a folder in the way) has a `console` block.
"""

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from gitopsc.compiler import Compilation
from gitopsc.diagnostics.render import render
from tests.compiling import outcome

PAGES = sorted((Path(__file__).parent.parent / "docs" / "diagnostics").glob("*.md"))
BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Page(NamedTuple):
    slug: str
    title: str
    specs: list[str]
    report: str
    beside: dict[str, str]
    has_session: bool


def read(path: Path) -> Page:
    text = path.read_text(encoding="utf-8")
    blocks = [found.groups() for found in BLOCK.finditer(text)]
    return Page(
        path.stem,
        text.partition("\n")[0],
        [content for kind, name, content in blocks if kind == "gitops" and not name],
        next((content for kind, _, content in blocks if kind == "text"), ""),
        {name: content for _, name, content in blocks if name},
        any(kind == "console" for kind, _, _ in blocks),
    )


def wrong(page: Page) -> Compilation:
    return outcome(page.specs[0], beside=page.beside, name="wrong.gitops")


def right(page: Page) -> Compilation:
    return outcome(page.specs[1], beside=page.beside, name="right.gitops")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_has_its_parts(path: Path) -> None:
    page = read(path)
    assert page.title == f"# {page.slug}"
    assert page.has_session or (len(page.specs) == 2 and page.report)


RUN = [path for path in PAGES if read(path).specs]


@pytest.mark.parametrize("path", RUN, ids=lambda path: path.stem)
def test_the_wrong_spec_makes_the_mistake(path: Path) -> None:
    page = read(path)
    found = wrong(page).diagnostics
    assert page.slug in {diagnostic.slug for diagnostic in found}
    assert render(found, color=False).strip() == page.report.strip()


@pytest.mark.parametrize("path", RUN, ids=lambda path: path.stem)
def test_the_right_spec_does_not(path: Path) -> None:
    page = read(path)
    made = right(page)
    assert page.slug not in {diagnostic.slug for diagnostic in made.diagnostics}
    assert made.topology is not None, [d.message for d in made.diagnostics]
