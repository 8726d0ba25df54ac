"""A promotion as commits: in every repository that it touches, or in none."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from gitopsc.cli.checkouts import DiskCheckouts
from gitopsc.cli.git import RefusedError, Repository
from gitopsc.diagnostics.diagnostic import Diagnostic
from gitopsc.promotion.promote import PlannedPromotion


class Prepared(NamedTuple):
    """A commit that stands in its repository, and on no branch."""

    repository: Repository
    commit: str


def commit(promotion: PlannedPromotion, checkouts: DiskCheckouts) -> str | Sequence[Diagnostic]:
    """What was done; or why nothing was."""
    try:
        repositories = _repositories(promotion, checkouts)
        if isinstance(repositories, Diagnostic):
            return (repositories,)
        unready = [found for repository in repositories if (found := repository.unready())]
        if unready:
            return unready
        prepared = [
            Prepared(repository, repository.prepared(contents, _message(promotion)))
            for repository, contents in repositories.items()
        ]
        return _on_branches(prepared, promotion.branch)
    except (RefusedError, OSError) as error:
        return (_refused(str(error)),)


def _repositories(
    promotion: PlannedPromotion, checkouts: DiskCheckouts
) -> Mapping[Repository, Mapping[str, bytes]] | Diagnostic:
    """The changed files by repository; several checkouts may be folders of one."""
    tops: dict[Path, Repository] = {}
    found: dict[Repository, dict[str, bytes]] = {}
    for change in promotion.changes:
        folder = checkouts.folder(change.repo)
        repository = Repository.around(folder)
        if repository is None:
            return _no_repository(folder)
        repository = tops.setdefault(repository.top, repository)
        path = repository.inside(folder / change.path)
        content = checkouts.content(change.repo, change.path, change.after)
        found.setdefault(repository, {})[path] = content
    return found


def _on_branches(prepared: Sequence[Prepared], branch: str) -> str | Sequence[Diagnostic]:
    """Give each commit its branch. One that stands there with the same content is this very
    promotion, made before."""
    missing = []
    for repository, commit in prepared:
        standing = repository.tree(f"refs/heads/{branch}")
        if standing is None:
            missing.append(Prepared(repository, commit))
        elif standing != repository.tree(commit):
            return (_taken(repository.folder, branch),)
    if not missing:
        return f"on branch `{branch}` already"
    made: list[Repository] = []
    try:
        for repository, commit in missing:
            repository.create(branch, commit)
            made.append(repository)
    except (RefusedError, OSError) as error:
        for repository in made:
            repository.delete(branch)
        return (_refused(str(error)),)
    return f"committed on branch `{branch}`"


def _message(promotion: PlannedPromotion) -> str:
    lines = [f"{move.name} {move.before} -> {move.after}" for move in promotion.moves]
    return f"Promote {promotion.title}\n\n" + "\n".join(dict.fromkeys(lines)) + "\n"


def _no_repository(folder: Path) -> Diagnostic:
    return Diagnostic(
        "no-repository",
        f"`{folder}` is in no Git repository, so nothing can be committed there",
        help=("clone it there; or leave out `--commit`",),
    )


def _taken(folder: Path, branch: str) -> Diagnostic:
    return Diagnostic(
        "branch-taken",
        f"`{folder}` has a branch `{branch}` with something else on it",
        help=("finish that promotion, or delete the branch, and promote again",),
    )


def _refused(said: str) -> Diagnostic:
    return Diagnostic(
        "git-refused",
        f"Git refused: {said}",
        help=("no branch was made, and no file was changed",),
    )
