"""`sync` blocks."""

from gitopsc.language.entry import Entry
from gitopsc.model.sync import Sync


def sync(entry: Entry) -> Sync | None:
    """What the `sync` block of a thing says, when there is one."""
    blocks = entry.nested("sync")
    if not blocks:
        return None
    return Sync(**{word: said[0].value for word, said in blocks[0].fields.items()})
