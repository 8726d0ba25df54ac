"""What is refused before anything is written, and what the disk itself refuses."""

import os
from pathlib import Path

import pytest

from gitopsc.delivery import Kind, carry_out, differences, survey
from gitopsc.manifests.tree import Document
from tests.delivery.compiling import counts, deliver, everything, files, owned, put, slugs, stamps

TREE = owned(a__b="one\n", c="one\n")


def refused(tree: dict[str, Document], checkout: Path) -> list[tuple[str, str]]:
    """Slug and message of what blocks a delivery; nothing may have been written by it."""
    before = stamps(checkout) if checkout.exists() else {}
    delivery = survey(tree, checkout, "acme", frozenset())
    assert delivery.blocked and delivery.pending == () and differences(delivery) == ()
    assert carry_out([delivery]) == ()
    assert (stamps(checkout) if checkout.exists() else {}) == before
    assert all(diagnostic.is_error and diagnostic.help for diagnostic in delivery.diagnostics)
    return [(diagnostic.slug, diagnostic.message) for diagnostic in delivery.diagnostics]


def linked(place: Path, target: Path) -> None:
    try:
        place.symlink_to(target)
    except OSError:
        pytest.skip("this system lets us make no symbolic links")


@pytest.mark.parametrize(
    "path, why",
    [
        ("/etc/passwd", "is absolute"),
        ("../x", "has a segment that is no name"),
        ("a/../../x", "has a segment that is no name"),
        ("a/./x", "has a segment that is no name"),
        ("a//x", "has an empty segment"),
        ("a/", "has an empty segment"),
        ("", "has an empty segment"),
        (".git/hooks/pre-commit", "leads into Git's own folder"),
        ("a/.GIT/config", "leads into Git's own folder"),
        (".gitopsc/owned/other", "leads into the folder of the records"),
        (".GitOpsC", "leads into the folder of the records"),
        ("a\\b", "has a character that not every disk can hold"),
        ("a\0b", "has a character that not every disk can hold"),
        ("a\nb", "has a character that not every disk can hold"),
        ("a\ud800b", "has a character that not every disk can hold"),
        ("a/" * 600 + "x", "is too long"),
        ("ü" * 200, "is too long"),
    ],
)
def test_an_unsafe_path_is_refused(path: str, why: str, tmp_path: Path) -> None:
    ((slug, message),) = refused({path: Document("one\n"), "good": Document("one\n")}, tmp_path)
    assert slug == "unsafe-path"
    assert message.endswith(f"` {why}")
    assert message.isprintable()


@pytest.mark.parametrize(
    "path", ["a/..b", ".github/x", "a.git/x", "gitopsc", " a ", "ü/é", "a/b.c"]
)
def test_an_unusual_path_is_not_unsafe(path: str, tmp_path: Path) -> None:
    deliver({path: Document("one\n")}, tmp_path)
    assert files(tmp_path) == {path: "one\n"}
    assert counts(deliver({path: Document("one\n")}, tmp_path)) == {Kind.UNCHANGED: 1}


@pytest.mark.parametrize(
    "paths, told",
    [
        (("a/B", "a/b"), "`a/B` and `a/b`"),
        (("Apps/x", "apps/y"), "`Apps` and `apps`"),
        (("a/X/1", "a/X/2", "a/x/1"), "`a/X` and `a/x`"),
        (("A", "a/b"), "`A` and `a`"),
        (("stra\u00dfe", "STRASSE"), "`STRASSE` and `stra\u00dfe`"),
        (("\u00e9", "e\u0301"), "`e\u0301` and `\u00e9`"),
    ],
)
def test_spellings_that_a_disk_may_not_tell_apart(
    paths: tuple[str, ...], told: str, tmp_path: Path
) -> None:
    found = refused({path: Document(path) for path in paths}, tmp_path)
    assert (
        "case-collision",
        f"{told} differ only in how they are spelled",
    ) in found


def test_a_path_wanted_as_file_and_folder(tmp_path: Path) -> None:
    assert refused(owned(a="one\n", a__b__c="one\n"), tmp_path) == [
        ("not-a-folder", "`a` is wanted as a file and as a folder")
    ]


def test_all_refusals_are_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "c").mkdir()
    put(tmp_path, "a", "theirs\n")
    assert refused(TREE, tmp_path) == [
        ("not-a-folder", "`a` is a file, and `a/b` needs a folder there"),
        ("not-a-file", "`c` is a folder, and a file is needed there"),
    ]


def test_a_link_is_never_written_through(tmp_path: Path) -> None:
    checkout, outside = tmp_path / "checkout", tmp_path / "outside"
    put(outside, "b", "theirs\n")
    put(checkout, "x", "theirs\n")
    linked(checkout / "a", outside)
    linked(checkout / "c", outside / "b")
    assert refused(TREE, checkout) == [
        ("unsafe-path", "`a` is a symbolic link, and `a/b` would be written through it"),
        ("unsafe-path", "`c` is a symbolic link, and `c` would be written through it"),
    ]
    assert everything(outside) == {"b": "theirs\n"}


