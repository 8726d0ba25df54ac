"""Many repositories below one folder."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from gitopsc.delivery import differences
from gitopsc.manifests.tree import FileTree
from tests.delivery.compiling import everything, files, owned, put, seeded, stamps, surveyed


def deliver_all(tree: FileTree, out: Path, *force: str, owner: str = "acme") -> None:
    with surveyed(tree, out, owner, *force) as deliveries:
        assert deliveries.carry_out() == ()


def check_all(tree: FileTree, out: Path, owner: str = "acme") -> list[str]:
    with surveyed(tree, out, owner) as deliveries:
        return [line for told in deliveries.each(differences) for line in told]


def found(tree: FileTree, out: Path) -> tuple[Path, ...]:
    """The repositories that are looked at."""
    with surveyed(tree, out, "acme") as deliveries:
        return deliveries.checkouts


def refused(tree: FileTree, out: Path) -> list[str]:
    """The slugs of what blocks all deliveries; nothing may have been written."""
    before = stamps(out.parent)
    with surveyed(tree, out, "acme") as deliveries:
        assert deliveries.blocked and deliveries.carry_out() == ()
    assert stamps(out.parent) == before
    return [diagnostic.slug for diagnostic in deliveries.diagnostics]


TREE: FileTree = {
    "platform": owned(clusters__x="one\n"),
    "tenant/payments": owned(a="one\n"),
    "app/payments/web": owned(a="one\n") | seeded(s="one\n"),
}


def test_a_folder_per_repository(tmp_path: Path) -> None:
    deliver_all(TREE, tmp_path / "out")
    assert sorted(everything(tmp_path / "out")) == [
        "app/payments/web/.gitopsc/owned/acme",
        "app/payments/web/a",
        "app/payments/web/s",
        "platform/.gitopsc/owned/acme",
        "platform/clusters/x",
        "tenant/payments/.gitopsc/owned/acme",
        "tenant/payments/a",
    ]
    before = stamps(tmp_path)
    assert check_all(TREE, tmp_path / "out") == []
    deliver_all(TREE, tmp_path / "out")
    assert stamps(tmp_path) == before


def test_paths_are_told_and_forced_with_their_repository(tmp_path: Path) -> None:
    deliver_all(TREE, tmp_path)
    put(tmp_path, "tenant/payments/a", "mine\n")
    assert check_all(TREE, tmp_path) == ["edited tenant/payments/a"]
    deliver_all(TREE, tmp_path, "a")
    assert check_all(TREE, tmp_path) == ["edited tenant/payments/a"]
    deliver_all(TREE, tmp_path, "tenant/payments/a")
    assert check_all(TREE, tmp_path) == []


@pytest.mark.parametrize("gone", TREE)
def test_a_repository_that_is_no_longer_emitted_is_emptied_of_our_files(
    gone: str, tmp_path: Path
) -> None:
    deliver_all(TREE, tmp_path)
    put(tmp_path, f"{gone}/.git/config", "git\n")
    put(tmp_path, f"{gone}/theirs", "theirs\n")
    left = {repo: documents for repo, documents in TREE.items() if repo != gone}
    left_behind = ["left app/payments/web/s"] if gone.startswith("app") else []
    [obsolete, *more] = check_all(left, tmp_path)
    assert obsolete.startswith(f"obsolete {gone}/") and more == left_behind
    assert check_all({}, tmp_path, "other") == []
    deliver_all(left, tmp_path)
    assert check_all(left, tmp_path) == []
    remaining = files(tmp_path / gone)
    seeds: Mapping[str, str] = {"s": "one\n"} if gone.startswith("app") else {}
    assert remaining == {".git/config": "git\n", "theirs": "theirs\n", **seeds}


def test_repositories_too_deep_or_behind_a_link_are_not_looked_for(tmp_path: Path) -> None:
    deliver_all({"a": owned(x="one\n")}, tmp_path / "elsewhere")
    deliver_all({"a/b/c": owned(x="one\n")}, tmp_path / "out" / "deeper")
    try:
        (tmp_path / "out" / "link").symlink_to(tmp_path / "elsewhere")
    except OSError:
        pytest.skip("this system lets us make no symbolic links")
    assert found({}, tmp_path / "out") == ()


def test_a_repository_at_the_output_itself_is_not_ours_to_find(tmp_path: Path) -> None:
    deliver_all({"out": owned(x="one\n")}, tmp_path)
    assert found({}, tmp_path / "out") == ()


@pytest.mark.parametrize(
    "tree, slug",
    [
        ({"../x": owned(a="one\n")}, "unsafe-path"),
        ({"/x": owned(a="one\n")}, "unsafe-path"),
        ({"Platform": owned(a="one\n"), "platform": owned(a="one\n")}, "case-collision"),
        ({"x": owned(a="one\n"), "x/y": owned(a="one\n")}, "not-a-folder"),
    ],
)
def test_names_of_repositories_are_as_safe_as_paths(
    tree: FileTree, slug: str, tmp_path: Path
) -> None:
    assert refused(tree, tmp_path) == [slug]


def test_an_output_that_is_a_file_is_told_once(tmp_path: Path) -> None:
    put(tmp_path, "out", "theirs\n")
    assert refused(TREE, tmp_path / "out") == ["output-not-writable"]


def test_where_one_repository_is_blocked_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "out/tenant/payments/a").mkdir(parents=True)
    assert refused(TREE, tmp_path / "out") == ["not-a-file"]
