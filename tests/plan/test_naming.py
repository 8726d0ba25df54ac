"""A folder's name says where it is, and follows from nothing but that."""

import pytest

from gitopsc.plan.naming import folder_name, object_name
from gitopsc.plan.slots import RepoAt, Slot


def repo(folder: str) -> RepoAt:
    return RepoAt(folder, folder.partition("/")[0], (), "https://git.example.org/x.git", "main")


HOME = repo("platform")


@pytest.mark.parametrize(
    "folder, path, name",
    [
        ("platform", "links", "wiring-links"),
        ("platform", "wiring/eu", "wiring-eu"),
        ("platform", "", "wiring"),
        ("one", "links", "wiring-one-links"),
        ("two", "links", "wiring-two-links"),
        ("app/shop/web", "links", "wiring-app-shop-web-links"),
        ("app/shop/web", "", "wiring-app-shop-web"),
        ("wiring/shop", "eu", "wiring-shop-eu"),
        ("one@release/1.0", "links", "wiring-one-release-1-0-links"),
    ],
)
def test_a_folder_is_named_after_where_it_is(folder: str, path: str, name: str) -> None:
    assert folder_name("wiring", Slot(repo(folder), path), HOME) == name


def test_every_name_is_one_that_objects_may_have() -> None:
    assert object_name("Env@feature/My_Branch-") == "env-feature-my-branch"
