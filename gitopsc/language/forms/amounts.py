"""Durations, numbers and switches."""

import re
from typing import NamedTuple

from gitopsc.language.forms.form import Said, bare_text, quoted_text
from gitopsc.language.mistakes import Mistakes, replace
from gitopsc.syntax.tree import Scalar, Value

_HOURS_OF_A_DAY = 24


class Duration(NamedTuple):
    """`10m`; days become hours, for the operators' clocks know no days. Nothing that is said in
    durations happens within a second."""

    described: str = "a duration (`30s`, `10m`, `72h`, `2d`)"

    def read(self, value: Value, word: str, mistakes: Mistakes) -> tuple[Said, ...]:
        text = quoted_text(value) or bare_text(value) or ""
        found = re.fullmatch(r"0*([1-9]\d*)(s|m|h|d)", text)
        if not found or quoted_text(value) is not None:
            mistakes.report(
                "not-a-duration",
                f"`{word}` takes a duration",
                (value.span, "not a duration"),
                help="a whole number and `s`, `m`, `h` or `d`: `90m`, not `1h30m`",
                fix=replace(value.span, text) if found else None,
            )
            return ()
        count, unit = found.groups()
        canonical = f"{int(count) * _HOURS_OF_A_DAY}h" if unit == "d" else count + unit
        return (Said(canonical, value.span),)


class Count(NamedTuple):
    """A whole number from zero."""

    described: str = "a whole number"

    def read(self, value: Value, word: str, mistakes: Mistakes) -> tuple[Said, ...]:
        text = bare_text(value) or ""
        if re.fullmatch(r"0|[1-9]\d*", text):
            return (Said(int(text), value.span),)
        mistakes.report(
            "not-a-number",
            f"`{word}` takes a whole number",
            (value.span, "not a whole number"),
        )
        return ()


class Switch(NamedTuple):
    """`true` or `false`."""

    described: str = "`true` or `false`"

    def read(self, value: Value, word: str, mistakes: Mistakes) -> tuple[Said, ...]:
        if isinstance(value, Scalar) and value.kind == "boolean":
            return (Said(value.text == "true", value.span),)
        mistakes.report(
            "not-a-switch",
            f"`{word}` takes `true` or `false`",
            (value.span, "neither"),
        )
        return ()
