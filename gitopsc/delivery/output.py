"""The folder of all repositories: `DIR/<repo>[/<team>[/<app>]]`."""

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from gitopsc.delivery import complaints
from gitopsc.delivery.ground import Ground, Standing
from gitopsc.delivery.paths import RECORDS, inside
from gitopsc.delivery.record import record_path
from gitopsc.delivery.share import Portion, Recipient
from gitopsc.delivery.surveyor import unsafe_paths, unusable
from gitopsc.diagnostics.diagnostic import Diagnostic

DEEPEST = 3
"""A repository per app stands three folders down: `DIR/<repo>/<team>/<app>`."""


def below(portion: Portion, out: Path, owner: str) -> list[Recipient]:
    """Where the repositories of a portion stand below a folder: also those that hold a record of
    this owner but are no longer emitted, so that their owned files become obsolete."""
    recorded = filter(portion.keeps, _recorded(out, owner))
    return [
        Recipient(repo, out.joinpath(*repo.split("/")), portion.files.get(repo, {}))
        for repo in sorted({*portion.files, *recorded})
    ]


def unsafe_repositories(repos: Sequence[str], out: Path) -> Iterator[Diagnostic]:
    """What is wrong with the folder, or with the names of the repositories in it."""
    ground = Ground(out)
    if refusal := unusable(out, ground):
        yield refusal
    else:
        yield from _linked(repos, ground)
    yield from unsafe_paths(repos)


def _linked(repos: Iterable[str], ground: Ground) -> Iterator[Diagnostic]:
    """Repositories behind a symbolic link: the user named the folder above, not where it leads."""
    for repo in repos:
        try:
            sight = ground.look(repo)
        except OSError as error:
            yield complaints.not_readable(repo, error)
            continue
        if sight.standing is Standing.LINK:
            yield complaints.obstacle(repo, sight, sight.at)


def _recorded(folder: Path, owner: str, repo: str = "", depth: int = 0) -> Iterator[str]:
    """Every repository folder that holds a record of the owner; links are not followed."""
    if depth and os.path.lexists(folder / record_path(owner)):
        yield repo
    if depth == DEEPEST:
        return
    for name in _folders(folder):
        yield from _recorded(folder / name, owner, inside(repo, name), depth + 1)


def _folders(folder: Path) -> list[str]:
    """The folders in a folder. One that is closed to us holds no repository we ever wrote."""
    try:
        with os.scandir(folder) as entries:
            return [
                entry.name
                for entry in entries
                if entry.is_dir(follow_symlinks=False) and entry.name not in (".git", RECORDS)
            ]
    except OSError:
        return []
