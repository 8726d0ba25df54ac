"""Mistakes about lists: brackets, commas, and several values where one can stand."""

import re

from gitopsc.diagnostics.diagnostic import Edit, Fix
from gitopsc.syntax.stop import RELATIONS, Mend, Mistake, Stop, complain, replace

_LIST_ENDS = re.compile(r'"(?:[^"\\\n]|\\.)*"|#[^\n]*|[\[\]{}=]')
_ASSIGNS = re.compile(r'^[\w."/~-]+[ \t]*=')
_LIST = re.compile(r"\[[^\[\]\n]*\]")
_NAMES_IN_LIST = re.compile(r"\[[\w \t,-]*\]")
_VALUE = re.compile(r'"(?:[^"\\\n]|\\.)*"|[\w.-]+')
_NUMBER = re.compile(r"(?<![\w.-])(\d+)[ \t]+$")
_UNIT = re.compile(
    r"(?:s(?:ec(?:ond)?s?)?|m(?:in(?:ute)?s?)?|h(?:(?:ou)?rs?)?|d(?:ays?)?)(?![\w-])"
)
_MORE_VALUES = re.compile(r'(?:[ \t]*,)?[ \t]*("(?:[^"\\\n]|\\.)*"|(?!->)[\w.-]+)')


def unclosed_list(stop: Stop) -> Mistake | None:
    """A block, a value or the end of the text comes before the `]`."""
    if stop.bracket is None or _is_closed(stop):
        return None
    same_line = stop.bracket >= stop.line_start
    end = len(stop.text[: stop.at].rstrip())
    return complain(
        "unclosed-list",
        "this list is never closed",
        (stop.span(stop.bracket, stop.bracket + 1), "opened here"),
        help="" if same_line else "put `]` where it ends",
        fix=replace("close it", stop.span(end, end), "]") if same_line else None,
        mend=Mend(stop.at, (("RSQB", "]"),), stop.at)
        if same_line
        else Mend(stop.line_start, (("RSQB", "]"), ("_NL", "\n")), stop.line_start),
    )


def _is_closed(stop: Stop) -> bool:
    """Whether the `]` comes before anything that cannot stand in a list."""
    assert stop.bracket is not None
    depth = 0
    for found in _LIST_ENDS.finditer(stop.text, stop.bracket):
        depth += {"[": 1, "]": -1}.get(found.group(), 0)
        if found.group() in "{}=":
            return False
        if depth == 0 and found.group() == "]":
            return True
    return False


def arrow_to_list(stop: Stop) -> Mistake | None:
    """`dev -> [qa, prod]`, `[dev, qa] -> prod`."""
    before = stop.before.rstrip()
    if before.endswith("->"):
        opener = stop.at
    elif stop.rest.startswith("->") and before.endswith("]"):
        opener = stop.statement + before.rfind("[")
    else:
        return None
    found = _NAMES_IN_LIST.match(stop.text, opener, stop.line_end)
    names = re.findall(r"[\w-]+", found.group()) if found else ()
    if not found or not names:
        return None
    rest = re.sub(r"[ \t]*#.*", "", stop.text[found.end() : stop.line_end]).rstrip()
    lines = [f"{stop.text[stop.statement : opener]}{name}{rest}" for name in names]
    header = stop.span(stop.statement, found.end() + len(rest))
    return complain(
        "not-a-chain",
        "a chain goes from one name to the next, and this is a list",
        (stop.span(opener, found.end()), "several ways in one line"),
        help="say each way in a block of its own" if rest.endswith("{") else "",
        fix=None if rest.endswith("{") else replace(_each(lines), header, "\n".join(lines)),
        mend=Mend(opener, (("NAME", names[0]),), found.end()),
    )


def _each(lines: list[str]) -> str:
    return f"write a line for each: {', '.join(f'`{line}`' for line in lines)}"


def stray_comma(stop: Stop) -> Mistake | None:
    """`[, a]`, `[a,, b]`."""
    if stop.bracket is None or not stop.rest.startswith(","):
        return None
    span = stop.span(stop.at, stop.at + 1)
    return complain(
        "unexpected-text",
        "`,` stands between two elements of a list",
        (span, "no element before it"),
        fix=replace("take it out", span, ""),
        mend=Mend(stop.at, (), stop.at + 1),
    )


