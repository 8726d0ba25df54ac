"""The shapes of a YAML text, one after the other, and what is wrong with them in our own words."""

import re
from collections.abc import Iterator
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.reader import ReaderError

from gitopsc.diagnostics.diagnostic import Label
from gitopsc.manifests.unreadable import UnreadableError, invalid
from gitopsc.source import Source, Span

_IN_OUR_WORDS = {
    r"found character '\\t'": "a tab cannot indent YAML; use blanks",
    r"found character '(.)' that cannot start any token": r"no value begins with `\1`; quote it",
    r"mapping values are not allowed": "`: ` cannot stand here; quote the value, or indent the key",
    r"could not find expected ':'": "a `:` is missing behind this key",
    r"found unexpected end of stream": "the text ends inside quotes",
    r"expected <block end>, but found '?<block sequence start>": "this list is indented too far",
    r"expected <block end>": "the indentation fits nothing above it",
    r"expected ',' or '([\]}])'": r"a `,` or a `\1` is missing",
    r"expected the node content": "a value is missing",
}

_NO_CHARACTER = re.compile(r"\\U(?!000|0010)[0-9A-Fa-f]{8}")


def events(source: Source) -> Iterator[Any]:
    """The events of the text as Go's reader would see them; `UnreadableError` where it is none."""
    yaml = YAML(typ="safe", pure=True)
    yaml.version = (1, 1)
    try:
        yield from yaml.parse(source.text)
    except MarkedYAMLError as error:
        raise _misshapen(error, source) from None
    except ReaderError as error:
        span = Span(source, error.position, error.position + 1)
        raise invalid(f"YAML cannot hold the character U+{error.character:04X}", span) from None
    except (ValueError, OverflowError):
        escape = _NO_CHARACTER.search(source.text)
        span = Span(source, *(escape.span() if escape else (0, 0)))
        raise invalid("this is not YAML: the escape names no character", span) from None


def _misshapen(error: MarkedYAMLError, source: Source) -> UnreadableError:
    problem, at, context = str(error.problem), error.problem_mark, error.context_mark
    span = _at(source, at or context)
    earlier = None
    if at and context and context.line != at.line:
        earlier = Label(_at(source, context), str(error.context))
    return invalid(f"this is not YAML: {_in_our_words(problem)}", span, earlier=earlier)


def _in_our_words(problem: str) -> str:
    for pattern, words in _IN_OUR_WORDS.items():
        if match := re.match(pattern, problem):
            return match.expand(words)
    return problem


def _at(source: Source, mark: Any) -> Span:
    """The letter at a mark; at a line's end or the text's end nothing, so that a label fits."""
    start = min(mark.index, len(source.text))
    return Span(source, start, start + (source.text[start : start + 1] not in ("", "\n", "\r")))
