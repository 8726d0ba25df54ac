"""What the workshops answer to the words of a spec, before anything is built."""

from gitopsc.backends import DEFAULTS, load
from gitopsc.backends.release_lines import is_before
from gitopsc.diagnostics.diagnostic import Diagnostic, Label, Severity
from gitopsc.refs import Ref, Where
from gitopsc.wiring.asks import asks
from gitopsc.wiring.asks.ask import Operators
from gitopsc.wiring.drawing import Drawing


def answers(drawing: Drawing) -> tuple[Diagnostic, ...]:
    """Every word that an operator of whom it is asked, or its release line, does not turn into
    files: slugs `unknown-version`, `not-realised` and `not-yet` are errors, `nothing-emitted` is a
    note."""
    found: list[Diagnostic] = []
    asked = tuple(asks(drawing))
    versions = {operator.name: operator.version for operator in drawing.topology.operators}
    for name in sorted(versions):
        backend = load(name)
        version = versions[name] or DEFAULTS[name].version
        if version not in backend.VERSIONS:
            found.append(_no_such_line(name, version, backend.VERSIONS))
            continue
        for word, where, operators in asked:
            if name not in operators:
                continue
            if word in backend.REFUSALS:
                reason = _elsewhere(word, where, operators) or backend.REFUSALS[word]
                found.append(_answer("not-realised", name, word, where, reason))
            elif word in backend.SINCE and is_before(version, backend.SINCE[word]):
                found.append(_too_early(name, version, word, where, backend.SINCE[word]))
            elif word in backend.REMARKS:
                found.append(_answer("nothing-emitted", name, word, where, backend.REMARKS[word]))
    return tuple(found)


def _no_such_line(operator: str, version: str, lines: tuple[str, ...]) -> Diagnostic:
    return Diagnostic(
        "unknown-version",
        f"no tree can be written for {operator} {version}",
        (Label(Where(Ref("operator", (operator,)), "version"), "said here"),),
        help=(f"say one of {', '.join(lines)}, or leave it out for {lines[-1]}",),
    )


def _too_early(operator: str, version: str, word: str, where: Where, since: str) -> Diagnostic:
    return Diagnostic(
        "not-yet",
        f"{operator} {version} has no `{word}`: it came with {since}",
        (
            Label(where, "said here"),
            Label(Where(Ref("operator", (operator,)), "version"), "and compiled for this"),
        ),
        help=(f'say `version "{since}"` or later, and upgrade first; or leave it out',),
    )


def _elsewhere(word: str, where: Where, operators: Operators) -> str:
    """In whose block a place belongs that was said for all, and that one of them knows."""
    able = [name for name in sorted(operators) if word not in load(name).REFUSALS]
    if where.ref != Ref("place", (word,)) or not able:
        return ""
    return f"move it into the block of `operator {able[0]}`: outside of all blocks it is for both"


def _answer(slug: str, operator: str, word: str, where: Where, reason: str) -> Diagnostic:
    refused = slug == "not-realised"
    verb = "cannot realise" if refused else "emits nothing for"
    return Diagnostic(
        slug,
        f"{operator} {verb} `{word}`",
        (Label(where, "said here"),),
        help=(reason,),
        severity=Severity.ERROR if refused else Severity.NOTE,
    )
