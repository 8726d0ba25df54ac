"""Concrete places: which repository, which path."""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import NamedTuple, TypeVar

Known = TypeVar("Known")

FILES = (".yaml", ".yml")
"""What the path of a file ends with; any other path is a folder's."""


class RepoAt(NamedTuple):
    """One concrete repository on one branch: `tenant` of team `payments`.

    `folder` is where its tree stands in the output: `tenant/payments`, `fleet`, `env@production`.
    """

    folder: str
    name: str
    dimensions: tuple[tuple[str, str], ...]
    url: str
    branch: str
    credentials: str | None = None
    team: str | None = None
    """Whoever writes to it beside the platform: it is one per team, or declared in a team."""

    forge: str | None = None
    """Whose pull requests it has, where the spec says it."""

    @property
    def is_oci(self) -> bool:
        """Whether it is an artifact in a registry; `branch` is its tag then."""
        return self.url.startswith("oci://")

    def dimension(self, kind: str) -> str | None:
        return dict(self.dimensions).get(kind)


class Slot(NamedTuple):
    """A path in a repository: a file when it ends in `.yaml` or `.yml`, otherwise a folder."""

    repo: RepoAt
    path: str
    """POSIX, without a leading or trailing slash; empty for the root of the repository."""

    @property
    def is_file(self) -> bool:
        return self.path.endswith(FILES)

    @property
    def directory(self) -> str:
        """The path of the folder itself, or of the folder the file is in."""
        return self.path.rpartition("/")[0] if self.path.endswith(FILES) else self.path

    @property
    def folder(self) -> "Slot":
        """The folder itself, or the folder the file is in."""
        return Slot(self.repo, self.directory) if self.path.endswith(FILES) else self

    @property
    def above(self) -> Iterator["Slot"]:
        """The folders around a folder, from the next one to the repository's own."""
        return (Slot(self.repo, path) for path in islice(outwards(self.path), 1, None))

    def holds(self, other: "Slot") -> bool:
        """Whether a folder is another one, or lies around that folder or file."""
        inside = f"{self.path}/" if self.path else ""
        return f"{other.path}/".startswith(inside) and self.repo == other.repo

    def below(self, name: str) -> "Slot":
        """A sub-folder or file of the folder itself, or of the folder the file is in."""
        return Slot(self.repo, beneath(self.directory, name))

    def file(self, name: str) -> str:
        """The path of the file: the slot's own, or `name` inside the slot's folder."""
        return self.path if self.is_file else beneath(self.path, name)

    def file_slot(self, name: str) -> "Slot":
        """The slot of that file."""
        return Slot(self.repo, self.file(name))


def beneath(folder: str, name: str) -> str:
    """The path, or its pattern, of what has that name in the folder of another one."""
    return f"{folder}/{name}" if folder else name


def outwards(path: str) -> Iterator[str]:
    """The path of a folder and those of the folders around it, up to the repository's own."""
    while path:
        yield path
        path = path.rpartition("/")[0]
    yield ""


def nearest(folder: Slot, known: Mapping[Slot, Known]) -> Known | None:
    """What is known of a folder, or else of the next one around it of which anything is."""
    return next((known[at] for at in (folder, *folder.above) if at in known), None)
