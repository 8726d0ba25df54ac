"""After a kill or an error at any point the next compile brings the disk to the same bytes."""

import errno
import shutil
from collections.abc import Mapping
from contextlib import suppress
from itertools import count
from pathlib import Path

import pytest

from gitopsc.delivery import carry_out, survey
from gitopsc.manifests.tree import Document
from tests.delivery.compiling import (
    check,
    deliver,
    errors,
    everything,
    files,
    owned,
    put,
    seeded,
    slugs,
)
from tests.delivery.fuse import KilledError, failing

BEFORE = (
    owned(a__same="same\n", a__changes="old\n", gone__deep__x="old\n", gone__y="old\n", z="old\n")
    | owned(becomes__theirs="old\n", base__one="old\n")
    | seeded(kept="old\n")
)
AFTER = (
    owned(a__same="same\n", a__changes="new\n", new__deep__x="new\n", base__list="new\n")
    | seeded("base", base__one="new\n", base__two="new\n", base__three="new\n")
    | seeded(becomes__theirs="new\n", kept="new\n", alone="new\n")
)
CHANGES = {
    "first": ({}, AFTER),
    "change": (BEFORE, AFTER),
    "back": (AFTER, BEFORE),
    "end": (AFTER, {}),
    "seeds": ({}, seeded("b", b__x="new\n", b__y="new\n", b__z="new\n")),
}
Tree = Mapping[str, Document]


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    return tmp_path / "checkout"


def starting_from(before: Tree, checkout: Path) -> None:
    """The checkout with a file of somebody else, one edited by hand, and the tree `before`."""
    shutil.rmtree(checkout, ignore_errors=True)
    deliver({**before, **owned(edited="old\n")}, checkout)
    put(checkout, "edited", "mine\n")
    put(checkout, "theirs", "theirs\n")


def half_written(checkout: Path, allowed: set[str]) -> dict[str, str]:
    """Files whose content is neither an old nor a new one, nor theirs."""
    return {path: text for path, text in files(checkout).items() if text not in allowed}


def without_empty_folders(checkout: Path) -> dict[str, str]:
    return {path: text for path, text in everything(checkout).items() if not path.endswith("/")}


@pytest.mark.parametrize("change", CHANGES)
def test_a_kill_at_any_point_heals(change: str, fresh: Path) -> None:
    before, after = CHANGES[change]
    starting_from(before, fresh)
    complaints = errors(deliver(after, fresh))
    expected = everything(fresh)
    for operations in count():
        starting_from(before, fresh)
        with failing(operations) as fuse, suppress(KilledError):
            carry_out([survey(after, fresh, "acme", frozenset())])
        assert half_written(fresh, {"old\n", "new\n", "same\n", "mine\n", "theirs\n"}) == {}
        assert errors(deliver(after, fresh)) == complaints
        assert everything(fresh) == expected, f"killed after {operations} operations"
        if not fuse.blown:
            break
    assert operations > 10


@pytest.mark.parametrize("change", CHANGES)
def test_after_a_kill_another_tree_still_finds_its_own_files(change: str, fresh: Path) -> None:
    before, after = CHANGES[change]
    for operations in count():
        starting_from(before, fresh)
        with failing(operations) as fuse, suppress(KilledError):
            carry_out([survey(after, fresh, "acme", frozenset())])
        third = owned(a__changes="third\n", new__deep__x="third\n", z="third\n")
        delivery = deliver(third, fresh)
        assert errors(delivery) == ["edited-owned-file"]
        assert {p: t for p, t in files(fresh).items() if t == "third\n"}.keys() == third.keys()
        assert not (fresh / ".gitopsc/writing-acme").exists()
        if not fuse.blown:
            break


