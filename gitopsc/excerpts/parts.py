"""Into which parts a spec falls: its included files that say nothing but teams."""

from collections import defaultdict

from gitopsc.compiler import Planned
from gitopsc.diagnostics.diagnostic import Diagnostic
from gitopsc.language.watched import WatchedLibrary
from gitopsc.memory.parts import Part, Parts
from gitopsc.refs import Ref, Where
from gitopsc.source import Source
from gitopsc.syntax.parser import Parse
from gitopsc.syntax.tree import Declaration, File, Statement


class TeamFindingParser:
    """A parser that notes which texts say nothing but teams. Any other may say something about
    everybody, or include what does."""

    def __init__(self, parse: Parse) -> None:
        self._parse = parse
        self._of_teams: set[Source] = set()

    def __call__(self, source: Source) -> tuple[File, tuple[Diagnostic, ...]]:
        file, mistakes = self._parse(source)
        if all(map(_is_of_team, file.statements)):
            self._of_teams.add(source)
        return file, mistakes

    def is_of_teams(self, source: Source) -> bool:
        return source in self._of_teams


def _is_of_team(line: Statement) -> bool:
    return isinstance(line, Declaration) and line.noun in ("gitops", "team")


def parts_of(
    planned: Planned,
    shared: frozenset[tuple[str, str]],
    library: WatchedLibrary,
    texts: TeamFindingParser,
) -> Parts:
    """The parts of a spec that was compiled whole.

    :param shared: the files in which several teams have a hand.
    :param library: what it was read from.
    :param texts: what read it.
    """
    paths = {
        answer: path
        for path, answer in library.answers.items()
        if isinstance(answer, Source) and texts.is_of_teams(answer)
    }
    homes: dict[str, str] = {}
    said: dict[str, str] = {}
    for team in planned.topology.teams:
        where = Where(Ref("team", (team.name,)))
        span = planned.origins.span(where) if planned.origins else None
        if span and span.source in paths:
            homes[team.name] = path = paths[span.source]
            said[path] = span.source.text
    needs: dict[str, set[str]] = defaultdict(set)
    for unit in planned.plan.units:
        home = homes.get(unit.team or "")
        for need in unit.needs if home else ():
            needed = homes.get(need.unit.path[0]) if not need.is_infra else None
            if home and needed and needed != home:
                needs[home].add(needed)
    return Parts(
        {path: Part(text, tuple(sorted(needs[path]))) for path, text in sorted(said.items())},
        shared,
    )
