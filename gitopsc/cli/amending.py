"""`compile` and `check` after a run that left everything in order, where only files of a few teams
have changed since (docs/decisions/0012). Where those files alone do not tell what follows there is
no exit code, and everything is compiled (`gitopsc.cli.delivering`)."""

import argparse
import time
from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from gitopsc.cli.alone import alone
from gitopsc.cli.last_run import LastRun
from gitopsc.cli.printing import report
from gitopsc.cli.remembering import seen
from gitopsc.cli.spec import is_current, parser, source_of
from gitopsc.cli.summary import summary
from gitopsc.cli.target import Target, target_of
from gitopsc.compiler import Compilation
from gitopsc.delivery import Delivery, amendment, carry_out, differences
from gitopsc.excerpts.change import Change, Spec, change
from gitopsc.language.watched import WatchedLibrary
from gitopsc.memory.parts import Part, Parts, keep_parts, recall_parts
from gitopsc.proof import cabinet
from gitopsc.proof.proof import amended
from gitopsc.source import Source


class Amending(NamedTuple):
    """What came out, and what it was made from."""

    last: LastRun
    target: Target
    beside: Path
    """The folder of the spec."""
    parts: Parts
    library: WatchedLibrary
    change: Change


def compiled(options: argparse.Namespace, last: LastRun) -> Amending | None:
    """What the changed files change, if the trees are as the last run left them; `None` where that
    can only be told of the whole."""
    parts = recall_parts(last.name)
    if parts is None:
        return None
    beside = Path(options.spec).absolute().parent.resolve()
    changed = {path for path in parts.files if str(beside / path) in last.changed}
    if len(changed) < len(last.changed) or not _are_of(last, beside, parts):
        return None
    target, read = target_of(options), source_of(options.spec)
    if not isinstance(target, Target) or isinstance(read, Compilation):
        return None
    entry, folder = read
    library = WatchedLibrary(folder, entry)
    spec = Spec(entry, library, options.operator, parser(options))
    found = change(spec, parts, frozenset(changed))
    asked = {str(beside / path) for path in (*library.answers, *library.listed)}
    # A file that only a part left out includes would not have been looked at.
    if found is None or not changed <= library.answers.keys():
        return None
    if not asked <= last.proof.inputs.keys() | last.proof.listings.keys():
        return None
    return Amending(last, target, beside, parts, library, found)


def amend(options: argparse.Namespace, found: Amending) -> int | None:
    """Write what the changed files change; the exit code."""
    began = time.time_ns()
    with alone(found.target.folder):
        deliveries = _deliveries(found)
        if deliveries is None:
            return None
        told = carry_out(deliveries)
    if told:
        report(told)
        return 1
    written = sum(len(delivery.steps) for delivery in deliveries)
    tally = Counter(found.last.proof.tally)
    tally.update(written=written, unchanged=-written)
    print(summary(tally))
    _remember(options.spec, began, found, deliveries)
    return 0


def compare_amended(found: Amending) -> int | None:
    """Tell what the changed files change; the exit code."""
    deliveries = _deliveries(found)
    if deliveries is None:
        return None
    lines = [line for delivery in deliveries for line in differences(delivery)]
    for line in lines:
        print(line)
    return int(bool(lines))


def _are_of(last: LastRun, beside: Path, parts: Parts) -> bool:
    """Whether the parts are those that the trees were made from."""
    contents = {path: content for path, (content, _) in last.proof.inputs.items()}
    return all(
        contents.get(str(beside / path)) == sha256(part.text.encode()).hexdigest()
        for path, part in parts.files.items()
    )


def _deliveries(found: Amending) -> Sequence[Delivery] | None:
    """What is to be done in each repository that is delivered to."""
    (folder, only), (owner, before, after) = found.target, found.change
    deliveries = []
    for repo in after if only is None else after.keys() & {only}:
        checkout = folder.joinpath(*repo.split("/")) if only is None else folder
        shown = repo if only is None else ""
        delivery = amendment(before[repo], after[repo], checkout, owner, shown)
        if delivery is None:
            return None
        deliveries.append(delivery)
    return deliveries


def _remember(spec: str, began: int, found: Amending, deliveries: Sequence[Delivery]) -> None:
    last = found.last
    root = Path(last.proof.root)
    looks = [seen(delivery, root, began) for delivery in deliveries]
    proof = amended(last.proof, last.changed, looks)
    if proof is None or not is_current(spec, found.library):
        return
    said = found.library.answers
    files = {
        path: Part(now.text, part.needs) if isinstance(now := said.get(path), Source) else part
        for path, part in found.parts.files.items()
    }
    cabinet.keep(last.name, proof)
    keep_parts(last.name, found.parts._replace(files=files))
