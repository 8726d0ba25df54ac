"""The tree while it is being built: files are put, containers gather objects, collisions seen."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from gitopsc.manifests.tree import Document, FileTree, Ownership
from gitopsc.manifests.yaml import dump
from gitopsc.refs import Ref

Object = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Collision:
    """Two subjects that want different content in one file."""

    repo: str
    path: str
    first: Ref
    second: Ref


class Draft:
    """Collects the files of all repositories. `header` is the comment on every owned YAML file."""

    def __init__(self, header: str) -> None:
        self._header = header
        self._files: dict[tuple[str, str], tuple[Document, Ref]] = {}
        self._gathered: dict[tuple[str, str], dict[tuple[str, ...], tuple[Object, Ref]]] = {}
        self._collisions: dict[tuple[str, str], Collision] = {}
        self._shared: set[tuple[str, str]] = set()

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
        owned = {
            repo
            for (repo, _), (document, _) in self._files.items()
            if document.ownership is Ownership.OWNED
        }
        return tuple(sorted(owned.union(repo for repo, _ in self._gathered)))

    def holds(self, repo: str, path: str) -> bool:
        """Whether there is such a file by now."""
        return (repo, path) in self._files or (repo, path) in self._gathered

    def put(self, repo: str, path: str, document: Document, subject: Ref) -> None:
        """Put a whole file. The same content twice is one file; other content is a collision."""
        held, holder = self._files.setdefault((repo, path), (document, subject))
        if holder is not subject and _hand(holder) != _hand(subject):
            self._shared.add((repo, path))
        if held != document or (repo, path) in self._gathered:
            self._collide(repo, path, holder, subject)

    def yaml(self, repo: str, path: str, *objects: Object, subject: Ref) -> None:
        """Put an owned YAML file made of these objects."""
        self.put(repo, path, Document(dump(*objects, header=self._header)), subject)

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
        metadata = item["metadata"]
        assert isinstance(metadata, Mapping)
        key = (rank, str(item["kind"]), str(metadata.get("namespace", "")), str(metadata["name"]))
        held, holder = self._gathered.setdefault((repo, path), {}).setdefault(key, (item, subject))
        if holder is not subject and _hand(holder) != _hand(subject):
            self._shared.add((repo, path))
        if held != item:
            self._collide(repo, path, holder, subject)
        if (repo, path) in self._files:
            self._collide(repo, path, self._files[repo, path][1], subject)

    def paths(self) -> dict[str, list[str]]:
        """Every file that is there so far, by repository."""
        found: dict[str, list[str]] = {}
        for repo, path in (*self._files, *self._gathered):
            found.setdefault(repo, []).append(path)
        return found

    def tree(self) -> FileTree:
        """All files, sorted by repository and path."""
        texts = {key: document for key, (document, _) in self._files.items()}
        for key, objects in self._gathered.items():
            ordered = (objects[name][0] for name in sorted(objects))
            texts[key] = Document(dump(*ordered, header=self._header))
        tree: dict[str, dict[str, Document]] = {}
        for repo, path in sorted(texts):
            tree.setdefault(repo, {})[path] = texts[repo, path]
        return tree

    def _collide(self, repo: str, path: str, first: Ref, second: Ref) -> None:
        self._collisions.setdefault((repo, path), Collision(repo, path, first, second))


def _hand(subject: Ref) -> str | None:
    """The team that a subject belongs to; `None` for what is the platform's."""
    return subject.path[0] if subject.kind in ("team", "app", "unit") else None
