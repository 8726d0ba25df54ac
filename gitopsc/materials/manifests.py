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
    new_images: frozenset[str] = frozenset()
    """The images that kustomizations put in the place of those that the objects name."""

    def find(self, kind: str, name: str) -> BroughtObject | None:
        """The object of that kind and name, or `None`; a remote base's are not known here."""
        return next((o for o in self.objects if (o.kind, o.name) == (kind, name)), None)

    @property
    def images(self) -> frozenset[str]:
        """The names of the images that containers may run, without tags and digests."""
        named = (image for item in self.objects for _, image in images_in(item.content))
        return self.new_images.union(named)


def images_in(value: Any, way: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """The images that containers run anywhere in an object, without tags and digests, each with the
    way to it.

    :param way: that to the value, through the object.
    """
    inner: Iterable[tuple[object, Any]] = ()
    if isinstance(value, dict):
        inner = value.items()
    elif isinstance(value, list):
        inner = enumerate(value)
    for step, item in inner:
        further = (*way, str(step))
        image = item.get("image") if isinstance(item, dict) else None
        if isinstance(image, str) and way and way[-1] in CONTAINERS and isinstance(value, list):
            yield (*further, "image"), without_tag(image)
        yield from images_in(item, further)


def without_tag(image: str) -> str:
    """The name of an image. A colon before the last slash is that of a port."""
    name = image.partition("@")[0]
    folder, slash, last = name.rpartition("/")
    return f"{folder}{slash}{last.partition(':')[0]}"
