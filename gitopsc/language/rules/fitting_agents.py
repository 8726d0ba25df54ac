"""The agents that nobody declares do what they are there for, and nothing else."""

from collections.abc import Iterator

from gitopsc.language.entry import Entry
from gitopsc.language.forms.form import Said
from gitopsc.language.mistakes import Mistakes
from gitopsc.language.rules.holders import apps
from gitopsc.model.delivery import HYDRATOR


def fitting_agents(root: Entry, mistakes: Mistakes) -> None:
    """Complain about a hydrator that is to do something else than to render, and about a copy that
    is to render (`wrong-agent`)."""
    for entry in _moved(root):
        is_rendering = entry.noun.word == "config" and _mode(entry) == "rendered"
        for said in entry.fields.get("by", ()):
            if said.text == HYDRATOR and not is_rendering:
                _wrong(said, entry, "renders manifests, and does nothing else", mistakes)
            if said.text == "copy" and is_rendering:
                _wrong(said, entry, "copies files as they are, and renders nothing", mistakes)


def _moved(root: Entry) -> Iterator[Entry]:
    """Everything that says `by`."""
    yield from root.nested("promote")
    for owner in (*root.nested("infra"), *root.nested("team"), *apps(root)):
        yield from owner.nested("bump")
        yield from owner.nested("config")


def _mode(config: Entry) -> str | None:
    return config.name.text if config.name else None


def _wrong(said: Said, entry: Entry, what_it_does: str, mistakes: Mistakes) -> None:
    mistakes.report(
        "wrong-agent",
        f"{entry.title} cannot be by `{said.text}`",
        (said.span, what_it_does),
        help="name an agent that is declared, e.g. `agent ci using github-actions`",
    )
