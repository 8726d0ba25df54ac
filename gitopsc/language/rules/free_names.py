"""Names that the compiler needs for itself are not given to anything else."""

from gitopsc.language.entry import Entry
from gitopsc.language.mistakes import Mistakes, article
from gitopsc.language.vocabulary.releases import BUILT_IN_AGENTS

RESERVED = {
    "team": {
        "platform": "the project of everything that no team owns has this name",
        "default": "Argo CD's own project has this name",
    },
    "agent": dict.fromkeys(BUILT_IN_AGENTS, "this agent exists without being declared"),
}


def free_names(root: Entry, mistakes: Mistakes) -> None:
    """Complain about teams and agents that take a reserved name (`reserved-name`)."""
    for kind, reserved in RESERVED.items():
        for entry in root.nested(kind):
            if entry.name and entry.name.text in reserved:
                mistakes.report(
                    "reserved-name",
                    f"{article(kind)} cannot be called `{entry.name.text}`",
                    (entry.name.span, "reserved"),
                    help=f"{reserved[entry.name.text]}; choose another one",
                )
