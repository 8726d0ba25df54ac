"""Places of presets give way to those of the spec, artefact by artefact."""

from gitopsc.language.entry import Entry


def drop_overridden(root: Entry) -> list[Entry]:
    """Take the places out that give way, and give them: nobody needs what they mention."""
    places = root.nested("place")
    own = {place.name.text for place in places if place.name and not place.is_preset}
    kept: list[Entry] = []
    overridden: list[Entry] = []
    for place in places:
        is_overridden = place.is_preset and place.name and place.name.text in own
        (overridden if is_overridden else kept).append(place)
    if overridden:
        root.children["place"] = kept
    return overridden