def missing_comma(stop: Stop) -> Mistake | None:
    """`[a b]`."""
    if stop.bracket is None or not stop.takes("COMMA") or not _VALUE.match(stop.text, stop.at):
        return None
    end = len(stop.text[: stop.at].rstrip())
    found = _VALUE.match(stop.text, stop.at)
    assert found is not None
    return complain(
        "missing-comma",
        "on one line, the elements of a list have commas between them",
        (stop.span(stop.at, found.end()), "no comma before this"),
        fix=replace("put a comma between them", stop.span(end, end), ","),
        mend=Mend(stop.at, (("COMMA", ","),), stop.at),
    )


def spaced_unit(stop: Stop) -> Mistake | None:
    """`every 5 m`, `ttl 3 days`."""
    number = _NUMBER.search(stop.before)
    unit = _UNIT.match(stop.text, stop.at, stop.line_end)
    if not number or not unit:
        return None
    start = stop.statement + number.start(1)
    span, meant = stop.span(start, unit.end()), f"{number.group(1)}{unit.group()[0]}"
    return complain(
        "two-values",
        "a number and its unit are one word",
        (span, "apart from each other"),
        fix=replace(f"write `{meant}`", span, meant),
        mend=Mend(start, (("DURATION", meant),), unit.end()),
    )


def list_behind_value(stop: Stop) -> Mistake | None:
    """`stage live [eu, us]`."""
    found = _LIST.match(stop.text, stop.at, stop.line_end)
    if not found or not stop.takes("RELATION") or _value_before(stop) is None:
        return None
    listed = found.group()
    return complain(
        "two-values",
        "a list belongs to a relation word, and stands directly behind a name here",
        (stop.span(stop.at, found.end()), "nothing between the two"),
        help=f"say what it is about: `on {listed}`, `in {listed}`, …; clusters say themselves in "
        "which group they are: `cluster NAME in GROUP`",
        mend=Mend(stop.at, (), found.end()),
    )


def several_values(stop: Stop) -> Mistake | None:
    """`on a, b` without brackets, or two values one after the other."""
    if stop.bracket is not None or _ASSIGNS.search(stop.before):
        return None
    more = _MORE_VALUES.match(stop.text, stop.at, stop.line_end)
    if not more or not stop.before.strip() or more.group(1) in RELATIONS:
        return None
    end, values = stop.at, []
    while more and more.group(1) not in RELATIONS:
        values.append(more.group(1))
        end = more.end()
        more = _MORE_VALUES.match(stop.text, end, stop.line_end)
    first = _value_before(stop)
    if first is None:
        return None
    together = ", ".join([stop.text[first : len(stop.text[: stop.at].rstrip())], *values])
    span = stop.span(first, end)
    comma = stop.rest.startswith(",")
    return complain(
        "list-without-brackets" if comma else "two-values",
        "several values stand in brackets" if comma else "one value can stand here, not two",
        (span, "a list" if comma else "two values, nothing between them"),
        help="" if comma else _between(values[0], together),
        fix=Fix("put brackets around them", (Edit(span, f"[{together}]"),)) if comma else None,
        mend=Mend(stop.at, (), end),
    )


def _between(second: str, together: str) -> str:
    """What may have been meant by two values: a text behind a name tells where something is."""
    if second.startswith('"'):
        return (
            f"put a relation word between them: `at {second}` says where it is, "
            f"`from {second}` where it comes from"
        )
    return (
        f"a name is one word; several values are a list: `[{together}]`; "
        "a relation word (`on`, `in`, `from`, …) joins two things"
    )


def _value_before(stop: Stop) -> int | None:
    """Where the value that ends at the stop begins, if one does."""
    found = re.search(r'("(?:[^"\\\n]|\\.)*"|[\w.-]+|\])[ \t]*$', stop.before)
    if found is None or found.group(1) in RELATIONS:
        return None
    start = stop.before.rfind("[") if found.group(1) == "]" else found.start()
    return stop.statement + start if start > 0 else None