def test_a_dangling_link_is_a_link(tmp_path: Path) -> None:
    linked(tmp_path / "c", tmp_path / "nowhere")
    assert [slug for slug, _ in refused(TREE, tmp_path)] == ["unsafe-path"]


def test_a_link_to_the_checkout_itself_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    linked(tmp_path / "checkout", tmp_path / "real")
    deliver(TREE, tmp_path / "checkout")
    assert files(tmp_path / "real") == {"a/b": "one\n", "c": "one\n"}


@pytest.mark.parametrize("place", [".gitopsc", ".gitopsc/owned", ".gitopsc/owned/acme"])
def test_a_link_in_place_of_the_record_is_refused(place: str, tmp_path: Path) -> None:
    (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
    linked(tmp_path / place, tmp_path)
    assert [slug for slug, _ in refused(TREE, tmp_path)] == ["unsafe-path"]


def test_an_obsolete_file_behind_a_link_is_not_deleted(tmp_path: Path) -> None:
    checkout, outside = tmp_path / "checkout", tmp_path / "outside"
    deliver(owned(a__b__c="one\n", d="one\n"), checkout)
    put(outside, "b/c", "one\n")
    (outside / "empty").mkdir()
    (checkout / "a/b/c").unlink()
    (checkout / "a/b").rmdir()
    (checkout / "a").rmdir()
    linked(checkout / "a", outside)
    assert slugs(deliver(owned(d="one\n"), checkout)) == []
    assert everything(outside) == {"b/c": "one\n", "empty/": ""}


@pytest.mark.parametrize("below", ["", "deeper/still"])
def test_the_output_is_a_file(below: str, tmp_path: Path) -> None:
    put(tmp_path, "out", "theirs\n")
    ((slug, message),) = refused(TREE, tmp_path / "out" / below)
    assert slug == "output-not-writable"
    assert message.endswith("is not a folder")


def test_the_output_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    (found,) = carry_out([survey(TREE, tmp_path / "new", "acme", frozenset())])
    assert found.slug == "output-not-writable"
    assert everything(tmp_path) == {}


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may do all")
def test_permissions(tmp_path: Path) -> None:
    deliver(TREE, tmp_path)
    (tmp_path / "c").chmod(0)
    assert [slug for slug, _ in refused(TREE, tmp_path)] == ["output-not-readable"]
    (tmp_path / "c").chmod(0o644)
    (tmp_path / "a").chmod(0o555)
    delivery = survey(owned(a__b="two\n", c="two\n"), tmp_path, "acme", frozenset())
    (found,) = carry_out([delivery])
    assert (found.slug, found.message) == (
        "write-failed",
        "`a/b` cannot be written: permission denied",
    )
    (tmp_path / "a").chmod(0o755)
    tmp_path.chmod(0o555)
    assert [d.slug for d in carry_out([delivery])] == ["output-not-writable"]
    tmp_path.chmod(0o755)


def test_a_file_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from gitopsc.delivery.ground import Ground

    def denied(ground: Ground, path: str) -> bytes:
        raise PermissionError(13, "Permission denied")

    put(tmp_path, "c", "theirs\n")
    monkeypatch.setattr(Ground, "read", denied)
    assert refused(TREE, tmp_path) == [
        ("output-not-readable", "`c` cannot be read: permission denied")
    ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no such files here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "c")
    assert refused(TREE, tmp_path) == [
        ("not-a-file", "`c` is a device, and a file is needed there")
    ]


@pytest.mark.parametrize(
    "text, why",
    [
        (b"\xff\xfe", "is not UTF-8"),
        (b"a\n", "has something else than a hash and a path in line 1"),
        (b"# x\n<<<<<<< HEAD\n", "has something else than a hash and a path in line 2"),
        (b"0" * 64 + b"  ../x\n", "has in line 1 a path that has a segment that is no name"),
        (b"0" * 64 + b"  .git/config\n", "has in line 1 a path that leads into Git's own folder"),
        (b"0" * 63 + b"  a\n", "has something else than a hash and a path in line 1"),
    ],
)
@pytest.mark.parametrize("owner", ["acme", "other"])
def test_a_corrupt_record_stops_everything(
    text: bytes, why: str, owner: str, tmp_path: Path
) -> None:
    deliver(owned(c="one\n"), tmp_path)
    (tmp_path / f".gitopsc/owned/{owner}").write_bytes(text)
    assert refused(TREE, tmp_path) == [
        ("unreadable-record", f"the record of owned files `.gitopsc/owned/{owner}` {why}")
    ]
