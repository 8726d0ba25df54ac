"""A place is said by somebody whose files it can hold, and names only what has such a name."""

from gitopsc.language.entry import Entry
from gitopsc.language.mistakes import Mistakes, listed
from gitopsc.language.rules.holders import holders
from gitopsc.language.vocabulary.places import NAMED, PLACED_BY


def fitting_places(root: Entry, mistakes: Mistakes) -> None:
    """Complain about places in the block of an app or a team that hold nothing of a single one, and
    about names for objects that are named otherwise (`without-effect`)."""
    for owner in holders(root):
        for place in owner.nested("place"):
            if place.name is None:
                continue
            artefact = place.name.text
            fitting = PLACED_BY.get(owner.noun.word, (artefact,))
            if artefact not in fitting:
                mistakes.report(
                    "without-effect",
                    f"{place.title} does nothing in {owner.title}: it belongs to no single "
                    f"{owner.noun.word}",
                    (place.name.span, "without effect"),
                    help=f"say it outside of the block; inside of it stand {listed(fitting)}",
                )
            elif artefact not in NAMED:
                _unnamed(place, mistakes)


def _unnamed(place: Entry, mistakes: Mistakes) -> None:
    for said in place.fields.get("name", ()):
        mistakes.report(
            "without-effect",
            f"`name` does nothing for {place.title}: only links are named by their place",
            (said.span, "without effect"),
            help=f"take it out, or say it on {listed(f'place {word}' for word in NAMED)}",
        )
