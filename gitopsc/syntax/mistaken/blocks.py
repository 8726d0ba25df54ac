"""Mistakes about blocks: braces that are missing, too many, or on the wrong line."""

import re

from gitopsc.diagnostics.diagnostic import Edit, Fix
from gitopsc.syntax.limits import BRACES
from gitopsc.syntax.stop import Mend, Mistake, Stop, complain, replace

_BODY_ON_ONE_LINE = re.compile(r'\{(?:"(?:[^"\\\n]|\\.)*"|\{\w+\}|[^"{}#\n])*\}?')


def unclosed_block(stop: Stop) -> Mistake | None:
    """The text ends inside a block."""
    if not stop.at_end or stop.brace is None:
        return None
    opener = _suspect(stop.text) or stop.brace
    size = len(stop.source.text.rstrip())
    return complain(
        "unclosed-brace",
        "this block is never closed",
        (stop.span(opener, opener + 1), "opened here"),
        (stop.span(size, size), "the file ends here"),
        help="put `}` on a line of its own where the block ends",
    )


def _suspect(text: str) -> int | None:
    """The first opener whose `}` is missing, judged by indentation: a `}` that stands under an
    outer opener shows that the inner one was left open."""
    opened: list[tuple[int, int]] = []
    for found in BRACES.finditer(text):
        start = text.rfind("\n", 0, found.start()) + 1
        indent = len(text[start : found.start()]) - len(text[start : found.start()].lstrip())
        if found.group() == "{":
            opened.append((found.start(), indent))
        elif found.group() == "}" and opened:
            offset, expected = opened.pop()
            if indent != expected and any(indent == outer for _, outer in opened):
                return offset
    return None


def closed_too_often(stop: Stop) -> Mistake | None:
    """`}` where no block is open."""
    if not stop.rest.startswith("}") or stop.brace is not None:
        return None
    return complain(
        "unexpected-closing-brace",
        "this closes a block that was not opened",
        (stop.span(stop.at, stop.at + 1), "no `{` belongs to it"),
        help="take it out, or look above for a `{` that is missing or a `}` too many",
    )


def block_on_one_line(stop: Stop) -> Mistake | None:
    """`{ a b }`: something follows `{`, or stands before `}`."""
    opener = stop.brace
    after_opener = opener is not None and not stop.text[opener + 1 : stop.at].strip(" \t")
    closes = stop.rest.startswith("}") and stop.takes("_NL")
    if opener is None or not (after_opener or closes):
        return None
    if opener < stop.line_start:
        return complain(
            "one-line-body",
            "the end of a block stands on a line of its own",
            (stop.span(stop.at, stop.at + 1), "begins no line"),
            fix=replace("put it on the next line", stop.span(stop.at, stop.at), "\n"),
            mend=Mend(stop.at, (("_NL", "\n"),), stop.at),
        )
    found = _BODY_ON_ONE_LINE.match(stop.text, opener)
    body = stop.span(opener, found.end() if found else stop.line_end)
    inner = body.text.removeprefix("{").removesuffix("}").strip()
    lines = "{\n" + (f"{inner}\n" if inner else "") + ("}" if body.text.endswith("}") else "")
    return complain(
        "one-line-body",
        "a block has a line for each thing it says",
        (body, "all on one line"),
        fix=Fix("begin a new line after `{` and before `}`", (Edit(body, lines),)),
        mend=Mend(stop.at, (("_NL", "\n"),), stop.at),
    )


def block_after_its_line(stop: Stop) -> Mistake | None:
    """`{` on the line below its header."""
    if not stop.rest.startswith("{") or stop.text[stop.line_start : stop.at].strip():
        return None
    header = len(stop.text[: stop.at].rstrip())
    if not header or stop.text[header - 1] in "{}" or "#" in _last_line(stop.text, header):
        return None
    return complain(
        "brace-on-next-line",
        "`{` stands at the end of the line whose block it opens",
        (stop.span(stop.at, stop.at + 1), "alone on its line"),
        fix=replace("put it on the line above", stop.span(header, stop.at + 1), " {"),
        mend=Mend(header, (("LBRACE", "{"),), stop.at + 1),
    )


def _last_line(text: str, end: int) -> str:
    return text[text.rfind("\n", 0, end) + 1 : end]


def map_as_value(stop: Stop) -> Mistake | None:
    """`key = {`: there are no maps, only dotted keys."""
    if not stop.rest.startswith("{") or not stop.before.rstrip().endswith("="):
        return None
    key = stop.before.rstrip()[:-1].rstrip()
    # The keys of patches are paths with slashes, in quotes.
    inner = f'{key[:-1]}/KEY"' if key.startswith('"/') else f"{key}.KEY"
    return complain(
        "map-as-value",
        "a value is a text, a number, a duration, `true`, `false`, or a list of them",
        (stop.span(stop.at, stop.at + 1), "begins a map"),
        help=f"write a line for each of its keys: `{inner} = …`",
    )
