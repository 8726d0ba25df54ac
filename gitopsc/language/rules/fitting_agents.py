"""Each agent does what it is there for, and nothing else."""

from collections.abc import Container, Iterable, Iterator, Mapping
from itertools import chain, count

from gitopsc.language.entry import Entry
from gitopsc.language.mistakes import Mistakes, listed
from gitopsc.language.rules.holders import apps
from gitopsc.model.releases import BOTS, CARRIERS, CI_SERVERS, HYDRATOR, UPDATERS

RAISING = (*UPDATERS, *BOTS)

UNFIT = {
    "promote": dict.fromkeys(RAISING, "raises versions where they are, and carries none on"),
    "bump": {"gitops-promoter": "carries commits, and raises no version"},
    "config": {
        **dict.fromkeys(CARRIERS, "carries releases, and writes no configuration"),
        **dict.fromkeys(RAISING, "raises versions where they are, and writes no configuration"),
    },
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
    operators = {operator.name.text for operator in root.nested("operator") if operator.name}
    for entry in _moved(root):
        for said in entry.fields.get("by", ()):
            trade = _other_trade(said.text, entry, tools)
            if trade:
                mistakes.report(
                    "wrong-agent",
                    f"{entry.title} cannot be by `{said.text}`",
                    (said.span, trade),
                    help=_instead(entry, tools, operators),
                )


def _moved(root: Entry) -> Iterator[Entry]:
    """Everything that says `by`."""
    yield from root.nested("promote")
    for owner in (*root.nested("infra"), *root.nested("team"), *apps(root)):
        yield from owner.nested("bump")
        yield from owner.nested("config")


def _other_trade(name: str, entry: Entry, tools: Mapping[str, str]) -> str:
    """What an agent does instead of what it is asked; empty when it can do that."""
    is_rendering = _first_word(entry) == "rendered"
    if name == HYDRATOR and not is_rendering:
        return "renders manifests, and does nothing else"
    if name == "copy" and is_rendering:
        return "copies files as they are, and renders nothing"
    if name == "copy" and entry.noun.word == "bump":
        return "copies files as they are, and raises nothing"
    tool = tools.get(name, "")
    trade = UNFIT[entry.noun.word].get(tool)
    return f"{tool} {trade}" if trade else ""


def _instead(entry: Entry, tools: Mapping[str, str], operators: Container[str]) -> str:
    """Who else could do it: an agent that is declared, or one by a name that is free."""
    able = tuple(_able(entry, operators))
    fitting = [f"by {name}" for name, tool in sorted(tools.items()) if tool in able]
    if fitting:
        return f"say {listed(fitting, 'or')}"
    called = "bot" if able[0] in BOTS else "ci"
    others = (f"{called}-{number}" for number in count(2))
    name = next(name for name in chain([called], others) if name not in tools)
    people = "" if entry.noun.word == "config" else "; or `by manual`, where people do it"
    return f"declare one that can, `agent {name} using {able[0]}`, and say `by {name}`{people}"


def _able(entry: Entry, operators: Container[str]) -> Iterable[str]:
    """The tools that can do it wherever it is said, the likeliest first."""
    if entry.noun.word == "config":
        return CI_SERVERS
    if entry.noun.word == "promote":
        return (*CI_SERVERS, "kargo")
    if _first_word(entry) == "chart":
        return BOTS
    updaters = [tool for tool, operator in UPDATERS.items() if operator in operators]
    is_choosing = "policy" in entry.fields or "range" in entry.fields
    return (*BOTS, *updaters, *(() if is_choosing else CI_SERVERS))


def _first_word(entry: Entry) -> str | None:
    """The mode of a `config`, or what a `bump` raises."""
    return entry.name.text if entry.name else None
