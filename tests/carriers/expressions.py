"""What Kargo makes of the texts in which it is told expressions, for the words it is told here
(akuity/kargo, pkg/expressions/json_templates.go)."""

import json
import re
from collections.abc import Mapping
from typing import Any

_EXPRESSION = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)


def evaluated(said: Any, names: Mapping[str, Any]) -> Any:
    """The config of a step, each text of it with the values of its expressions."""
    if isinstance(said, dict):
        return {key: evaluated(value, names) for key, value in said.items()}
    if isinstance(said, list):
        return [evaluated(value, names) for value in said]
    return _text(said, names) if "${{" in said else said


def _text(template: str, names: Mapping[str, Any]) -> Any:
    """Expressions and what stands between them are put one behind the other. Then one pair of
    quotes goes, that around it all; without one it is a number, a switch or null if it reads so."""
    values = {"quote": json.dumps, **names}
    whole = _EXPRESSION.sub(lambda found: _written(eval(found[1].strip(), values)), template)
    if len(whole) > 1 and whole.startswith('"') and whole.endswith('"'):
        return whole[1:-1]
    return read(whole)


def _written(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def read(text: str) -> Any:
    """A text as what it looks like."""
    for reader in (float, json.loads):
        try:
            return reader(text)
        except ValueError:
            continue
    return text
