"""What was found formatted is not parsed again, and nothing else is passed over."""

import shutil
from pathlib import Path

import pytest

from tests.cli.console import SPEC, Console, Session

UGLY = SPEC.replace("team shop {", "team   shop {")
WRONG = SPEC.replace("team shop {", "team shop {{")


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are parsed."""
    from gitopsc.formatting import formatter

    asked: list[str] = []
    format_source = formatter.format_source

    def noted(source: object) -> object:
        asked.append(source.path)  # type: ignore[attr-defined]
        return format_source(source)  # type: ignore[arg-type]

    monkeypatch.setattr(formatter, "format_source", noted)
    return asked


def check(console: Console, *more: str) -> Session:
    return console.run("fmt", "--check", *more, "shop.gitops")


def test_a_formatted_file_is_parsed_once(console: Console, parsed: list[str]) -> None:
    assert [check(console).code for _ in range(3)] == [0, 0, 0]
    assert parsed == ["shop.gitops"]


@pytest.mark.parametrize("text", [UGLY, WRONG], ids=["ugly", "wrong"])
def test_any_other_text_is_parsed_every_time(
    text: str, console: Console, parsed: list[str]
) -> None:
    check(console)
    console.put("shop.gitops", text)
    sessions = [check(console) for _ in range(3)]
    assert sessions[0].code == 1 and sessions == [sessions[0]] * 3
    assert len(parsed) == 4


def test_what_was_formatted_is_looked_at_once_more(console: Console, parsed: list[str]) -> None:
    console.put("shop.gitops", UGLY)
    assert [console.run("fmt", "shop.gitops").code for _ in range(3)] == [0, 0, 0]
    assert len(parsed) == 2


def test_without_a_cache_every_file_is_parsed(console: Console, parsed: list[str]) -> None:
    assert [check(console, "--no-cache").code for _ in range(2)] == [0, 0]
    assert len(parsed) == 2


def test_rubbish_is_not_believed(console: Console, cache: Path, parsed: list[str]) -> None:
    check(console)
    for kept in cache.glob("gitopsc/formatted/*"):
        kept.write_bytes(kept.read_bytes()[:-1])
    check(console)
    shutil.rmtree(cache / "gitopsc")
    cache.joinpath("gitopsc").write_text("a file where the folder should be")
    assert check(console).code == 0
    assert len(parsed) == 3
