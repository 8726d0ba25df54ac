"""What is remembered of a file is its tree, to the last place; nothing else is ever believed."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gitopsc.memory.trees import RememberingParser
from gitopsc.source import Source
from gitopsc.syntax import tree
from gitopsc.syntax.parser import parse
from tests.syntax.specs import spec_texts

TEXT = 'gitops 1\n# who pays\nteam payments {\n  app till {\n    env.A = "ä"\n  }\n}\n'
OTHER = TEXT.replace("till", "desk")


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "gitopsc" / "trees"


class Reading:
    """Reads texts by one memory, and counts those that it had to parse."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.parsed = 0
        monkeypatch.setattr("gitopsc.memory.trees.parse", self._parse)

    def _parse(self, source: Source) -> object:
        self.parsed += 1
        return parse(source)

    def __call__(self, text: str, spec: str = "shop.gitops", path: str = "a.gitops") -> None:
        """Read a text; it has to be what parsing it anew gives."""
        source = Source(path, text)
        assert RememberingParser(spec)(source) == parse(source)


@pytest.fixture
def reading(monkeypatch: pytest.MonkeyPatch) -> Reading:
    return Reading(monkeypatch)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.lists(spec_texts(), min_size=1, max_size=3))
def test_any_specs_in_turn_are_read_as_without_a_memory(texts: list[str]) -> None:
    """Each finds the memory of the one before under its name, and its own the second time."""
    for text in texts:
        for _ in range(2):
            source = Source("a.gitops", text)
            assert RememberingParser("shop.gitops")(source) == parse(source)


def test_an_unchanged_text_is_not_parsed_again(reading: Reading) -> None:
    for text in (TEXT, TEXT, OTHER, OTHER):
        reading(text)
    assert reading.parsed == 2


def test_places_are_of_the_source_at_hand(reading: Reading) -> None:
    reading(TEXT)
    source = Source("a.gitops", TEXT)
    file, _ = RememberingParser("shop.gitops")(source)
    [_, team] = file.statements
    assert isinstance(team, tree.Declaration)
    assert file.source is source and team.span.source is source and reading.parsed == 1


def test_mistakes_are_found_every_time(reading: Reading, cache: Path) -> None:
    for _ in range(2):
        reading(TEXT + "}\n")
    assert reading.parsed == 2 and not cache.exists()


def test_files_of_one_name_in_two_specs_do_not_take_turns(reading: Reading) -> None:
    for _ in range(2):
        reading(TEXT, "shop.gitops")
        reading(OTHER, "market.gitops")
    assert reading.parsed == 2


def test_another_program_remembers_nothing(
    reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading(TEXT)
    monkeypatch.setattr("gitopsc.memory.trees.program", lambda: ["another"])
    reading(TEXT)
    assert reading.parsed == 2


def _swap(kept: Path) -> None:
    """What another text left, under this one's name."""
    [name] = (path.name for path in kept.parent.iterdir())
    RememberingParser("elsewhere.gitops")(Source("a.gitops", OTHER))
    [other] = (path for path in kept.parent.iterdir() if path.name != name)
    kept.write_bytes(other.read_bytes())


def _as_link(kept: Path) -> None:
    kept.rename(kept.with_name("real"))
    kept.symlink_to("real")


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda kept: kept.unlink(), id="deleted"),
        pytest.param(lambda kept: kept.write_bytes(b""), id="empty"),
        pytest.param(lambda kept: kept.write_bytes(kept.read_bytes()[:-9]), id="cut off"),
        pytest.param(
            lambda kept: kept.write_bytes(kept.read_bytes().replace(b"till", b"desk")), id="edited"
        ),
        pytest.param(lambda kept: kept.write_bytes(b"\0" * 4096), id="zeros"),
        pytest.param(_swap, id="of another text"),
        pytest.param(_as_link, id="a link"),
        pytest.param(lambda kept: kept.chmod(0o640), id="read by others"),
        pytest.param(lambda kept: kept.parent.chmod(0o777), id="in a folder of others"),
    ],
)
def test_nothing_else_is_believed(
    spoil: Callable[[Path], object], reading: Reading, cache: Path
) -> None:
    reading(TEXT)
    spoil(*cache.iterdir())
    reading(TEXT)
    assert reading.parsed >= 2


@pytest.mark.parametrize("rubbish", ["[]", "1", '["", 2]', "{}", '["a"', "[" * 100_000])
def test_well_kept_rubbish_is_no_tree(rubbish: str, reading: Reading, cache: Path) -> None:
    from gitopsc.memory import shelf

    reading(TEXT)
    [kept] = cache.iterdir()
    shelf.keep("trees", kept.name, rubbish.encode())
    reading(TEXT)
    assert reading.parsed == 2


def test_a_memory_is_for_its_user_alone(reading: Reading, cache: Path) -> None:
    reading(TEXT)
    assert [path.stat().st_mode & 0o077 for path in (cache, *cache.iterdir())] == [0, 0]


def test_a_cache_that_cannot_be_written_is_no_mistake(reading: Reading, cache: Path) -> None:
    cache.parent.write_text("a file where the folder should be")
    reading(TEXT)
    assert os.listdir(cache.parent.parent) == ["gitopsc"]  # noqa: PTH208
