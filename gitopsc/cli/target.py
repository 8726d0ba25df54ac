"""Where a compilation goes: `-o DIR` with a folder per repository, or one checkout."""

import argparse
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from gitopsc.cli.printing import usage
from gitopsc.delivery import Portion, Recipient, Share, Some, below, unsafe_repositories
from gitopsc.diagnostics.diagnostic import Diagnostic


class Target(NamedTuple):
    """A destination on disk."""

    folder: Path
    repo: str | None
    """The one repository that `folder` is a checkout of; `None` for a folder of repositories."""

    def share(self, portion: Some, owner: str, force: frozenset[str]) -> Share[Some]:
        """What is to be looked at and written of a portion."""
        places = (
            partial(below, out=self.folder, owner=owner)
            if self.repo is None
            else partial(_alone, repo=self.repo, checkout=self.folder)
        )
        return Share(portion, places, owner, force)

    def refusals(self, repos: Sequence[str]) -> tuple[Diagnostic, ...]:
        """Why nothing may be written, whatever is in the repositories of a spec."""
        return tuple(unsafe_repositories(repos, self.folder)) if self.repo is None else ()


def _alone(portion: Portion, repo: str, checkout: Path) -> list[Recipient]:
    """The one repository that is wanted, if it is in a portion."""
    return [Recipient("", checkout, portion.files[repo])] if repo in portion.files else []


def target_of(options: argparse.Namespace) -> Target | int:
    """The destination the command line names, or the exit code of a complaint about it."""
    if options.output and (options.repo or options.into):
        return usage("give either -o DIR, or --repo REPO with --into CHECKOUT")
    if options.output:
        return Target(Path(options.output), None)
    if options.repo and options.into:
        return Target(Path(options.into), options.repo.strip("/"))
    return usage("say where: -o DIR for all repositories, or --repo REPO --into CHECKOUT for one")


def unknown_repo(repo: str, repos: Sequence[str]) -> int:
    """The exit code of a complaint about a repository that a spec does not have."""
    return usage(f"the spec has no repository `{repo}`; it has {', '.join(repos) or 'none'}")
