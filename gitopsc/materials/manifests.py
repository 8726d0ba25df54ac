"""Manifests people bring: copied byte for byte, read only to know what is in them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from gitopsc.manifests.kubernetes import CONTAINERS


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
    is_whole: bool
    """Whether `objects` is all that is built, as it is built: some kustomizations fetch objects,
    make them, or change them."""

    def find(self, kind: str, name: str) -> BroughtObject | None:
        """The object of that kind and name, or `None`; a remote base's are not known here."""
        return next((o for o in self.objects if (o.kind, o.name) == (kind, name)), None)

    @property
    def images(self) -> frozenset[str]:
        """The names of the images that containers run, without tags and digests."""
        return frozenset(image for item in self.objects for image in _images_in(item.content))


def _images_in(value: Any) -> Iterator[str]:
    """Those of containers anywhere in an object."""
    if isinstance(value, dict):
        for word in CONTAINERS:
            yield from _run_by(value.get(word))
        inner: Iterable[Any] = value.values()
    else:
        inner = value if isinstance(value, list) else ()
    for item in inner:
        yield from _images_in(item)


def _run_by(containers: Any) -> Iterator[str]:
    for container in containers if isinstance(containers, list) else ():
        image = container.get("image") if isinstance(container, dict) else None
        if isinstance(image, str):
            yield _without_tag(image)


def _without_tag(image: str) -> str:
    """A colon before the last slash is that of a port."""
    name = image.partition("@")[0]
    folder, slash, last = name.rpartition("/")
    return f"{folder}{slash}{last.partition(':')[0]}"
