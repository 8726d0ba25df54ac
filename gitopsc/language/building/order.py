"""The order of blocks without a name, where order has no meaning."""

from gitopsc.language.entry import Entry

_BY = {
    "bump": lambda e: (e.value[0].text, e.all("in"), e.all("by")),
    "preview": lambda e: tuple(e.all(word) for word in ("from", "in", "on", "label", "host")),
}


def put_in_order(root: Entry) -> None:
    """Sort bumps and previews, so that their place in the model says where they were said."""
    for owner in (*root.nested("infra"), *root.nested("team")):
        _sort(owner)
        for app in owner.nested("app"):
            _sort(app)


def _sort(owner: Entry) -> None:
    for word, key in _BY.items():
        blocks = owner.children.get(word)
        if blocks and len(blocks) > 1:
            blocks.sort(key=key)
