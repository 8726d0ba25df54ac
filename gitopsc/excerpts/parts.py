"""Into which parts a spec falls: its included files in which a team stands."""

from collections import defaultdict

from gitopsc.compiler import Compilation
from gitopsc.language.watched import Watched
from gitopsc.memory.parts import Part, Parts
from gitopsc.refs import Ref, Where


def parts_of(compilation: Compilation, library: Watched) -> Parts:
    """The parts of a spec that was compiled whole.

    :param library: what it was read from.
    """
    paths = {id(answer): path for path, answer in library.answers.items()}
    homes: dict[str, str] = {}
    texts: dict[str, str] = {}
    topology, plan, origins = compilation.topology, compilation.plan, compilation.origins
    assert topology and plan and origins  # or it would not have been compiled whole
    for team in topology.teams:
        span = origins.span(Where(Ref("team", (team.name,))))
        if span and id(span.source) in paths:
            homes[team.name] = path = paths[id(span.source)]
            texts[path] = span.source.text
    needs: dict[str, set[str]] = defaultdict(set)
    for unit in plan.units:
        home = homes.get(unit.team or "")
        for need in unit.needs if home else ():
            needed = homes.get(need.unit.path[0]) if not need.is_infra else None
            if home and needed and needed != home:
                needs[home].add(needed)
    return Parts(
        {path: Part(text, tuple(sorted(needs[path]))) for path, text in sorted(texts.items())},
        compilation.shared,
    )
