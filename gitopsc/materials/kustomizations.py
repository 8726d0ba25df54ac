"""Kustomizations that people bring: what they build from has to come along."""

import posixpath
from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

KUSTOMIZATION_FILES = ("kustomization.yaml", "kustomization.yml", "Kustomization")

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

_PLAIN = frozenset(
    ("apiVersion", "kind", "metadata", "namespace", "resources", "bases", "images", "replicas")
)
"""The fields that leave objects their names and the fields that patches lead through."""


class Missing(NamedTuple):
    """One entry of a kustomization that does not come along, and why."""

    entry: str
    why: str
    remedy: str


def missing(
    name: str, content: Mapping[str, Any], brought: Collection[str], there: Collection[str]
) -> Iterator[Missing]:
    """What a kustomization names that nobody brings. Addresses are not looked at.

    :param name: its file, inside the folder that is brought.
    :param brought: the files that travel.
    :param there: those that lie in the folder, whether they travel or not; none where a single file
        is brought.
    """
    for entry, may_be_folder in _named(content):
        path = posixpath.normpath(posixpath.join(posixpath.dirname(name), entry))
        if path in brought or _is_address(entry) or (may_be_folder and _is_built(path, brought)):
            continue
        if path.startswith(("../", "/")) or path == "..":
            why, remedy = "lies outside of what is brought", "move it into the folder"
        elif path in there:
            why = "is not copied: hidden files and documentation stay at home"
            remedy = "give it another name"
        elif may_be_folder and any(file.startswith(f"{path}/") for file in brought):
            why, remedy = "holds no kustomization", "name its files, give it a kustomization"
        elif not there:
            why, remedy = "is not brought along", "bring the whole folder"
        else:
            why, remedy = "is not there", "write it, correct the path"
        yield Missing(entry, why, remedy)


def is_plain(content: Mapping[str, Any]) -> bool:
    """Whether what a kustomization builds is the objects of its files, as they stand there."""
    listed = (entry for field in ("resources", "bases") for entry in _texts(content.get(field)))
    return _PLAIN.issuperset(content) and not any(_is_address(entry) for entry in listed)


def _named(content: Mapping[str, Any]) -> Iterator[tuple[str, bool]]:
    """The entries, and whether each may be a folder."""
    for field in (*_FOLDERS_TOO, *_FILES):
        for entry in _texts(content.get(field)):
            yield entry, field in _FOLDERS_TOO
    for field, keys in _HOLDERS.items():
        held = content.get(field)
        for holder in held if isinstance(held, list) else [held]:
            if not isinstance(holder, Mapping):
                continue
            for key in keys:
                for entry in _texts(holder.get(key)):
                    # `files` may say under which key: `config.json=settings/production.json`.
                    yield entry.partition("=")[2] or entry, False


def _texts(value: Any) -> Iterator[str]:
    """The texts of a list, or the only one. One of several lines is not a path but what it says."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str) and item and "\n" not in item:
            yield item


def _is_built(folder: str, brought: Collection[str]) -> bool:
    return any(posixpath.normpath(f"{folder}/{file}") in brought for file in KUSTOMIZATION_FILES)


def _is_address(entry: str) -> bool:
    """Whether kustomize would fetch it, were it not a path: a URL, or a repository as `git` and
    people write one (`git@host:org/repo`, `host.org/org/repo?ref=v1`)."""
    if "://" in entry or entry.startswith("git@"):
        return True
    host, slash, _ = entry.partition("/")
    return bool(slash) and "." in host.strip(".") and not entry.endswith((".yaml", ".yml", ".json"))
