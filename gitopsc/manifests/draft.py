"""The tree while it is being built: files are put, containers gather objects, collisions seen."""

import json
from collections import defaultdict
from collections.abc import Callable, Mapping
from operator import itemgetter
from typing import NamedTuple

from gitopsc.manifests.deciding_files import DecidingFiles
from gitopsc.manifests.tree import Document, FileTree, Ownership
from gitopsc.manifests.yaml import dump
from gitopsc.refs import Ref

Object = Mapping[str, object]

Keeps = Callable[[str], bool]
"""Whether the files of a repository are wanted."""


def everything(repo: str) -> bool:
    return True


Name = tuple[str, str, str]
"""The kind of an object, its namespace (which may be empty) and its name."""


class Collision(NamedTuple):
    """Two subjects that want different content in one file, or in one object of it."""

    repo: str
    path: str
    first: Ref
    second: Ref
    name: Name | None = None
    """Of the object, in a file that gathers objects."""


class _Repository:
    """The files of one repository, by path."""

    def __init__(self) -> None:
        self.files: dict[str, tuple[Document, Ref]] = {}
        self.gathered: dict[str, dict[tuple[str, ...], tuple[str, Ref]]] = {}
        """Objects by what they are sorted by, as texts: as values they take four times the room."""

    def holder(self, path: str) -> Ref | None:
        """Whoever put a whole file."""
        return self.files[path][1] if path in self.files else None

    @property
    def has_owned(self) -> bool:
        return bool(self.gathered) or any(
            document.ownership is Ownership.OWNED for document, _ in self.files.values()
        )


class Draft:
    """Collects the files of all repositories, or of some."""

    def __init__(
        self, header: str, keeps: Keeps = everything, deciding: DecidingFiles | None = None
    ) -> None:
        """
        :param header: the comment on every owned YAML file.
        :param keeps: the repositories whose files are collected. What is put into any other one is
            let go, so whoever has much to put there asks first.
        :param deciding: notes which files decide about things that their paths do not name.
        """
        self.keeps = keeps
        self.deciding = deciding or DecidingFiles()
        self._header = header
        self._head = dump(header=header)
        self._repositories: dict[str, _Repository] = defaultdict(_Repository)
        self._collisions: dict[tuple[str, ...], Collision] = {}
        self._shared: set[tuple[str, str]] = set()
        self._made_from: dict[tuple[object, Ref], tuple[object, ...]] = {}

    @property
    def collisions(self) -> tuple[Collision, ...]:
        return tuple(self._collisions[key] for key in sorted(self._collisions))

    @property
    def shared(self) -> frozenset[tuple[str, str]]:
        """The files, by repository and path, of which things of several teams, or of a team and of
        the platform, want the very same."""
        return frozenset(self._shared)

    @property
    def repositories(self) -> tuple[str, ...]:
        """The repositories that hold an owned file, sorted. One with nothing but seeds is somebody
        else's: the code of an app, say."""
        return tuple(sorted(name for name, held in self._repositories.items() if held.has_owned))

    def once(self, emit: Callable[..., None], subject: Ref, *made_from: object) -> None:
        """Let files be put for a subject, unless the last ones were made from just the same: many
        units say what the base of their app is, and mostly they agree."""
        if self._made_from.get((emit, subject)) != made_from:
            self._made_from[emit, subject] = made_from
            emit(self, subject, *made_from)

    def put(self, repo: str, path: str, document: Document, subject: Ref) -> None:
        """Put a whole file. The same content twice is one file; other content is a collision."""
        if not self.keeps(repo):
            return
        held = self._repositories[repo]
        put, holder = held.files.setdefault(path, (document, subject))
        if put is not document or holder is not subject:
            self._share(repo, path, holder, subject)
            if put != document:
                self._collide(repo, path, holder, subject)
        if path in held.gathered:
            self._collide(repo, path, holder, subject)

    def yaml(self, repo: str, path: str, *objects: Object, subject: Ref) -> None:
        """Put an owned YAML file made of these objects."""
        if self.keeps(repo):
            self.put(repo, path, Document(dump(*objects, header=self._header)), subject)

    def yaml_text(self, repo: str, path: str, text: str, subject: Ref) -> None:
        """Put an owned YAML file that is written already, but for its header."""
        self.put(repo, path, Document(self._head + text), subject)

    def json(self, repo: str, path: str, content: object, *, subject: Ref) -> None:
        """Put an owned JSON file. JSON has no comments, so nothing in it says whose it is."""
        text = json.dumps(content, indent=2, ensure_ascii=False) + "\n"
        self.put(repo, path, Document(text), subject)

    def text(self, repo: str, path: str, text: str, subject: Ref, comment: str = "#") -> None:
        """Put an owned file of another notation, whose comments begin with `comment`."""
        self.put(repo, path, Document(f"{comment} {self._header}\n\n{text}"), subject)

    def seed(self, repo: str, path: str, text: str, subject: Ref, group: str | None = None) -> None:
        """Put a file that is written once and belongs to people from then on."""
        self.put(repo, path, Document(text, Ownership.SEEDED, group), subject)

    def gather(self, repo: str, path: str, item: Object, subject: Ref, rank: str = "") -> None:
        """Add one object to a file that several subjects share; in the file they are sorted by
        `rank`, kind, namespace and name."""
        if not self.keeps(repo):
            return
        metadata = item["metadata"]
        assert isinstance(metadata, Mapping)
        key = (rank, str(item["kind"]), str(metadata.get("namespace", "")), str(metadata["name"]))
        self.gather_text(repo, path, key, dump(item), subject)

    def gather_text(
        self, repo: str, path: str, key: tuple[str, str, str, str], text: str, subject: Ref
    ) -> None:
        """Add one object that is written already.

        :param key: what it is sorted by: its rank, kind, namespace and name.
        """
        if not self.keeps(repo):
            return
        held = self._repositories[repo]
        put, holder = held.gathered.setdefault(path, {}).setdefault(key, (text, subject))
        if put is not text or holder is not subject:
            self._share(repo, path, holder, subject)
            if put != text:
                self._collide(repo, path, holder, subject, key[1:])
        whole = held.holder(path)
        if whole:
            self._collide(repo, path, whole, subject)

    def paths(self, repo: str) -> list[str]:
        """Every file that is there so far, in a repository that is kept."""
        assert self.keeps(repo), f"nobody knows what is in {repo}"
        held = self._repositories.get(repo)
        return [*held.files, *held.gathered] if held else []

    def tree(self) -> FileTree:
        """All files, sorted by repository and path."""
        return {name: self._documents(held) for name, held in sorted(self._repositories.items())}

    def _documents(self, held: _Repository) -> dict[str, Document]:
        texts = {path: document for path, (document, _) in held.files.items()}
        for path, objects in held.gathered.items():
            ordered = (text for _, (text, _) in sorted(objects.items(), key=itemgetter(0)))
            texts[path] = Document(self._head + "---\n".join(ordered))
        return {path: texts[path] for path in sorted(texts)}

    def _share(self, repo: str, path: str, first: Ref, second: Ref) -> None:
        if _hand(first) != _hand(second):
            self._shared.add((repo, path))

    def _collide(
        self, repo: str, path: str, first: Ref, second: Ref, name: Name | None = None
    ) -> None:
        found = Collision(repo, path, first, second, name)
        self._collisions.setdefault((repo, path, *(name or ())), found)


def _hand(subject: Ref) -> str | None:
    """The team that a subject belongs to; `None` for what is the platform's."""
    return subject.path[0] if subject.kind in ("team", "app", "unit") else None