@pytest.mark.parametrize("change", CHANGES)
def test_an_error_at_any_point_is_told_and_heals(change: str, fresh: Path) -> None:
    before, after = CHANGES[change]
    starting_from(before, fresh)
    deliver(after, fresh)
    expected = without_empty_folders(fresh)
    told = 0
    for operations in count():
        starting_from(before, fresh)
        with failing(operations, OSError(errno.ENOSPC, "No space left on device")) as fuse:
            found = carry_out([survey(after, fresh, "acme", frozenset())])
        for diagnostic in found:
            told += 1
            assert diagnostic.slug == "write-failed" and diagnostic.is_error
            assert "no space left on device" in diagnostic.message
        assert not (fresh / ".gitopsc/writing-acme").exists()
        assert half_written(fresh, {"old\n", "new\n", "same\n", "mine\n", "theirs\n"}) == {}
        deliver(after, fresh)
        # A folder that cannot be removed stays: Git does not know it, and nothing is said.
        assert without_empty_folders(fresh) == expected, f"failed after {operations} operations"
        if not fuse.blown:
            break
    assert told >= len(survey(after, fresh, "acme", frozenset()).record.owned)


def test_an_error_names_the_file_it_happened_at(fresh: Path) -> None:
    for operations in count():
        deliver(owned(a="old\n", b="old\n"), fresh)
        with failing(operations, OSError(errno.EACCES, "Permission denied")):
            found = carry_out([survey(owned(a="new\n", b="new\n"), fresh, "acme", frozenset())])
        if files(fresh) == {"a": "new\n", "b": "old\n"}:
            break
    assert [d.message for d in found] == ["`b` cannot be written: permission denied"]


@pytest.mark.parametrize("left", ["", "/base/x"])
def test_what_a_kill_left_is_tidied_even_when_the_spec_went_back(left: str, fresh: Path) -> None:
    tree = owned(a="old\n")
    deliver(tree, fresh)
    put(fresh, f".gitopsc/writing-acme{left}", "hal")
    assert check(tree, fresh) == ["obsolete .gitopsc/writing-acme"]
    deliver(tree, fresh)
    assert check(tree, fresh) == []
    assert sorted(everything(fresh)) == [".gitopsc/owned/acme", "a"]


@pytest.mark.parametrize("left", ["", "/base/x"])
def test_what_a_kill_left_is_in_nobodys_way(left: str, fresh: Path) -> None:
    put(fresh, f".gitopsc/writing-acme{left}", "hal")
    tree = owned(a="new\n", new__deep__x="new\n")
    deliver(tree, fresh)
    assert sorted(everything(fresh)) == [".gitopsc/owned/acme", "a", "new/deep/x"]
    assert check(tree, fresh) == []


def test_a_new_folder_comes_whole(fresh: Path) -> None:
    """Whatever was killed: all of it stands, or nothing."""
    tree = owned(a="old\n", new__deep__x="new\n", new__y="new\n", new__z__z="new\n", z="old\n")
    seen = set()
    for operations in count():
        shutil.rmtree(fresh, ignore_errors=True)
        with failing(operations) as fuse, suppress(KilledError):
            carry_out([survey(tree, fresh, "acme", frozenset())])
        seen.add(frozenset(path for path in files(fresh) if path.startswith("new/")))
        deliver(tree, fresh)
        assert check(tree, fresh) == []
        if not fuse.blown:
            break
    assert seen == {frozenset(), frozenset(tree) - {"a", "z"}}


def test_a_new_folder_comes_into_one_that_was_left_empty(fresh: Path) -> None:
    deliver(owned(a__old="old\n"), fresh)
    (fresh / "a/old").unlink()
    tree = owned(a__new__x="new\n")
    deliver(tree, fresh)
    assert files(fresh) == {"a/new/x": "new\n"}
    assert check(tree, fresh) == []


def test_an_edit_after_a_kill_is_kept(fresh: Path) -> None:
    deliver(owned(a="old\n", b="old\n"), fresh)
    tree = owned(a="new\n", b="new\n")
    for operations in count():
        with failing(operations) as fuse, suppress(KilledError):
            carry_out([survey(tree, fresh, "acme", frozenset())])
        put(fresh, "b", "mine\n")
        assert slugs(deliver(tree, fresh)) == ["edited-owned-file"]
        assert files(fresh) == {"a": "new\n", "b": "mine\n"}
        deliver(owned(a="old\n", b="old\n"), fresh, "b")
        if not fuse.blown:
            break
