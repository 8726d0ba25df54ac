"""Which labels select clusters: the ones on the Secrets by which a hub knows them."""

from collections.abc import Iterable, Mapping

Labels = Mapping[str, str]


def selector(wanted: Iterable[str], known: Mapping[str, Labels]) -> Labels | None:
    """Labels of which none can be left out, and that all wanted clusters have and no other one;
    `None` where there are none. Of two ways to say it the one that leaves out the earlier names.

    :param known: the labels of every cluster that has a Secret.
    """
    chosen = set(wanted)
    if not chosen <= known.keys():
        return None
    shared = set.intersection(*(set(known[name].items()) for name in chosen))
    if _selected(shared, known) != chosen:
        return None
    for label in sorted(shared):
        fewer = shared - {label}
        # An empty selector would select the hub's own cluster as well, which has no Secret.
        if fewer and _selected(fewer, known) == chosen:
            shared = fewer
    return dict(sorted(shared)) or None


def _selected(labels: set[tuple[str, str]], known: Mapping[str, Labels]) -> set[str]:
    return {name for name, own in known.items() if labels <= set(own.items())}
