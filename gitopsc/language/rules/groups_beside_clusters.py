"""`on` takes clusters and groups in one list, so a name there has to mean one of them.

An app and an infra of one name can still be told apart, by the team's name; of these two neither
has a longer name.
"""

from gitopsc.language.entry import Entry
from gitopsc.language.mistakes import Mistakes


def groups_beside_clusters(root: Entry, mistakes: Mistakes) -> None:
    """Complain about a group that is called like a cluster (`ambiguous-name`)."""
    clusters = {name.text: name for entry in root.nested("cluster") for name in entry.value}
    for group in root.nested("group"):
        if group.name and group.name.text in clusters:
            mistakes.report(
                "ambiguous-name",
                f"`{group.name.text}` is a group and a cluster as well",
                (group.name.span, "the group"),
                (clusters[group.name.text].span, "the cluster"),
                help="`on` takes either, and could mean both: rename one of them",
            )
