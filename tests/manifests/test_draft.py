"""What is put twice is one file if it says the same, and a collision if it does not."""

import pytest

from gitopsc.manifests.draft import Draft
from gitopsc.manifests.tree import Document
from gitopsc.refs import Ref

WEB, API = Ref("app", ("shop", "web")), Ref("app", ("shop", "api"))


def put(draft: Draft, subject: Ref, path: str, text: str) -> None:
    draft.put("fleet", path, Document(text), subject)


def test_what_is_made_from_the_same_is_put_once() -> None:
    draft, asked = Draft("ours"), []

    def emit(draft: Draft, subject: Ref, path: str, text: str) -> None:
        asked.append(text)
        put(draft, subject, path, text)

    for text in ("a\n", "a\n", "a\n"):
        draft.once(emit, WEB, "base.yaml", text)
    assert asked == ["a\n"]
    assert draft.tree()["fleet"]["base.yaml"].text == "a\n"


@pytest.mark.parametrize(
    "second",
    [
        pytest.param((WEB, "base.yaml", "b\n"), id="other content for one subject"),
        pytest.param((API, "base.yaml", "b\n"), id="another subject"),
    ],
)
def test_what_is_made_from_something_else_still_collides(second: tuple[Ref, str, str]) -> None:
    draft = Draft("ours")
    draft.once(put, WEB, "base.yaml", "a\n")
    subject, *made_from = second
    draft.once(put, subject, *made_from)
    assert [(found.repo, found.path) for found in draft.collisions] == [("fleet", "base.yaml")]
