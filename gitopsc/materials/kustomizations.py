"""Kustomizations that people bring: what they build, and what they need for it."""

import posixpath
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

_FOLDERS_TOO = ("resources", "bases", "components", "generators", "transformers", "validators")
"""The fields whose entries are files, or folders with a kustomization of their own."""
_FILES = ("configurations", "crds", "patchesStrategicMerge")
_HOLDERS = {
    "patches": ("path",),
    "patchesJson6902": ("path",),
    "replacements": ("path",),
    "openapi": ("path",),
    "configMapGenerator": ("files", "envs", "env"),
    "secretGenerator": ("files", "envs", "env"),
}
"""The fields whose entries hold files, and the keys that they stand behind."""

_HOLD_OBJECTS = ("resources", "bases", "components")
_API = "kustomize.config.k8s.io/"
_HEAD = frozenset(("apiVersion", "kind", "metadata"))
_PLAIN = frozenset(
    ("apiVersion", "kind", "metadata", "namespace", "resources", "bases", "images", "replicas")
)
"""The fields that leave objects their names and the fields that patches lead through."""


Contents = Mapping[str, Mapping[str, Any]]
"""What the kustomizations of a folder say, by the folders inside of it that they build; the folder
itself is `""`."""


class Built(NamedTuple):
    """What becomes part of what is deployed."""

    folders: Collection[str]
    """Those whose kustomizations are built."""
    listed: Collection[str]
    """The files that these take objects from."""
    loose: Collection[str]
    """The files that no kustomization has a say in: each may hold objects."""


def built(contents: Contents, brought: Collection[str]) -> Built:
    """Everything that the kustomization of the folder leads to. Where it has none, each file is
    deployed as it is, and each folder inside of it that has one is built."""
    loose = [name for name in brought if not any(_is_in(name, folder) for folder in contents)]
    waiting = [at for at in contents if not any(at != one and _is_in(at, one) for one in contents)]
    folders: set[str] = set()
    listed: set[str] = set()
    while waiting:
        folder = waiting.pop()
        folders.add(folder)
        for entry in _entries(contents[folder], _HOLD_OBJECTS):
            path = _inside(folder, entry)
            if path in brought:
                listed.add(path)
            elif path in contents and path not in folders:
                waiting.append(path)
    return Built(sorted(folders), sorted(listed), loose)


class Missing(NamedTuple):
    """One entry of a kustomization that does not come along, and why."""

    entry: str
    why: str
    remedy: str


def missing(
    folder: str, contents: Contents, brought: Collection[str], there: Collection[str]
) -> Iterator[Missing]:
    """What the kustomization of a folder names that nobody brings. Addresses are not looked at.

    :param brought: the files that travel.
    :param there: those that lie in the folder, whether they travel or not; none where a single file
        is brought.
    """
    for entry, may_be_folder in _named(contents[folder]):
        path = _inside(folder, entry)
        if path in brought or _is_address(entry) or (may_be_folder and path in contents):
            continue
        if path.startswith(("../", "/")) or path == "..":
            why, remedy = "lies outside of what is brought", "move it into the folder"
        elif path in there:
            why = "is not copied: hidden files and documentation stay at home"
            remedy = "give it another name"
        elif may_be_folder and any(_is_in(file, path) for file in brought):
            why, remedy = "holds no kustomization", "name its files, give it a kustomization"
        elif not there:
            why, remedy = "is not brought along", "bring the whole folder"
        else:
            why, remedy = "is not there", "write it, correct the path"
        yield Missing(entry, why, remedy)


def flaw(documents: Sequence[object], *, is_first: bool) -> str | None:
    """Why kustomize would not read a kustomization at all; `None` if it would.

    :param is_first: overlays build on it, and mix no Component in at that place.
    """
    content = documents[0] if len(documents) == 1 else None
    if not isinstance(content, Mapping) or _HEAD.issuperset(content):
        return "says nothing"
    kind, version = content.get("kind", "Kustomization"), content.get("apiVersion", _API)
    if not str(version).startswith(_API) or kind not in ("Kustomization", "Component"):
        return f"is a {kind} of `{version}`, and no kustomization"
    if is_first and kind == "Component":
        return "is a Component, which is only mixed into others"
    for field in (*_FOLDERS_TOO, *_FILES):
        if not isinstance(content.get(field) or [], list):
            return f"has no list as its `{field}`"
    return None


def is_plain(content: Mapping[str, Any]) -> bool:
    """Whether what a kustomization builds is the objects of its files, as they stand there."""
    listed = _entries(content, _HOLD_OBJECTS)
    return _PLAIN.issuperset(content) and not any(_is_address(entry) for entry in listed)


def new_images(content: Mapping[str, Any]) -> Iterator[str]:
    """The images that a kustomization puts in the place of others."""
    images = content.get("images")
    for image in images if isinstance(images, list) else ():
        if isinstance(image, Mapping):
            yield from _entries(image, ("newName",))


def _named(content: Mapping[str, Any]) -> Iterator[tuple[str, bool]]:
    """The entries, and whether each may be a folder."""
    for entry in _entries(content, _FOLDERS_TOO):
        yield entry, True
    for entry in _entries(content, _FILES):
        yield entry, False
    for field, keys in _HOLDERS.items():
        held = content.get(field)
        for holder in held if isinstance(held, list) else [held]:
            if isinstance(holder, Mapping):
                for entry in _entries(holder, keys):
                    # `files` may say under which key: `config.json=settings/production.json`.
                    yield entry.partition("=")[2] or entry, False


def _entries(content: Mapping[str, Any], fields: Iterable[str]) -> Iterator[str]:
    """The texts in some fields, which hold one or a list. One of several lines is no path, but what
    would stand in the file."""
    for field in fields:
        value = content.get(field)
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, str) and item and "\n" not in item:
                yield item


def _inside(folder: str, entry: str) -> str:
    return posixpath.normpath(posixpath.join(folder, entry))


def _is_in(path: str, folder: str) -> bool:
    return not folder or path.startswith(f"{folder}/")


def _is_address(entry: str) -> bool:
    """Whether kustomize would fetch it, were it not a path: a URL, or a repository as `git` and
    people write one (`git@host:org/repo`, `host.org/org/repo?ref=v1`)."""
    if "://" in entry or entry.startswith("git@"):
        return True
    host, slash, _ = entry.partition("/")
    return bool(slash) and "." in host.strip(".") and not entry.endswith((".yaml", ".yml", ".json"))
