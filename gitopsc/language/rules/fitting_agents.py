"""Each agent does what it is there for, and nothing else."""

from collections.abc import Iterator

from gitopsc.language.entry import Entry
from gitopsc.language.forms.form import Said
from gitopsc.language.mistakes import Mistakes
from gitopsc.language.rules.holders import apps
from gitopsc.model.delivery import CARRIERS, HYDRATOR

UNFIT = {
    "promote": dict.fromkeys(
        ("argocd-image-updater", "flux-image-automation", "renovate"),
        "raises versions where they are, and carries none on",
    ),
    "bump": {"gitops-promoter": "carries commits, and raises no version"},
    "config": dict.fromkeys(CARRIERS, "carries releases, and writes no configuration"),
}
"""Of what is said to be by somebody: the tools that cannot do it, and what they do instead."""


def fitting_agents(root: Entry, mistakes: Mistakes) -> None:
    """Complain about a hydrator that is to do something else than to render, about a copy that is
    to render, and about tools that were made for something else (`wrong-agent`)."""
    tools = {
        name.text: using.text
        for agent in root.nested("agent")
        for name in agent.value
        for using in agent.fields.get("using", ())
    }
    for entry in _moved(root):
        unfit = UNFIT[entry.noun.word]
        is_rendering = entry.noun.word == "config" and _mode(entry) == "rendered"
        for said in entry.fields.get("by", ()):
            if said.text == HYDRATOR and not is_rendering:
                _wrong(said, entry, "renders manifests, and does nothing else", mistakes)
            if said.text == "copy" and is_rendering:
                _wrong(said, entry, "copies files as they are, and renders nothing", mistakes)
            if said.text == "copy" and entry.noun.word == "bump":
                _wrong(said, entry, "copies files as they are, and raises nothing", mistakes)
            tool = tools.get(said.text)
            if tool in unfit:
                _wrong(said, entry, f"{tool} {unfit[tool]}", mistakes)


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
