"""Truth: the image whose tag is moved is one that the brought manifests run."""

from collections.abc import Collection, Sequence

from gitopsc.plan.source import Manifests
from gitopsc.plan.unit import Unit
from gitopsc.refs import Where
from gitopsc.wiring.drawing import Drawing


def check(drawing: Drawing, units: Sequence[Unit]) -> None:
    """Slug `nothing-to-override`. Promotions of an image that nothing runs would move a tag that
    nobody reads. What a kustomization fetches, makes or patches is not known here."""
    images: dict[str, frozenset[str]] = {}
    for unit in units:
        source = unit.source
        if not (isinstance(source, Manifests) and unit.tool == "kustomize" and unit.image):
            continue
        brought = source.brought
        if not brought.is_whole:
            continue
        if brought.path not in images:  # many units bring the same
            images[brought.path] = brought.images
        if unit.image not in images[brought.path]:
            drawing.complaints.error(
                "nothing-to-override",
                f"nothing in `{brought.path}` runs `{unit.image}`",
                (Where(unit.declared, "image"), "its tag would be moved for nobody"),
                help=_help(images[brought.path]),
            )


def _help(images: Collection[str]) -> str:
    if not images:
        return "take `image` out, or bring the workload that runs it"
    return f"name an image that they run: {', '.join(f'`{image}`' for image in sorted(images))}"
