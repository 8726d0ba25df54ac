"""What the generators that look into Git would find: each set its own Applications, no more and no
less (P17, P18). It is looked for in all files of the tree."""

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import NamedTuple

from gitopsc.diagnostics.diagnostic import Diagnostic, Label
from gitopsc.plan.slots import RepoAt
from gitopsc.refs import Ref, Where


class Search(NamedTuple):
    """What one generator looks for in one repository, and what it ought to find."""

    subject: Ref
    operator: Ref
    kind: str
    """`files` or `folders`."""
    repo: RepoAt
    wanted: tuple[str, ...]
    expected: frozenset[str]
    unwanted: tuple[str, ...] = ()

    def without(self, others: Iterable[str]) -> "Search":
        """The same search, leaving out by name those of the others that it would find."""
        return self._replace(unwanted=tuple(sorted(path for path in others if self.finds(path))))

    def finds(self, path: str) -> bool:
        fits = _fits_file if self.kind == "files" else _fits_folder
        return any(fits(path, wanted) for wanted in self.wanted) and path not in self.unwanted


def _fits_file(path: str, wanted: str) -> bool:
    """As `git ls-files` sees it, by which the files generator looks: `*` crosses folders."""
    return fnmatchcase(path, wanted)


def _fits_folder(path: str, wanted: str) -> bool:
    """As Go's `path.Match` sees it, by which the directories generator looks: `*` stays in one
    folder."""
    parts, asked = path.split("/"), wanted.split("/")
    return len(parts) == len(asked) and all(map(fnmatchcase, parts, asked))


def greedy_generators(
    searches: Iterable[Search], paths: Mapping[str, Sequence[str]]
) -> Iterator[Diagnostic]:
    """Slug `greedy-generator`.

    :param paths: every file of the tree, by the folder of its repository.
    """
    places = {repo: _Places(files) for repo, files in paths.items()}
    for search in searches:
        there = places[search.repo.folder].like(search)
        found = set(filter(search.finds, there))
        for path in sorted(found - search.expected)[:1]:
            yield _complaint(search, f"would also find `{path}`")
        for path in sorted(search.expected - found)[:1]:
            yield _complaint(search, f"would not find `{path}`")


class _Places:
    """The files and folders of a repository, by what no pattern leaves open."""

    def __init__(self, files: Sequence[str]) -> None:
        self._by_name: dict[str, set[str]] = {}
        self._by_depth: dict[int, set[str]] = {}
        for file in files:
            self._by_name.setdefault(posixpath.basename(file), set()).add(file)
        for folder in {above for file in files for above in _above(file)}:
            self._by_depth.setdefault(folder.count("/"), set()).add(folder)

    def like(self, search: Search) -> Iterator[str]:
        """Everything that a search may find, and more."""
        for wanted in search.wanted:
            name = posixpath.basename(wanted)
            if search.kind == "files" and "*" in name:
                yield from (file for files in self._by_name.values() for file in files)
            elif search.kind == "files":
                yield from self._by_name.get(name, ())
            else:
                yield from self._by_depth.get(wanted.count("/"), ())


def _above(file: str) -> Iterator[str]:
    """The folders of a file, but for hidden ones, at which Argo CD does not look."""
    folder = posixpath.dirname(file)
    while folder:
        if not any(part.startswith(".") for part in folder.split("/")):
            yield folder
        folder = posixpath.dirname(folder)


def _complaint(search: Search, what: str) -> Diagnostic:
    wanted = ", ".join(f"`{path}`" for path in search.wanted)
    return Diagnostic(
        "greedy-generator",
        f"the generator for {search.subject} looks for {wanted} in `{search.repo.folder}`, and "
        f"{what}",
        (
            Label(Where(search.operator, "generate"), "finds what the paths say"),
            Label(Where(search.subject), "one that it is for"),
        ),
        help=(
            "let `place overlay` tell them apart, e.g. with `{team}`, `{stage}` or `{cluster}`",
            "or say `generate list`",
        ),
    )
