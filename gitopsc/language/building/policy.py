"""`sync` blocks."""

from gitopsc.language.entry import Entry
from gitopsc.model.sync import Sync

_SILENT = Sync()


def sync(entry: Entry) -> Sync:
    """What the `sync` block of a thing says; nothing, when there is none."""
    blocks = entry.nested("sync")
    if not blocks:
        return _SILENT
    return Sync(**{word: said[0].value for word, said in blocks[0].fields.items()})
