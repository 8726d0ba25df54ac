"""Where a compilation goes: `-o DIR` with a folder per repository, or one checkout."""

import argparse
from contextlib import AbstractContextManager
from pathlib import Path
from typing import NamedTuple

from gitopsc.cli.printing import usage
from gitopsc.compiler import Compilation
from gitopsc.delivery import Deliveries, Site, survey_output, surveyed
from gitopsc.manifests.tree import FileTree


class Target(NamedTuple):
    """A destination on disk."""

    folder: Path
    repo: str | None
    """The one repository that `folder` is a checkout of; `None` for a folder of repositories."""

    def survey(
        self, compilation: Compilation, force: frozenset[str]
    ) -> AbstractContextManager[Deliveries] | int:
        """Compare a compilation with what stands there; or the exit code of a complaint about the
        command line."""
        assert compilation.topology is not None
        owner = compilation.topology.name
        if self.repo is None:
            return survey_output(compilation.files, self.folder, owner, force)
        if self.repo not in compilation.files:
            return usage(_unknown_repo(self.repo, compilation.files))
        site = Site("", self.folder, compilation.files[self.repo])
        return surveyed([site], owner, force)


def target_of(options: argparse.Namespace) -> Target | int:
    """The destination the command line names, or the exit code of a complaint about it."""
    if options.output and (options.repo or options.into):
        return usage("give either -o DIR, or --repo REPO with --into CHECKOUT")
    if options.output:
        return Target(Path(options.output), None)
    if options.repo and options.into:
        return Target(Path(options.into), options.repo.strip("/"))
    return usage("say where: -o DIR for all repositories, or --repo REPO --into CHECKOUT for one")


def _unknown_repo(repo: str, files: FileTree) -> str:
    return f"the spec has no repository `{repo}`; it has {', '.join(files) or 'none'}"
