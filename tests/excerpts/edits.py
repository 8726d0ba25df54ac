"""A spec in which every team has a file of its own, and any small edit of one of them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from hypothesis import strategies as st

from tests.properties.fleets import specs
from tests.properties.sentences import Sentence, say, text

LONE = say("app lone", 'image "registry.example.org/lone"', 'start "1.0.0"')
NEW = ("env.NEW = 1", 'extra.new = "x"', "replicas = 9", 'version "7.7.7"', 'start "7.7.7"')


@dataclass(frozen=True)
class Edited:
    """One spec before and after."""

    entry: str
    beside: Mapping[str, str] = field(repr=False)
    teams: Mapping[str, str]
    """Files by path."""
    changed: str
    """The path of the file that somebody edits."""
    text: str
    """What it says then."""

    @property
    def before(self) -> dict[str, str]:
        return {**self.beside, **self.teams}

    @property
    def after(self) -> dict[str, str]:
        return {**self.before, self.changed: self.text}


@st.composite
def edits(draw: st.DrawFn) -> Edited:
    """A random spec in files, and one edit."""
    spec = draw(specs())
    teams = [one for one in spec.sentences if one.head.startswith("team ")]
    rest = [one for one in spec.sentences if one not in teams]
    team = draw(st.sampled_from(teams))
    # One that nobody needs and that needs nobody, so that there is something to be left out.
    teams.append(say("team zelkova", LONE))
    entry = text([say('include "teams/*.gitops"'), *rest])
    files = {f"teams/{one.head.split()[1]}.gitops": text([one], "# a team") for one in teams}
    path = f"teams/{team.head.split()[1]}.gitops"
    return Edited(entry, spec.beside, files, path, text([draw(edited(team))], "# a team"))


@st.composite
def edited(draw: st.DrawFn, sentence: Sentence) -> Sentence:
    """The sentence with one line somewhere in it changed, gone, or new; mostly a setting."""
    lines = dict(_lines(sentence))
    settings = [way for way, line in lines.items() if " = " in line]
    wanted = settings if settings and draw(st.integers(0, 2)) else list(lines)
    return _edit(draw, sentence, draw(st.sampled_from(wanted)))


def _lines(sentence: Sentence, way: tuple[int, ...] = ()) -> Iterator[tuple[tuple[int, ...], str]]:
    """Every line of a block with the way to it."""
    for number, inner in enumerate(sentence.block):
        yield (*way, number), inner.head
        yield from _lines(inner, (*way, number))


def _edit(draw: st.DrawFn, sentence: Sentence, way: tuple[int, ...]) -> Sentence:
    number, *rest = way
    block = list(sentence.block)
    if rest:
        block[number] = _edit(draw, block[number], tuple(rest))
        return replace(sentence, block=tuple(block))
    line = block[number]
    match draw(st.sampled_from(("other", "other", "other", "gone", "new"))):
        case "other":
            block[number] = replace(line, head=_other(line.head))
        case "gone":
            del block[number]
        case _:
            block.insert(number, say(draw(st.sampled_from(NEW))))
    return replace(sentence, block=tuple(block))


def _other(line: str) -> str:
    """The line with another figure, or with another text."""
    figured = re.sub(r"\d", "8", line, count=1)
    return figured if figured != line else re.sub('"[A-Za-z]+', '"other', line, count=1)
