"""What is kept in a folder is placed at one: of a pattern that names files only the folders around
them would be left, and what the files tell apart would fall together."""

from gitopsc.language.entry import Entry
from gitopsc.language.mistakes import Mistakes, reword
from gitopsc.language.rules.holders import holders
from gitopsc.language.vocabulary.places import FOLDERS

_FILES = (".yaml", ".yml")


def places_of_folders(root: Entry, mistakes: Mistakes) -> None:
    """Complain about patterns of files where folders are kept (`folder-expected`)."""
    for owner in holders(root):
        for place in owner.nested("place"):
            if place.name is None or place.name.text not in FOLDERS:
                continue
            for said in place.fields.get("at", ()):
                if said.text.endswith(_FILES):
                    mistakes.report(
                        "folder-expected",
                        f"{place.title} is a folder, and this is the name of a file",
                        (said.span, "ends like a file"),
                        fix=reword(said.span, said.text.rpartition(".")[0]),
                    )
