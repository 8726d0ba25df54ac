"""The folder of a spec: everything in it, and nothing outside."""

import os
from pathlib import Path

import pytest

from gitopsc.diagnostics.diagnostic import Diagnostic
from gitopsc.language.binder import bind
from gitopsc.language.disk import DiskLibrary, decode
from gitopsc.language.library import Library
from gitopsc.source import Source
from gitopsc.syntax.limits import LARGEST_FILE
from tests.texts import Texts


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "spec"
    (root / "teams" / "deep").mkdir(parents=True)
    (root / "teams" / "a.gitops").write_text("team a {\n}\n", encoding="utf-8")
    (root / "teams" / "deep" / "b.gitops").write_text("team b {\n}\n", encoding="utf-8")
    (root / "spec.gitops").write_bytes(b"\xef\xbb\xbfgitops 1\n")
    (tmp_path / "outside.yaml").write_text("secret: true\n", encoding="utf-8")
    return root


def _slug(library: Library, path: str) -> str:
    found = library.read(path)
    assert isinstance(found, Diagnostic), found
    return found.slug


def test_a_byte_order_mark_is_no_text(root: Path) -> None:
    found = DiskLibrary(root).read("spec.gitops")
    assert isinstance(found, Source) and found.text == "gitops 1\n"
    assert found.path == str(root / "spec.gitops")


@pytest.mark.parametrize(
    "path", ["../outside.yaml", "/etc/passwd", "teams/../../x", "a\\b", "a\0b"]
)
def test_no_path_leads_outside(root: Path, path: str) -> None:
    assert _slug(DiskLibrary(root), path) == "path-escapes"


def test_no_link_leads_outside(root: Path) -> None:
    (root / "link.yaml").symlink_to(root.parent / "outside.yaml")
    (root / "folder").symlink_to(root.parent)
    folder = DiskLibrary(root)
    assert _slug(folder, "link.yaml") == "path-escapes"
    assert _slug(folder, "folder/outside.yaml") == "path-escapes"
    assert folder.glob("**/*.yaml") == ()


def test_a_link_inside_is_followed(root: Path) -> None:
    (root / "again.gitops").symlink_to(root / "teams" / "a.gitops")
    assert isinstance(DiskLibrary(root).read("again.gitops"), Source)


def test_a_link_in_a_circle_is_a_missing_file(root: Path) -> None:
    (root / "loop").symlink_to(root / "loop")
    assert _slug(DiskLibrary(root), "loop") in (
        "path-escapes",
        "file-not-found",
        "file-not-readable",
    )


def test_what_is_not_there(root: Path) -> None:
    assert _slug(DiskLibrary(root), "nothing.yaml") == "file-not-found"


def test_a_folder_is_not_a_file(root: Path) -> None:
    assert _slug(DiskLibrary(root), "teams") == "not-a-file"


def test_nobody_waits_for_a_pipe(root: Path) -> None:
    os.mkfifo(root / "pipe")
    assert _slug(DiskLibrary(root), "pipe") == "not-a-file"
    assert "pipe" not in DiskLibrary(root).list("")


@pytest.mark.parametrize(
    ("name", "shown", "message"),
    [
        ("nope.gitops", "spec/nope.gitops", "there is no file `spec/nope.gitops`"),
        ("teams", "../teams", "`../teams` is a folder"),
        ("", ".", "`.` is a folder"),
    ],
)
def test_the_entry_has_the_name_that_the_user_gave_it(
    root: Path, name: str, shown: str, message: str
) -> None:
    found = DiskLibrary(root).entry(name, shown)
    assert isinstance(found, Diagnostic)
    assert found.message == message
    assert not any("beside" in help or "folder of the spec" in help for help in found.help)


def test_bytes_that_are_no_text(root: Path) -> None:
    (root / "latin.yaml").write_bytes(b"name: M\xfcller\n")
    found = DiskLibrary(root).read("latin.yaml")
    assert isinstance(found, Diagnostic)
    assert (found.slug, found.message) == (
        "not-utf8",
        "`latin.yaml` is not UTF-8: byte 8 is 0xfc",
    )


def test_a_file_beyond_the_limit(root: Path) -> None:
    for name, remedy in (("big.yaml", "`values` takes a list"), ("big.gitops", "`include`")):
        (root / name).write_bytes(b"#" * (LARGEST_FILE + 1))
        found = DiskLibrary(root).read(name)
        assert isinstance(found, Diagnostic)
        assert found.slug == "file-too-large"
        assert remedy in found.help[0]
    assert isinstance(decode(b"#" * LARGEST_FILE, "fits.yaml"), Source)


def test_a_glob_stays_in_its_folder_unless_told(root: Path) -> None:
    folder = DiskLibrary(root)
    assert folder.glob("teams/*.gitops") == ("teams/a.gitops",)
    assert folder.glob("**/*.gitops") == ("spec.gitops", "teams/a.gitops", "teams/deep/b.gitops")


def test_a_listing_is_recursive_sorted_and_relative(root: Path) -> None:
    assert DiskLibrary(root).list("teams") == ("a.gitops", "deep/b.gitops")
    assert DiskLibrary(root).list("nowhere") == ()
    assert DiskLibrary(root).list("../") == ()


def test_texts_answer_like_a_folder(root: Path) -> None:
    folder = DiskLibrary(root)
    paths = folder.list("")
    texts = Texts(dict.fromkeys(paths, ""))
    for pattern in ("*.gitops", "teams/*", "**/*.gitops", "**", "x*"):
        assert texts.glob(pattern) == folder.glob(pattern)
    for inside in ("", ".", "teams", "teams/deep", "nowhere"):
        assert texts.list(inside) == folder.list(inside)
    assert _slug(texts, "nothing") == _slug(folder, "nothing")


@pytest.mark.parametrize("closed", ["teams", "teams/sub"])
def test_a_folder_that_is_closed_is_told(
    closed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it holds would be missed, and what came of that deleted."""
    (tmp_path / "teams/sub").mkdir(parents=True)
    (tmp_path / "teams/a.gitops").write_text("team a\n")
    (tmp_path / "teams/sub/b.gitops").write_text("team b\n")
    entry = Source("shop.gitops", 'gitops 1\n\ninclude "teams/**/*.gitops"\n')
    assert bind(entry, DiskLibrary(tmp_path)).topology
    scan, access, shut = os.scandir, os.access, str(tmp_path / closed)

    def scandir(path: str) -> object:
        if str(path) == shut:
            raise PermissionError(13, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", scandir)
    monkeypatch.setattr(os, "access", lambda path, mode: str(path) != shut and access(path, mode))
    [told] = bind(entry, DiskLibrary(tmp_path)).diagnostics
    assert (told.slug, told.labels[0].text) == ("file-not-readable", "included here")
    assert told.message.startswith(f"`{closed}") and "permission denied" in told.message
    beside = Source("shop.gitops", 'gitops 1\n\ninclude "teams/*.gitops"\n')
    assert bool(bind(beside, DiskLibrary(tmp_path)).topology) is (closed == "teams/sub")
