"""Concrete places: which folder holds which, and what lies below one."""

import pytest

from gitopsc.plan.slots import RepoAt, Slot

ENV = RepoAt("env", "env", (), "https://git.example.org/env.git", "main")
LIVE = ENV._replace(folder="env@live", branch="live")


@pytest.mark.parametrize(
    "outer, inner, holds",
    [
        ("apps", "apps", True),
        ("apps", "apps/web", True),
        ("apps", "apps/web/links.yaml", True),
        ("apps/web", "apps", False),
        ("apps/web", "apps/web-admin", False),
        ("", "apps", True),
        ("", "", True),
        ("apps", "", False),
    ],
)
def test_a_folder_holds_itself_and_what_lies_below_it(outer: str, inner: str, holds: bool) -> None:
    assert Slot(ENV, outer).holds(Slot(ENV, inner)) is holds
    assert not Slot(ENV, outer).holds(Slot(LIVE, inner))


@pytest.mark.parametrize(
    "path, below",
    [("apps/web", "apps/web/version"), ("", "version"), ("links/web.yaml", "links/version")],
)
def test_what_lies_below_a_folder(path: str, below: str) -> None:
    assert Slot(ENV, path).below("version") == Slot(ENV, below)
