"""`gitopsc capabilities`: what each pattern of the talk becomes on each operator."""

import argparse
import json
from collections.abc import Iterator
from itertools import groupby
from textwrap import fill

from gitopsc.backends.capabilities import Capability, capabilities, cell


def run(options: argparse.Namespace) -> int:
    found = list(capabilities(options.operator))
    if options.format == "json":
        print(json.dumps([_row(item) for item in found], indent=2, ensure_ascii=False))
    else:
        print("\n".join(_lines(found)))
    return 0


def _row(item: Capability) -> dict[str, object]:
    """One answer as plain data; `since` is `null` where every release line has it."""
    return {
        "dimension": item.pattern.dimension,
        "value": item.pattern.value,
        "said": item.pattern.said,
        "operator": item.operator,
        "possible": item.possible,
        "text": item.text,
        "since": item.since,
    }


def _lines(found: list[Capability]) -> Iterator[str]:
    """Dimensions, their values, and under each value the answers."""
    for dimension, inside in groupby(found, key=lambda item: item.pattern.dimension):
        yield dimension
        for pattern, answers in groupby(inside, key=lambda item: item.pattern):
            yield f"  {pattern.value}: {pattern.said}"
            yield from (_wrapped(f"{answer.operator}: {cell(answer)}") for answer in answers)


def _wrapped(text: str) -> str:
    return fill(text, width=98, initial_indent="    ", subsequent_indent="      ")
