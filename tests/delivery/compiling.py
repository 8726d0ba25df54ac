"""Compiling small trees into a folder, told as text: what the tests of this room share."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple

from gitopsc.delivery import (
    Deliveries,
    Delivery,
    Kind,
    Share,
    below,
    carry_out,
    differences,
    survey,
    unsafe_repositories,
)
from gitopsc.manifests.tree import Document, FileTree, Ownership
from gitopsc.workers import Workers


def owned(**texts: str) -> dict[str, Document]:
    """Owned documents; in a name `__` is a slash."""
    return {name.replace("__", "/"): Document(text) for name, text in texts.items()}


def seeded(folder: str | None = None, **texts: str) -> dict[str, Document]:
    """Seeded documents, with the folder they come with."""
    return {
        name.replace("__", "/"): Document(text, Ownership.SEEDED, folder)
        for name, text in texts.items()
    }


def deliver(
    tree: Mapping[str, Document], checkout: Path, *force: str, owner: str = "acme"
) -> Delivery:
    """Survey and carry out; the disk must not refuse."""
    delivery = survey(tree, checkout, owner, frozenset(force))
    assert carry_out([delivery]) == ()
    return delivery


class Part(NamedTuple):
    """Every so many-th repository of a tree."""

    tree: FileTree
    number: int
    of: int

    def keeps(self, repo: str) -> bool:
        known = sorted(self.tree)
        return (known.index(repo) if repo in known else 0) % self.of == self.number

    @property
    def files(self) -> FileTree:
        return {repo: files for repo, files in self.tree.items() if self.keeps(repo)}


@contextmanager
def surveyed(
    tree: FileTree, out: Path, owner: str = "acme", *force: str, processes: int = 1
) -> Iterator[Deliveries]:
    """The repositories of a tree below one folder, looked at by so many processes."""
    places = partial(below, out=out, owner=owner)
    parts = (Part(tree, number, processes) for number in range(processes))
    with Workers([Share(part, places, owner, frozenset(force)) for part in parts]) as workers:
        yield Deliveries(workers, tuple(unsafe_repositories(sorted(tree), out)))


def counts(delivery: Delivery) -> dict[Kind, int]:
    """How many files become what."""
    return dict(Counter(delivery.steps.values()))


def slugs(delivery: Delivery) -> list[str]:
    return [diagnostic.slug for diagnostic in delivery.diagnostics]


def errors(delivery: Delivery) -> list[str]:
    """The slugs of what stays wrong until somebody mends it."""
    return [diagnostic.slug for diagnostic in delivery.diagnostics if diagnostic.is_error]


def check(tree: Mapping[str, Document], checkout: Path, owner: str = "acme") -> list[str]:
    """The lines of `gitopsc check`."""
    return list(differences(survey(tree, checkout, owner, frozenset())))


def files(checkout: Path) -> dict[str, str]:
    """Path to content of every file but the records."""
    return {
        path: text
        for path, text in everything(checkout).items()
        if not path.startswith(".gitopsc") and not path.endswith("/")
    }


def everything(checkout: Path) -> dict[str, str]:
    """Path to content of every file, and an entry with a slash for every empty folder."""
    found = {}
    for path in sorted(checkout.rglob("*")):
        name = path.relative_to(checkout).as_posix()
        if path.is_file():
            found[name] = path.read_bytes().decode("latin-1")
        elif path.is_dir() and not any(path.iterdir()):
            found[f"{name}/"] = ""
    return found


def stamps(checkout: Path) -> dict[str, tuple[int, int]]:
    """What changes whenever anything is written: time and identity of every file and folder."""
    return {
        str(path): (path.lstat().st_mtime_ns, path.lstat().st_ino)
        for path in (checkout, *checkout.rglob("*"))
        if path.exists()
    }


def put(checkout: Path, path: str, text: str) -> None:
    """An edit by hand."""
    target = checkout / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(text.encode())
