"""Places of presets yield to those of the spec, artefact by artefact."""

from gitopsc.language.entry import Entry


def without_yielding(root: Entry) -> list[Entry]:
    """Take the places out that yield; which these are. Nobody needs what they mention."""
    places = root.nested("place")
    own = {place.name.text for place in places if place.name and not place.is_preset}
    kept: list[Entry] = []
    yielding: list[Entry] = []
    for place in places:
        yields = place.is_preset and place.name and place.name.text in own
        (yielding if yields else kept).append(place)
    if yielding:
        root.children["place"] = kept
    return yielding
