"""Truth: the image whose tag is moved is one that the brought manifests run."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from gitopsc.materials.manifests import Brought
from gitopsc.refs import Where
from gitopsc.wiring.drawing import Drawing
from gitopsc.wiring.source import Manifests
from gitopsc.wiring.unit import Unit

CONTAINERS = ("containers", "initContainers")
"""The lists whose `image` kustomize sets, however deep (kustomize, `api/filters/imagetag`)."""


def check(drawing: Drawing, units: Sequence[Unit]) -> None:
    """Slug `nothing-to-override`. Promotions of an image that nothing runs would move a tag that
    nobody reads. What a kustomization of their own brings is not known here."""
    for unit in units:
        source = unit.source
        if not (isinstance(source, Manifests) and unit.tool == "kustomize" and unit.image):
            continue
        if source.brought.has_kustomization:
            continue
        images = sorted(set(_images(source.brought)))
        if unit.image not in images:
            drawing.complaints.error(
                "nothing-to-override",
                f"nothing in `{source.brought.path}` runs `{unit.image}`",
                (Where(unit.declared, "image"), "its tag would be moved for nobody"),
                help=_help(images),
            )


def _help(images: Sequence[str]) -> str:
    if not images:
        return "take `image` out, or bring the workload that runs it"
    return f"name an image that they run: {', '.join(f'`{image}`' for image in images)}"


def _images(brought: Brought) -> Iterator[str]:
    for item in brought.objects:
        yield from _images_in(item.content)


def _images_in(value: Any) -> Iterator[str]:
    """The names of images, without tags and digests, in containers anywhere in an object."""
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
