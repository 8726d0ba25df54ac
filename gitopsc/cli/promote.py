"""`gitopsc promote`: move the version of an app on to the next stage."""

import argparse
import difflib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from gitopsc.cli.checkouts import DiskCheckouts
from gitopsc.cli.committing import commit
from gitopsc.cli.printing import report
from gitopsc.cli.spec import compiled
from gitopsc.compiler import Planned
from gitopsc.delivery import complaints
from gitopsc.delivery.record import temporary_path
from gitopsc.delivery.writer import Writer
from gitopsc.diagnostics.diagnostic import Diagnostic
from gitopsc.diagnostics.suggest import closest
from gitopsc.promotion.policies import Policies
from gitopsc.promotion.promote import ChangedFile, PlannedPromotion, Request, promote
from gitopsc.refs import Ref
from gitopsc.wiring.versions.promotions import Promotions


def run(options: argparse.Namespace) -> int:
    compilation = compiled(options)
    planned = compilation.planned
    if planned is None:
        report(compilation.diagnostics)
        return 1
    checkouts = DiskCheckouts(Path(options.output))
    request = _request(options, planned)
    if isinstance(request, Diagnostic):
        return _refused((request,), planned)
    promotions, policies = Promotions(planned.topology), Policies(planned.plan.movers)
    found = promote(planned.plan, promotions, policies, checkouts, request)
    if not isinstance(found, PlannedPromotion):
        return _refused(found, planned)
    done: Sequence[Diagnostic] | str
    if not found.changes:
        done = "runs there already"
    elif options.dry_run:
        done = "nothing is changed"
    elif options.commit:
        done = commit(found, checkouts)
    else:
        done = _write(found, checkouts, planned.topology.name)
    if not isinstance(done, str):
        return _refused(done, planned)
    print("".join(difference(found.changes)), end="")
    print(f"{found.title}: {done}")
    if found.arrow.review and found.changes:
        print(f"`{request.target}` wants a review: let the change come by pull request")
    return 0


def _refused(found: Sequence[Diagnostic], planned: Planned) -> int:
    report(planned.located(found))
    return 1


def _request(options: argparse.Namespace, planned: Planned) -> Request | Diagnostic:
    """What the command line asks for, of things that the spec declares."""
    topology = planned.topology
    apps = {
        f"{team.name}.{app.name}": Ref("app", (team.name, app.name))
        for team in topology.teams
        for app in team.apps
    }
    stages = {stage.name for stage in topology.stages}
    target, source = options.to, vars(options)["from"]
    if options.app not in apps:
        return _unknown("unknown-app", f"no app is called `{options.app}`", options.app, apps)
    for stage in (target, source):
        if stage is not None and stage not in stages:
            return _unknown("unknown-stage", f"no stage is called `{stage}`", stage, stages)
    return Request(apps[options.app], target, source, datetime.now(UTC))


def _unknown(slug: str, message: str, said: str, known: Iterable[str]) -> Diagnostic:
    """What is called so but for the team in front of it is meant, or else what is spelt alike."""
    meant = [f"`{name}`" for name in sorted(known) if name.rpartition(".")[2] == said]
    near = closest(said, known)
    if near and not meant:
        meant = [f"`{near}`"]
    listed = ", ".join(f"`{name}`" for name in sorted(known))
    help = f"did you mean {' or '.join(meant)}?" if meant else f"there are {listed}"
    return Diagnostic(slug, message, help=(help,))


def difference(changes: Sequence[ChangedFile]) -> Iterator[str]:
    """The changes as `git apply` takes them, in the folder of all repositories."""
    for change in changes:
        name = f"{change.repo}/{change.path}"
        before, after = (
            text.splitlines(keepends=True) for text in (change.before.text, change.after)
        )
        for line in difflib.unified_diff(before, after, f"a/{name}", f"b/{name}"):
            yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _write(
    promotion: PlannedPromotion, checkouts: DiskCheckouts, owner: str
) -> str | Sequence[Diagnostic]:
    """Bring the changes to the disk; where it refuses one, those before are taken back."""
    written: list[ChangedFile] = []
    for change in promotion.changes:
        try:
            _put(checkouts, change, change.after, owner)
        except OSError as error:
            for earlier in written:
                with suppress(OSError):
                    _put(checkouts, earlier, earlier.before.text, owner)
            return (complaints.write_failed(f"{change.repo}/{change.path}", error),)
        written.append(change)
    return f"{len(written)} file{'s' if len(written) != 1 else ''} changed"


def _put(checkouts: DiskCheckouts, change: ChangedFile, text: str, owner: str) -> None:
    writer = Writer(str(checkouts.folder(change.repo)), temporary_path(owner))
    try:
        writer.write(change.path, checkouts.content(change.repo, change.path, text))
        writer.settle()
    finally:
        writer.tidy()
