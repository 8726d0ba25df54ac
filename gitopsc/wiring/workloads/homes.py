"""What the words of an app set in its objects. Where a patch sets the same field one of the two is
without effect, in silence; which one depends on where kustomize has its turn."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from gitopsc.manifests.kubernetes import CONTAINERS
from gitopsc.materials.manifests import images_in, without_tag
from gitopsc.model.section import Setting
from gitopsc.model.workload import App
from gitopsc.plan.source import Manifests, RemoteBase, Source, Starter
from gitopsc.plan.unit import Target
from gitopsc.refs import Ref, Where
from gitopsc.wiring.scopes import OwnedSection

_Field = tuple[str, str, tuple[str, ...]]
"""The kind and the name of an object, and the way to the field."""


class Home(NamedTuple):
    """What sets a field: where that was said, and what to say in place of a patch."""

    word: str
    where: Where
    help: str
    is_sure: bool = True
    """Whether it really sets the field; people may have added to first manifests."""


class Homes:
    """The fields of one app that have a home."""

    def __init__(
        self, app: App, ref: Ref, holding: Sequence[OwnedSection], source: Source, target: Target
    ) -> None:
        """
        :param holding: from wide to narrow.
        """
        self._image_name = app.image
        self._is_begun = isinstance(source, Starter)
        self._image = Home("image", Where(ref, "image"), _instead_of_an_image(source))
        self._fields: Mapping[_Field, Home] = {
            **dict.fromkeys(self._run_by(source, target), self._image),
            **dict(_replicas(holding, target)),
        }

    def of(self, kind: str, name: str, setting: Setting) -> Home | None:
        """The home of what a patch sets; `None` where the patch is its home."""
        known = self._fields.get((kind, name, setting.key))
        if known is self._image and self._is_of_another(setting):
            return known._replace(is_sure=False)
        return known or (self._image if self._names_image(setting) else None)

    def _run_by(self, source: Source, target: Target) -> Iterable[_Field]:
        """The containers that run its image, in what is known of its objects."""
        if isinstance(source, Starter) and self._image_name:
            yield target.kind, target.name, _FIRST_IMAGE
        elif isinstance(source, Manifests):
            for item in source.brought.objects:
                for way, image in images_in(item.content):
                    if image == self._image_name:
                        yield item.kind, item.name, way

    def _is_of_another(self, setting: Setting) -> bool:
        """Whether a container of the first manifests is given another image: it may be a sidecar
        that somebody has put first."""
        value = setting.value
        return self._is_begun and isinstance(value, str) and without_tag(value) != self._image_name

    def _names_image(self, setting: Setting) -> bool:
        """Whether a container of an object that is not known is given the image with a tag."""
        match setting.key, setting.value:
            case (*_, containers, _, "image"), str(value) if containers in CONTAINERS:
                return without_tag(value) == self._image_name
        return False


_FIRST_IMAGE = ("spec", "template", "spec", "containers", "0", "image")
"""In the first manifests there is one container."""


def _instead_of_an_image(source: Source) -> str:
    help = "take it out of the patch: the version file holds its tag"
    # The `version` of what comes from elsewhere is not that of an image.
    is_own = not isinstance(source, RemoteBase)
    return help + (', or `version "TAG"` in a scope' if is_own else "")


def _replicas(holding: Iterable[OwnedSection], target: Target) -> Iterator[tuple[_Field, Home]]:
    for said in holding:
        if any(setting.key == ("replicas",) for setting in said.section.settings):
            where = said.where("replicas")
            help = "keep one of them: `replicas` can be said in any scope"
            field = (target.kind, target.name, ("spec", "replicas"))
            yield field, Home("replicas", where, help)
