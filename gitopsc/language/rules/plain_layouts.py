"""Folders rather than branches, branches rather than repositories: the talk's advice on stages."""

from gitopsc.language.entry import Entry
from gitopsc.language.mistakes import Mistakes
from gitopsc.language.rules.registries import is_registry


def plain_layouts(root: Entry, mistakes: Mistakes) -> None:
    """Warn of a branch or a repository for each stage (`branch-per-stage`, `repo-per-stage`)."""
    for owner in (root, *root.nested("team")):
        for repo in owner.nested("repo"):
            if repo.one("per") == "stage":
                mistakes.warn(
                    "repo-per-stage",
                    f"{repo.title} is one repository for each stage",
                    (repo.spans["per"], "a repository per stage"),
                    help="“Repos more complicated than folders. Use only when really necessary.”",
                )
            if not is_registry(repo):
                _branch(repo, mistakes)
        for holder in (owner, *owner.nested("operator"), *owner.nested("app")):
            for place in holder.nested("place"):
                # What is rendered is no configuration; Argo CD's hydrator takes a branch for it.
                if place.name and place.name.text != "rendered":
                    _branch(place, mistakes)


def _branch(entry: Entry, mistakes: Mistakes) -> None:
    for said in entry.fields.get("branch", ()):
        if "{stage}" in said.text:
            mistakes.warn(
                "branch-per-stage",
                f"{entry.title} has a branch for each stage",
                (said.span, "a branch per stage"),
                help="“Branches more complicated than folders. Don't.”",
            )
