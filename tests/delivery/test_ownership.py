"""The law of docs/decisions/0004-ownership.md, clause by clause, on a real folder."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import pytest

from gitopsc.delivery import Kind, survey
from gitopsc.manifests.tree import Document
from tests.delivery.compiling import (
    check,
    counts,
    deliver,
    everything,
    files,
    owned,
    put,
    seeded,
    slugs,
    stamps,
)

RECORD = ".gitopsc/owned/acme"


def kinds(tree: Mapping[str, Document], checkout: Path) -> dict[str, Kind]:
    """Path to what would become of it."""
    return dict(survey(tree, checkout, "acme", frozenset()).steps)


def test_an_absent_file_is_written_with_its_folders_and_recorded(tmp_path: Path) -> None:
    tree = owned(a__b__c="one\n", d="two\n") | seeded(e="three\n")
    delivery = deliver(tree, tmp_path / "new" / "checkout")
    one, two = sha256(b"one\n").hexdigest(), sha256(b"two\n").hexdigest()
    assert everything(tmp_path / "new" / "checkout") == {
        RECORD: "# Files that gitopsc owns or has seeded here, compiled from acme.gitops: sha256 "
        f"or `seeded`, path.\n{one}  a/b/c\n{two}  d\nseeded  e\n",
        "a/b/c": "one\n",
        "d": "two\n",
        "e": "three\n",
    }
    assert counts(delivery) == {Kind.WRITE_NEW: 2, Kind.WRITE_SEED: 1}


def test_what_is_equal_is_not_touched_and_neither_is_the_record(tmp_path: Path) -> None:
    tree = owned(a__b="one\n", c="two\n") | seeded(s="three\n")
    deliver(tree, tmp_path)
    before = stamps(tmp_path)
    delivery = deliver(tree, tmp_path)
    assert delivery.pending == ()
    assert stamps(tmp_path) == before


def test_an_unedited_file_is_overwritten(tmp_path: Path) -> None:
    deliver(owned(a="one\n"), tmp_path)
    assert check(owned(a="two\n"), tmp_path) == ["changed a"]
    deliver(owned(a="two\n"), tmp_path)
    assert files(tmp_path) == {"a": "two\n"}


def test_a_deleted_file_is_written_again(tmp_path: Path) -> None:
    deliver(owned(a="one\n"), tmp_path)
    (tmp_path / "a").unlink()
    assert check(owned(a="one\n"), tmp_path) == ["missing a"]
    deliver(owned(a="one\n"), tmp_path)
    assert files(tmp_path) == {"a": "one\n"}


def test_an_edited_file_is_reported_and_left(tmp_path: Path) -> None:
    deliver(owned(a="one\n", b="one\n"), tmp_path)
    put(tmp_path, "a", "mine\n")
    delivery = deliver(owned(a="two\n", b="two\n"), tmp_path)
    assert slugs(delivery) == ["edited-owned-file"]
    assert delivery.diagnostics[0].is_error and not delivery.blocked
    assert "--force a" in delivery.diagnostics[0].help[1]
    assert files(tmp_path) == {"a": "mine\n", "b": "two\n"}
    assert check(owned(a="two\n", b="two\n"), tmp_path) == ["edited a"]


def test_what_to_force_is_told_as_a_shell_reads_it(tmp_path: Path) -> None:
    deliver(owned(**{"our apps/a": "one\n"}), tmp_path)
    put(tmp_path, "our apps/a", "mine\n")
    [told] = deliver(owned(**{"our apps/a": "two\n"}), tmp_path).diagnostics
    assert "--force 'our apps/a'" in told.help[1]


def test_an_edit_that_is_undone_is_no_edit(tmp_path: Path) -> None:
    deliver(owned(a="one\n"), tmp_path)
    put(tmp_path, "a", "mine\n")
    deliver(owned(a="two\n"), tmp_path)
    put(tmp_path, "a", "one\n")
    assert kinds(owned(a="two\n"), tmp_path) == {"a": Kind.OVERWRITE}


def test_an_edit_that_the_spec_takes_over_is_no_edit(tmp_path: Path) -> None:
    deliver(owned(a="one\n"), tmp_path)
    put(tmp_path, "a", "mine\n")
    assert slugs(deliver(owned(a="mine\n"), tmp_path)) == []
    put(tmp_path, "a", "one\n")
    assert kinds(owned(a="mine\n"), tmp_path) == {"a": Kind.EDITED}


def test_force_overwrites_the_named_file_alone(tmp_path: Path) -> None:
    deliver(owned(a="one\n", b="one\n"), tmp_path)
    put(tmp_path, "a", "mine\n")
    put(tmp_path, "b", "mine\n")
    delivery = deliver(owned(a="two\n", b="two\n"), tmp_path, "a")
    assert slugs(delivery) == ["edited-owned-file"]
    assert files(tmp_path) == {"a": "two\n", "b": "mine\n"}


def test_a_foreign_file_stays_and_force_does_not_help(tmp_path: Path) -> None:
    put(tmp_path, "a", "theirs\n")
    for force in ((), ("a",)):
        delivery = deliver(owned(a="one\n"), tmp_path, *force)
        assert slugs(delivery) == ["foreign-file"]
        assert delivery.diagnostics[0].is_error
    assert everything(tmp_path) == {"a": "theirs\n"}
    assert check(owned(a="one\n"), tmp_path) == ["foreign a"]


def test_an_equal_file_is_adopted(tmp_path: Path) -> None:
    put(tmp_path, "a", "one\n")
    before = (tmp_path / "a").stat().st_mtime_ns
    assert kinds(owned(a="one\n"), tmp_path) == {"a": Kind.ADOPT}
    assert check(owned(a="one\n"), tmp_path) == [f"missing {RECORD}"]
    assert counts(deliver(owned(a="one\n"), tmp_path)) == {Kind.ADOPT: 1}
    assert (tmp_path / "a").stat().st_mtime_ns == before
    assert kinds(owned(a="two\n"), tmp_path) == {"a": Kind.OVERWRITE}


def test_obsolete_files_go_with_the_folders_they_leave_empty(tmp_path: Path) -> None:
    deliver(owned(a__b__c="one\n", a__b__d="one\n", a__e="one\n", f__g="one\n"), tmp_path)
    put(tmp_path, "f/theirs", "theirs\n")
    tree = owned(a__e="one\n")
    gone = ["obsolete a/b/c", "obsolete a/b/d", "obsolete f/g"]
    assert check(tree, tmp_path) == [*gone, "left f/theirs"]
    delivery = deliver(tree, tmp_path)
    assert counts(delivery) == {Kind.UNCHANGED: 1, Kind.DELETE: 3, Kind.LEFT_BEHIND: 1}
    assert files(tmp_path) == {"a/e": "one\n", "f/theirs": "theirs\n"}


def test_a_folder_that_was_moved_is_still_ours(tmp_path: Path) -> None:
    deliver(owned(a__x="one\n", a__y="two\n", b="same\n") | seeded(a__s="start\n"), tmp_path)
    put(tmp_path, "a/s", "promoted\n")
    (tmp_path / "a").rename(tmp_path / "c")
    tree = owned(c__x="ONE\n", c__y="two\n", b="same\n") | seeded(c__s="start\n")
    assert kinds(tree, tmp_path) == {
        "a/x": Kind.FORGET,
        "a/y": Kind.FORGET,
        "b": Kind.UNCHANGED,
        "c/s": Kind.KEEP_SEEDED,
        "c/x": Kind.OVERWRITE,
        "c/y": Kind.UNCHANGED,
    }
    assert slugs(deliver(tree, tmp_path)) == []
    assert files(tmp_path) == {"b": "same\n", "c/s": "promoted\n", "c/x": "ONE\n", "c/y": "two\n"}
    assert check(tree, tmp_path) == []


def test_a_copy_of_a_file_of_ours_is_foreign(tmp_path: Path) -> None:
    deliver(owned(a="one\n", b="same\n"), tmp_path)
    put(tmp_path, "c", "one\n")
    assert kinds(owned(b="same\n", c="two\n"), tmp_path)["c"] is Kind.FOREIGN


def test_a_file_that_was_moved_and_edited_is_told_as_such(tmp_path: Path) -> None:
    deliver(owned(a__old__x="one\n", a__old__y="two\n", b__x="one\n"), tmp_path)
    (tmp_path / "a" / "old").rename(tmp_path / "a" / "new")
    put(tmp_path, "a/new/x", "mine\n")
    put(tmp_path, "a/new/z", "theirs\n")
    tree = owned(a__new__x="ONE\n", a__new__y="TWO\n", a__new__z="three\n")
    delivery = deliver(tree, tmp_path)
    assert slugs(delivery) == ["foreign-file", "foreign-file"]
    moved, theirs = delivery.diagnostics
    assert "`a/new/x` is in the way: it looks like `a/old/x`" in moved.message
    assert "gitopsc did not write it" in theirs.message
    assert deliver(tree, tmp_path).diagnostics == delivery.diagnostics
    put(tmp_path, "a/new/x", "one\n")
    assert slugs(deliver(tree, tmp_path)) == ["foreign-file"]
    assert files(tmp_path)["a/new/x"] == "ONE\n"
    assert "a/old" not in everything(tmp_path)[RECORD]


def test_what_is_theirs_in_a_folder_that_was_ours_is_told_once(tmp_path: Path) -> None:
    deliver(owned(a__b__c="one\n", e="one\n") | seeded(a__b__s="one\n"), tmp_path)
    deep = [f"a/b/deep/{number:02}" for number in range(20)]
    for path in (*deep, "a/beside", "beside"):
        put(tmp_path, path, "theirs\n")
    delivery = deliver(owned(e="one\n"), tmp_path)
    assert slugs(delivery) == ["left-behind"]
    (told,) = delivery.diagnostics
    assert told.message.endswith(f"{', '.join(f'`{path}`' for path in deep)}, 1 more")
    assert not told.is_error
    assert check(owned(e="one\n"), tmp_path) == []
    assert "a/b/s" in files(tmp_path)


def test_a_folder_in_which_another_spec_is_at_home_is_not_told(tmp_path: Path) -> None:
    """What people have in it may be beside that."""
    deliver(owned(a__c="one\n", e="one\n"), tmp_path)
    deliver(owned(a__b__o="two\n") | seeded(a__b__s="1\n"), tmp_path, owner="other")
    assert slugs(deliver(owned(e="one\n"), tmp_path)) == []


def test_names_that_are_given_on_are_followed(tmp_path: Path) -> None:
    """`git mv production live`, and then `git mv staging production`."""
    deliver(owned(production__x="old live\n", staging__x="old production\n"), tmp_path)
    (tmp_path / "production").rename(tmp_path / "live")
    (tmp_path / "staging").rename(tmp_path / "production")
    tree = owned(live__x="live\n", production__x="production\n", staging__x="staging\n")
    assert slugs(deliver(tree, tmp_path)) == []
    assert files(tmp_path) == {path: document.text for path, document in tree.items()}


def test_a_folder_in_which_something_of_ours_is_still_is_not_left(tmp_path: Path) -> None:
    deliver(owned(a__b__c="one\n", a__d="one\n"), tmp_path)
    put(tmp_path, "a/theirs", "theirs\n")
    tree = owned(a__b__c="one\n")
    assert check(tree, tmp_path) == ["obsolete a/d"]
    assert slugs(deliver(tree, tmp_path)) == []


def test_what_is_left_below_a_folder_that_goes_on_is_told(tmp_path: Path) -> None:
    deliver(owned(a__x="one\n", a__b__y="one\n") | seeded(a__b__s="1\n"), tmp_path)
    tree = owned(a__z="one\n")
    gone = ["obsolete a/b/y", "obsolete a/x"]
    assert check(tree, tmp_path) == ["missing a/z", *gone, "left a/b/s"]
    assert slugs(deliver(tree, tmp_path)) == ["left-behind"]


def test_what_keeps_a_set_from_being_seeded_is_told(tmp_path: Path) -> None:
    deliver(owned(a__x="one\n", b="one\n") | seeded(a__version__v="1\n"), tmp_path)
    tree = owned(b="one\n") | seeded("a", a__deployment="one\n")
    assert check(tree, tmp_path) == ["obsolete a/x", "left a/version/v"]
    assert slugs(deliver(tree, tmp_path)) == ["left-behind"]
    (tmp_path / "a/version/v").unlink()
    deliver(tree, tmp_path)
    assert files(tmp_path) == {"a/deployment": "one\n", "b": "one\n"}


def test_what_says_how_a_folder_of_ours_is_read_is_told_once(tmp_path: Path) -> None:
    put(tmp_path, "a/Chart.yaml", "theirs\n")
    put(tmp_path, "b/kustomization.yml", "theirs\n")
    put(tmp_path, "kustomization.yaml", "theirs\n")
    tree = owned(**{"a__kustomization.yaml": "ours\n", "b__x.yaml": "ours\n", "CODEOWNERS": "\n"})
    told = ["deciding a/Chart.yaml", "deciding b/kustomization.yml"]
    assert check(tree, tmp_path)[-2:] == told
    assert slugs(deliver(tree, tmp_path)) == ["deciding-file"]
    assert check(tree, tmp_path) == []
    assert slugs(deliver(tree, tmp_path)) == []


def test_a_folder_of_theirs_that_nothing_can_read_is_told_until_it_can(tmp_path: Path) -> None:
    put(tmp_path, "base/service.yaml", "theirs\n")
    tree = seeded("base", **{"base__kustomization.yaml": "list\n", "base__deployment.yaml": "1\n"})
    for _ in range(2):
        assert check(tree, tmp_path) == ["unlisted base/kustomization.yaml"]
        delivery = deliver(tree, tmp_path)
        assert (
            slugs(delivery) == ["no-kustomization"] and "`base`" in delivery.diagnostics[0].message
        )
    put(tmp_path, "base/kustomization.yml", "theirs\n")
    assert check(tree, tmp_path) == []
    assert slugs(deliver(tree, tmp_path)) == []
    assert set(files(tmp_path)) == {"base/kustomization.yml", "base/service.yaml"}


def test_what_is_ours_and_goes_decides_nothing(tmp_path: Path) -> None:
    deliver(owned(**{"a__kustomization.yaml": "ours\n"}), tmp_path)
    assert slugs(deliver(owned(**{"a__x.yaml": "ours\n"}), tmp_path)) == []
    assert (
        slugs(deliver(seeded(**{"b__Chart.yaml": "1\n", "b__values.yaml": "1\n"}), tmp_path)) == []
    )


def test_nothing_is_left_of_a_spec_that_emits_nothing(tmp_path: Path) -> None:
    deliver(owned(a__b="one\n"), tmp_path)
    deliver({}, tmp_path)
    assert everything(tmp_path) == {}
    assert tmp_path.is_dir()


def test_an_obsolete_file_that_was_edited_stays_on_the_record(tmp_path: Path) -> None:
    deliver(owned(a="one\n", b="one\n"), tmp_path)
    put(tmp_path, "a", "mine\n")
    delivery = deliver({}, tmp_path)
    assert slugs(delivery) == ["edited-owned-file"]
    assert "no longer emits" in delivery.diagnostics[0].message
    assert files(tmp_path) == {"a": "mine\n"}
    assert check({}, tmp_path) == ["edited a"]
    deliver({}, tmp_path, "a")
    assert everything(tmp_path) == {}


def test_an_obsolete_file_that_is_gone_is_forgotten(tmp_path: Path) -> None:
    deliver(owned(a="one\n", b="one\n"), tmp_path)
    (tmp_path / "a").unlink()
    assert check(owned(b="one\n"), tmp_path) == [f"changed {RECORD}"]
    deliver(owned(b="one\n"), tmp_path)
    assert check(owned(b="one\n"), tmp_path) == []


def test_a_seeded_file_is_written_once_and_never_compared(tmp_path: Path) -> None:
    assert check(seeded(a="one\n"), tmp_path) == ["missing a"]
    deliver(seeded(a="one\n"), tmp_path)
    assert files(tmp_path) == {"a": "one\n"}
    put(tmp_path, "a", "bumped\n")
    assert check(seeded(a="two\n"), tmp_path) == []
    assert counts(deliver(seeded(a="two\n"), tmp_path, "a")) == {Kind.KEEP_SEEDED: 1}
    deliver({}, tmp_path)
    assert everything(tmp_path) == {"a": "bumped\n"}


def test_a_seed_that_is_wanted_no_longer_is_told_once(tmp_path: Path) -> None:
    """Also where nothing of ours stands beside it: a version that was promoted, first manifests."""
    deliver(seeded(a__s="1\n", b__t="1\n", c="1\n", d="1\n") | owned(a__x="one\n"), tmp_path)
    (tmp_path / "d").unlink()
    tree = seeded(c="1\n") | owned(a__x="one\n")
    assert check(tree, tmp_path) == ["left a/s", "left b/t"]
    assert slugs(deliver(tree, tmp_path)) == ["left-behind"]
    assert check(tree, tmp_path) == []
    assert slugs(deliver(tree, tmp_path)) == []
    assert set(files(tmp_path)) == {"a/s", "a/x", "b/t", "c"}


def test_a_seed_that_was_moved_along_is_not_told(tmp_path: Path) -> None:
    deliver(seeded(a__s="1\n"), tmp_path)
    (tmp_path / "a").rename(tmp_path / "b")
    assert check(seeded(b__s="1\n"), tmp_path) == [f"changed {RECORD}"]
    assert slugs(deliver(seeded(b__s="1\n"), tmp_path)) == []


def test_a_seed_that_another_spec_wants_is_not_told(tmp_path: Path) -> None:
    for owner in ("acme", "other"):
        deliver(seeded(a="1\n"), tmp_path, owner=owner)
    assert slugs(deliver({}, tmp_path)) == []
    assert slugs(deliver({}, tmp_path, owner="other")) == ["left-behind"]


@pytest.mark.parametrize("theirs", ["base/other", "base/deep/er/other", "base/x"])
def test_a_seeded_set_comes_whole_or_not_at_all(tmp_path: Path, theirs: str) -> None:
    tree = seeded("base", base__x="one\n", base__y="two\n")
    deliver(tree, tmp_path / "empty")
    assert files(tmp_path / "empty") == {"base/x": "one\n", "base/y": "two\n"}
    put(tmp_path / "settled", theirs, "theirs\n")
    is_wanted = theirs in tree
    assert check(tree, tmp_path / "settled") == [f"missing {RECORD}"] * is_wanted
    deliver(tree, tmp_path / "settled")
    assert files(tmp_path / "settled") == {theirs: "theirs\n"}
    assert check(tree, tmp_path / "settled") == []


def test_a_seeded_set_beside_an_owned_file_comes_whole(tmp_path: Path) -> None:
    tree = seeded("base", base__x="one\n", base__y="two\n") | owned(base__k="list\n")
    deliver(owned(base__k="list\n"), tmp_path)
    deliver(tree, tmp_path)
    assert files(tmp_path) == {"base/k": "list\n", "base/x": "one\n", "base/y": "two\n"}
    assert check(tree, tmp_path) == []


def test_from_owned_to_seeded_the_file_becomes_theirs(tmp_path: Path) -> None:
    deliver(owned(a="one\n"), tmp_path)
    deliver(seeded(a="two\n"), tmp_path)
    assert files(tmp_path) == {"a": "one\n"}
    put(tmp_path, "a", "mine\n")
    assert check(seeded(a="two\n"), tmp_path) == []


def test_a_set_that_begins_where_files_of_ours_were_replaces_them(tmp_path: Path) -> None:
    deliver(owned(base__list="brought\n", base__brought="one\n"), tmp_path)
    tree = seeded("base", base__list="first\n", base__first="one\n")
    gone = "obsolete base/brought"
    assert check(tree, tmp_path) == ["missing base/first", "changed base/list", gone]
    deliver(tree, tmp_path)
    assert files(tmp_path) == {"base/first": "one\n", "base/list": "first\n"}
    assert check(tree, tmp_path) == []


@pytest.mark.parametrize("edited", ["base/list", "base/more"])
def test_a_set_replaces_nothing_that_somebody_wrote(tmp_path: Path, edited: str) -> None:
    deliver(owned(base__list="brought\n"), tmp_path)
    put(tmp_path, edited, "mine\n")
    tree = seeded("base", base__list="first\n", base__first="one\n")
    before = files(tmp_path)["base/list"]
    deliver(tree, tmp_path)
    assert files(tmp_path)[edited] == "mine\n"
    assert files(tmp_path)["base/list"] == before


def test_from_seeded_to_owned_only_an_untouched_file_becomes_ours(tmp_path: Path) -> None:
    deliver(seeded(a="one\n", b="one\n"), tmp_path)
    put(tmp_path, "b", "bumped\n")
    assert slugs(deliver(owned(a="one\n", b="one\n"), tmp_path)) == ["foreign-file"]
    assert kinds(owned(a="two\n"), tmp_path) == {"a": Kind.OVERWRITE}
    assert files(tmp_path) == {"a": "one\n", "b": "bumped\n"}


def test_two_specs_share_a_repository(tmp_path: Path) -> None:
    deliver(owned(a__x="one\n"), tmp_path, owner="acme")
    deliver(owned(a__y="two\n"), tmp_path, owner="other")
    assert check(owned(a__x="one\n"), tmp_path, "acme") == []
    deliver({}, tmp_path, owner="acme")
    assert files(tmp_path) == {"a/y": "two\n"}
    deliver({}, tmp_path, owner="other")
    assert everything(tmp_path) == {}


@pytest.mark.parametrize("text", ["one\n", "two\n"])
@pytest.mark.parametrize("tree", [owned, seeded])
def test_what_another_spec_owns_is_foreign_even_when_equal_or_gone(
    tmp_path: Path, tree: Callable[..., dict[str, Document]], text: str
) -> None:
    deliver(owned(a="one\n"), tmp_path, owner="other")
    delivery = deliver(owned(a=text), tmp_path, "a", owner="acme")
    assert slugs(delivery) == ["foreign-file"]
    assert "`other.gitops`" in delivery.diagnostics[0].message
    (tmp_path / "a").unlink()
    assert slugs(deliver(tree(a=text), tmp_path)) == ["foreign-file"]
    assert files(tmp_path) == {}


def test_what_another_spec_owns_is_told_at_once(tmp_path: Path) -> None:
    tree = owned(a="one\n", b="one\n", c="one\n", d="one\n", e="one\n")
    deliver(tree, tmp_path, owner="other")
    delivery = deliver(tree, tmp_path, owner="acme")
    [told] = delivery.diagnostics
    assert told.message == "`a`, `b`, `c`, 2 more are owned by `other.gitops`"
    assert check(tree, tmp_path, "acme") == [f"foreign {name}" for name in "abcde"]


def test_a_file_on_two_records_is_left_to_the_other_spec(tmp_path: Path) -> None:
    deliver(owned(a="one\n"), tmp_path, owner="other")
    record = (tmp_path / ".gitopsc/owned/other").read_text()
    put(tmp_path, RECORD, record)
    assert kinds({}, tmp_path) == {"a": Kind.RELEASE}
    deliver({}, tmp_path)
    assert sorted(everything(tmp_path)) == [".gitopsc/owned/other", "a"]


def test_a_checkout_with_crlf_is_not_edited(tmp_path: Path) -> None:
    tree = owned(a="one\ntwo\n")
    deliver(tree, tmp_path)
    for path in ("a", RECORD):
        put(tmp_path, path, (tmp_path / path).read_text().replace("\n", "\r\n"))
    before = stamps(tmp_path)
    assert check(tree, tmp_path) == []
    deliver(tree, tmp_path)
    assert stamps(tmp_path) == before
    deliver(owned(a="three\n"), tmp_path)
    assert files(tmp_path) == {"a": "three\n"}


def test_a_new_spelling_of_one_file_is_neither_foreign_nor_deleted(tmp_path: Path) -> None:
    deliver(owned(Readme="one\n"), tmp_path)
    # A second name for the same file is what a disk that ignores case gives by itself.
    with suppress(FileExistsError):
        (tmp_path / "README").hardlink_to(tmp_path / "Readme")
    assert kinds(owned(README="two\n"), tmp_path) == {
        "README": Kind.OVERWRITE,
        "Readme": Kind.RELEASE,
    }


def test_a_new_spelling_on_a_disk_that_tells_them_apart_is_a_new_file(tmp_path: Path) -> None:
    deliver(owned(Readme="one\n"), tmp_path)
    if (tmp_path / "README").exists():
        pytest.skip("this disk ignores case")
    put(tmp_path, "README", "theirs\n")
    assert kinds(owned(README="two\n"), tmp_path) == {
        "README": Kind.FOREIGN,
        "Readme": Kind.DELETE,
    }


def test_a_check_never_writes(tmp_path: Path) -> None:
    deliver(owned(a="one\n", b="one\n"), tmp_path)
    before = stamps(tmp_path)
    assert check(owned(a="two\n", c="one\n"), tmp_path) == ["changed a", "missing c", "obsolete b"]
    assert stamps(tmp_path) == before
