"""Every example in README and docs is run: whole specs compile, fragments are as fmt writes."""

import re
from pathlib import Path

import pytest

import gitopsc

ROOT = Path(__file__).parent.parent
PAGES = [
    ROOT / "README.md",
    ROOT / "tests" / "README.md",
    *sorted((ROOT / "docs").glob("*.md")),
    *(ROOT / "examples").rglob("*.md"),
]
BLOCKS = [
    pytest.param(path, text, id=f"{path.relative_to(ROOT)}-{number}")
    for path in PAGES
    for number, text in enumerate(
        re.findall(r"```gitops\n(.*?)```", path.read_text(encoding="utf-8"), re.S)
    )
]


@pytest.mark.parametrize("path, text", BLOCKS)
def test_gitops_blocks(path: Path, text: str) -> None:
    source = gitopsc.Source(str(path.with_suffix(".gitops")), text)
    formatted, complaints = gitopsc.format(source)
    assert complaints == ()
    assert formatted == text, "a block in the docs is written as the formatter writes it"
    if text.startswith("gitops 1"):
        result = gitopsc.compile(source)
        assert result.ok, [d.message for d in result.diagnostics]


def test_the_report_in_the_readme_is_what_is_printed() -> None:
    case = ROOT / "tests" / "cases" / "readme" / "acme.gitops"
    report = case.read_text(encoding="utf-8").partition("# ---- report\n")[2]
    shown = "".join(f"{line[2:]}\n" for line in report.splitlines())
    assert f"```text\n{shown}```" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_pitfall_that_is_cited_is_told() -> None:
    told = re.findall(r"^\| (P\d+) \|", (ROOT / "docs" / "pitfalls.md").read_text("utf-8"), re.M)
    assert told == [f"P{number}" for number in range(1, 51)]
    texts = [path for room in ("gitopsc", "tests", "docs") for path in (ROOT / room).rglob("*")]
    cited = {
        pitfall
        for path in texts
        if path.suffix in (".gitops", ".md", ".py")
        for pitfall in re.findall(r"\bP\d{1,2}\b", path.read_text(encoding="utf-8"))
    }
    assert cited - set(told) == set()


def test_every_kind_of_test_is_told() -> None:
    tests = ROOT / "tests"
    told = re.findall(r"`(\w+)/`", (tests / "README.md").read_text(encoding="utf-8"))
    folders = {path.name for path in tests.iterdir() if path.is_dir() and path.name[0] not in "._"}
    assert set(told) == folders


def test_links_between_pages_lead_somewhere() -> None:
    dangling = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in PAGES
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert dangling == []
