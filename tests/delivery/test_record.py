"""The record as a text."""

from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gitopsc.delivery import survey
from gitopsc.delivery.paths import flaw
from gitopsc.delivery.record import (
    Marks,
    Record,
    file_name,
    fingerprint,
    owner_of,
    parse,
    record_path,
    render,
)
from tests.delivery.compiling import check, deliver, everything, files, owned, put

marks = st.sets(st.binary().map(fingerprint), min_size=1, max_size=3).map(
    lambda found: tuple(sorted(found))
)
paths = st.text(min_size=1, max_size=20).filter(lambda path: flaw(path) is None)


@given(st.dictionaries(paths, marks), st.frozensets(paths), st.text(min_size=1))
def test_what_is_written_is_read(
    owned: dict[str, Marks], seeded: frozenset[str], owner: str
) -> None:
    record = Record(owned, seeded)
    text = render(record, owner)
    assert parse(text) == record
    assert parse(text.replace(b"\n", b"\r\n")) == record
    assert render(record, owner) == text


@given(st.binary())
def test_any_bytes_are_a_record_or_a_reason(content: bytes) -> None:
    found = parse(content)
    assert isinstance(found, (Record, str))


@given(st.text(st.characters(), min_size=1))
def test_every_owner_has_a_plain_file_name_without_extension(owner: str) -> None:
    name = file_name(owner)
    assert owner_of(name) == owner
    assert name.isascii() and "." not in name and "/" not in name and "\\" not in name


@pytest.mark.parametrize("owner", ["acme", "a.yaml", "..", "<stdin>", "Größe", "a b/c"])
def test_any_owner_can_deliver(owner: str, tmp_path: Path) -> None:
    deliver(owned(a="one\n"), tmp_path, owner=owner)
    assert check(owned(a="one\n"), tmp_path, owner) == []
    assert sorted(everything(tmp_path)) == [record_path(owner), "a"]
    assert "foreign a" in check(owned(a="one\n"), tmp_path, "another")


def test_a_line_is_what_sha256sum_prints(tmp_path: Path) -> None:
    deliver(owned(a__b="one\n"), tmp_path)
    line = (tmp_path / ".gitopsc/owned/acme").read_text().splitlines()[1]
    assert line == f"{sha256((tmp_path / 'a/b').read_bytes()).hexdigest()}  a/b"


def test_after_a_merge_the_lines_of_both_sides_will_do(tmp_path: Path) -> None:
    ours, theirs = owned(a="ours\n", b="one\n"), owned(a="theirs\n", c="one\n")
    deliver(ours, tmp_path / "ours")
    deliver(theirs, tmp_path / "theirs")
    record = ".gitopsc/owned/acme"
    lines = [(tmp_path / side / record).read_text() for side in ("ours", "theirs")]
    put(tmp_path / "theirs", "b", "one\n")
    put(tmp_path / "theirs", record, "".join(lines))
    merged = owned(a="both\n", b="one\n", c="one\n")
    assert survey(merged, tmp_path / "theirs", "acme", frozenset()).diagnostics == ()
    deliver(merged, tmp_path / "theirs")
    assert files(tmp_path / "theirs") == {"a": "both\n", "b": "one\n", "c": "one\n"}
    assert (tmp_path / "theirs" / record).read_text().count("\n") == 4


def test_what_is_no_record_beside_the_records_does_not_disturb(tmp_path: Path) -> None:
    put(tmp_path, ".gitopsc/owned/.DS_Store", "\0\1")
    put(tmp_path, ".gitopsc/owned/folder/x", "x")
    deliver(owned(a="one\n"), tmp_path)
    assert check(owned(a="one\n"), tmp_path) == []
