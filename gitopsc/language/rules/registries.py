"""A repository at `oci://` is an artifact in a registry: agents push to it, nobody commits to it.

So nothing that this compiler writes can be kept there, and nothing that is read with Git.
"""

import re
from collections.abc import Iterator

from gitopsc.language.entry import Entry
from gitopsc.language.forms.form import Said
from gitopsc.language.mistakes import Mistakes
from gitopsc.language.rules.holders import apps, holders
from gitopsc.model.tag import is_tag

SCHEME = "oci://"

_PLACEHOLDER = re.compile(r"\{[a-z]+\}")


def is_registry(repo: Entry) -> bool:
    return (repo.one("at") or "").startswith(SCHEME)


def registries(root: Entry, mistakes: Mistakes) -> None:
    """Complain about whatever lies in a registry and is not rendered (`not-a-git-repository`), and
    about tags that no registry takes (`not-a-tag`)."""
    at = {
        repo.name.text: repo
        for holder in holders(root)
        for repo in holder.nested("repo")
        if repo.name and is_registry(repo)
    }
    if not at:
        return
    for repo in at.values():
        _tags(repo, mistakes)
    for what, said in _kept_in_git(root):
        if said.text in at:
            mistakes.report(
                "not-a-git-repository",
                f"`{said.text}` is an artifact in a registry, and {what} lies in a Git repository",
                (said.span, "has to be a Git repository"),
                (at[said.text].fields["at"][0].span, "a registry"),
                help="only `place rendered` can be in a registry: agents push to it",
            )
    for place in _rendered(root):
        if place.one("in") in at:
            _tags(place, mistakes)


def _kept_in_git(root: Entry) -> Iterator[tuple[str, Said]]:
    """Every mention of a repository that is to be read, or written, with Git."""
    for holder in holders(root):
        for place in holder.nested("place"):
            if place.name and place.name.text != "rendered":
                yield from ((f"`place {place.name.text}`", s) for s in place.fields.get("in", ()))
    for owner in (*root.nested("infra"), *apps(root)):
        for entry in (owner, *owner.nested("config"), *owner.nested("preview")):
            what = f"what {entry.title} is `from`"
            yield from ((what, said) for said in entry.fields.get("from", ()) if said.bare)


def _rendered(root: Entry) -> Iterator[Entry]:
    for holder in holders(root):
        for place in holder.nested("place"):
            if place.name and place.name.text == "rendered":
                yield place


def _tags(entry: Entry, mistakes: Mistakes) -> None:
    for said in entry.fields.get("branch", ()):
        if not is_tag(_PLACEHOLDER.sub("x", said.text)):
            mistakes.report(
                "not-a-tag",
                f"`{said.text}` is not the tag of an artifact",
                (said.span, "no registry takes it"),
                help='a tag has letters, digits, `_`, `.` and `-`: `branch "{stage}"`',
            )
