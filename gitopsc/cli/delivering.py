"""The whole way of `compile` and `check`: read, compile, compare with the disk, write."""

import argparse
import json
import time
from collections.abc import Sequence
from contextlib import nullcontext
from typing import NamedTuple

from gitopsc.cli.alone import alone
from gitopsc.cli.emitting import Emitting, divided
from gitopsc.cli.last_run import proof_name
from gitopsc.cli.main import HELD
from gitopsc.cli.printing import report, usage
from gitopsc.cli.progress import Progress
from gitopsc.cli.remembering import remember
from gitopsc.cli.spec import parser, source_of
from gitopsc.cli.summary import summary
from gitopsc.cli.tally import NOW, tally
from gitopsc.cli.target import Target, target_of, unknown_repo
from gitopsc.compiler import Compilation, Emission, Planned, conclude, plan_spec
from gitopsc.delivery import Deliveries, Share, differences
from gitopsc.diagnostics.export import as_json
from gitopsc.excerpts.parts import TeamFindingParser, parts_of
from gitopsc.language.watched import WatchedLibrary
from gitopsc.workers import Workers


class Outcome(NamedTuple):
    """How a run ended."""

    code: int
    """Its exit code."""
    clean: bool
    """Whether nothing was to be complained about."""


def deliver(options: argparse.Namespace) -> int:
    """Write the repositories of a spec; the exit code."""
    return _run(options, writes=True)


def compare(options: argparse.Namespace) -> int:
    """Tell the differences between a spec and its repositories; the exit code."""
    return _run(options, writes=False)


def _run(options: argparse.Namespace, *, writes: bool) -> int:
    began = time.time_ns()
    target = target_of(options)
    if not isinstance(target, Target):
        return target
    read = source_of(options.spec)
    if isinstance(read, Compilation):
        report(read.diagnostics, options.format)
        return 1
    entry, folder = read
    library, texts = WatchedLibrary(folder, entry), TeamFindingParser(parser(options))
    planned = plan_spec(entry, library, options.operator, texts)
    if isinstance(planned, Compilation):
        report(planned.diagnostics, options.format)
        return 1
    shares = _shares(planned, target, options.force if writes else ())
    # Forked processes hold the lock as well: if this one is stopped, the next compile waits until
    # they are done.
    with alone(target.folder) if writes else nullcontext(), Workers(shares) as workers:
        HELD.append((planned, workers))
        compilation = conclude(planned, workers.find_out(_told))
        if not compilation.ok:
            report(compilation.diagnostics, options.format)
            return 1
        repos = tuple(compilation.files)
        if target.repo is not None and target.repo not in repos:
            return unknown_repo(target.repo, repos)
        deliveries = Deliveries(workers, target.refusals(repos))
        if writes and (lost := deliveries.without_file(options.force)):
            return usage(f"nothing to force at `{lost[0]}`: {_as_told(target)}")
        outcome = (_written if writes else _compared)(compilation, deliveries, options.format)
        name = proof_name(options.words) if _is_provable(options) else None
        if outcome.clean and name:
            parts = parts_of(planned, compilation.shared, library, texts)
            remember(name, options.spec, began, library, parts, target, deliveries)
    return outcome.code


def _is_provable(options: argparse.Namespace) -> bool:
    """Whether a run can be proven to change nothing: not if it reads no file, if all the work was
    asked for, or if it reports to machines, which read the reports of every run."""
    return options.spec != "-" and not options.no_cache and options.format == "text"


def _shares(planned: Planned, target: Target, force: Sequence[str]) -> list[Share[Emitting]]:
    """What each process does from here."""
    owner = planned.topology.name
    return [target.share(emitting, owner, frozenset(force)) for emitting in divided(planned)]


def _as_told(target: Target) -> str:
    """How a path after `--force` has to be said."""
    return (
        "name a file of the spec as it is reported, with its repository in front"
        if target.repo is None
        else "name a file of the spec by its path in the repository"
    )


def _told(share: Share[Emitting]) -> Emission:
    return share.portion.told()


def _written(compilation: Compilation, deliveries: Deliveries, style: str) -> Outcome:
    """Bring the files to the disk and print what was done."""
    with Progress("writing", deliveries.pending_here) as progress:
        refused = deliveries.carry_out(progress.step)
    found = [*compilation.diagnostics, *deliveries.diagnostics, *refused]
    report(found, style)
    if style == "text" and not deliveries.blocked and not refused:
        print(summary(tally(deliveries, NOW)))
    return Outcome(int(any(diagnostic.is_error for diagnostic in found)), clean=not found)


def _compared(compilation: Compilation, deliveries: Deliveries, style: str) -> Outcome:
    """Print the differences between disk and compilation."""
    blocked = deliveries.diagnostics if deliveries.blocked else ()
    lines = [line for told in deliveries.each(differences) for line in told]
    found = [*compilation.diagnostics, *blocked]
    if style == "json":
        print(json.dumps({"diagnostics": as_json(found), "differences": lines}, indent=2))
    else:
        report(found)
        for line in lines:
            print(line)
    return Outcome(int(bool(lines or blocked)), clean=not (lines or found))
