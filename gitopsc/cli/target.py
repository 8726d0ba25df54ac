"""Where a compilation goes: `-o DIR` with a folder per repository, or one checkout."""

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from gitopsc.cli.printing import report, usage
from gitopsc.cli.progress import Progress
from gitopsc.cli.summary import summary
from gitopsc.compiler import Compilation
from gitopsc.delivery import Delivery, carry_out_all, differences, shares, survey, survey_output
from gitopsc.diagnostics.export import as_json
from gitopsc.manifests.tree import FileTree


class Outcome(NamedTuple):
    """How a run ended."""

    code: int
    """Its exit code."""
    clean: tuple[Delivery, ...] = ()
    """What was surveyed, where nothing was to be complained about."""


class Target(NamedTuple):
    """A destination on disk."""

    folder: Path
    repo: str | None
    """The one repository that `folder` is a checkout of; `None` for a folder of repositories."""

    def write(self, compilation: Compilation, force: frozenset[str], style: str) -> Outcome:
        """Bring the files to the disk and print what was done."""
        surveyed = self._survey(compilation, force)
        if isinstance(surveyed, int):
            return Outcome(surveyed)
        found = [*compilation.diagnostics, *(d for s in surveyed for d in s.diagnostics)]
        if not any(delivery.blocked for delivery in surveyed):
            total = sum(len(delivery.pending) for delivery in shares(surveyed)[0])
            with Progress("writing", total) as progress:
                found += carry_out_all(surveyed, progress.step)
        report(found, style)
        if style == "text" and not any(delivery.blocked for delivery in surveyed):
            print(summary(tally(surveyed)))
        code = 1 if any(diagnostic.is_error for diagnostic in found) else 0
        return Outcome(code, () if found else surveyed)

    def compare(self, compilation: Compilation, style: str) -> Outcome:
        """Print the differences between disk and compilation."""
        surveyed = self._survey(compilation, frozenset())
        if isinstance(surveyed, int):
            return Outcome(surveyed)
        blocked = [d for s in surveyed if s.blocked for d in s.diagnostics]
        found = [line for delivery in surveyed for line in differences(delivery)]
        if style == "json":
            complaints = [*compilation.diagnostics, *blocked]
            print(json.dumps({"diagnostics": as_json(complaints), "differences": found}, indent=2))
        else:
            report([*compilation.diagnostics, *blocked])
            for line in found:
                print(line)
        wrong = bool(found or blocked)
        return Outcome(int(wrong), () if wrong or compilation.diagnostics else surveyed)

    def _survey(
        self, compilation: Compilation, force: frozenset[str]
    ) -> tuple[Delivery, ...] | int:
        assert compilation.topology is not None
        owner = compilation.topology.name
        if self.repo is None:
            return survey_output(compilation.files, self.folder, owner, force)
        if self.repo not in compilation.files:
            return usage(_unknown_repo(self.repo, compilation.files))
        return (survey(compilation.files[self.repo], self.folder, owner, force),)


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


def tally(deliveries: Sequence[Delivery]) -> Counter[str]:
    """How many repositories there are, and how many files were written, unchanged and so on."""
    counts = Counter(repositories=len(deliveries))
    for delivery in deliveries:
        counts.update(delivery.tally())
    return counts
