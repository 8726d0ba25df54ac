"""Order and the split into files mean nothing, except in chains and in ordered lists."""

import random
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.language.specs import topology
from tests.language.test_meaning import FLEET

ORDERED = ("with", "values", "variants", "checks")
"""Words whose lists keep their order: of the lines with these, no list is shuffled."""


def _statements(text: str) -> list[str]:
    """The lines of one level, blocks kept together, comments and blank lines left out."""
    found: list[str] = []
    depth = 0
    for line in text.splitlines():
        if not line.strip() or line.strip().startswith("#"):
            continue
        if depth:
            found[-1] += line + "\n"
        else:
            found.append(line + "\n")
        depth += line.endswith("{") - (line.strip() == "}")
    return found


def _shuffled(text: str, dice: random.Random) -> str:
    lines = [_inside(line, dice) for line in _statements(text)]
    dice.shuffle(lines)
    return "".join(lines)


def _inside(statement: str, dice: random.Random) -> str:
    head, brace, body = statement.partition("{\n")
    if not any(f"{word} " in head for word in ORDERED) and "=" not in head:
        head = re.sub(r"\[(.*?)\]", lambda found: _list(found[1], dice), head)
    return f"{head}{{\n{_shuffled(body[: body.rindex('}')], dice)}}}\n" if brace else head


def _list(inside: str, dice: random.Random) -> str:
    items = re.findall(r'"[^"]*"|[^,\s]+', inside)
    dice.shuffle(items)
    return f"[{', '.join(items)}]"


@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(min_value=0, max_value=3))
def test_any_order_and_any_split_is_the_same_topology(dice: random.Random, files: int) -> None:
    lines = [_inside(line, dice) for line in _statements(FLEET)[1:]]
    dice.shuffle(lines)
    parts: list[list[str]] = [[] for _ in range(files + 1)]
    for line in lines:
        dice.choice(parts).append(line)
    includes = "".join(f'include "part/{index}.gitops"\n' for index in range(files))
    entry = f"gitops 1\n{''.join(parts[-1])}{includes}"
    beside = {f"part_{index}": "".join(part) for index, part in enumerate(parts[:-1])}
    assert topology(entry, **beside) == topology(FLEET)


def test_the_order_of_a_chain_is_meaning() -> None:
    stages = "gitops 1\ncluster a\nstage dev on a\nstage prod on a\n"
    assert topology(stages + "promote dev -> prod\n") != topology(stages + "promote prod -> dev\n")


def test_the_order_of_values_files_and_variants_is_meaning() -> None:
    for word, one, two in (
        ("values", '["a.yaml", "b.yaml"]', '["b.yaml", "a.yaml"]'),
        ("variants", "[eu, us]", "[us, eu]"),
    ):
        spec = "gitops 1\nvariant eu\nvariant us\nteam t {\n  app x {\n    %s %s\n  }\n}\n"
        assert topology(spec % (word, one)) != topology(spec % (word, two))
