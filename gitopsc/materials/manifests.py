"""Manifests people bring: copied byte for byte, read only to know what is in them."""

from collections.abc import Mapping
from typing import Any, NamedTuple


class BroughtObject(NamedTuple):
    """One Kubernetes object in a brought file."""

    kind: str
    name: str
    namespace: str | None
    file: str
    content: Mapping[str, Any]


class Brought(NamedTuple):
    """A file or a folder that a `manifests` line names, relative to the spec.

    `files` maps the path inside that folder (or the file's own name) to its text. When
    `has_kustomization` the folder is a kustomize base of its own and is used as it is.
    """

    path: str
    files: Mapping[str, str]
    objects: tuple[BroughtObject, ...]
    has_kustomization: bool

    def find(self, kind: str, name: str) -> BroughtObject | None:
        """The object of that kind and name, or `None`; a remote base's are not known here."""
        return next((o for o in self.objects if (o.kind, o.name) == (kind, name)), None)
