"""The rules that the operators' kinds carry beside their schemas (`x-kubernetes-validations`, CEL).

The API server asks them of every object; here a CEL library of PyPI does.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

SCHEMAS = Path(__file__).parents[3] / "shared" / "schemas"

OF_BUNDLES = "flux-bundle-"
"""What the rules of a Flux release go by; its schemas go by `flux-`."""

_FUNCTIONS = {
    "substring": lambda text, begin, end=None: text[begin:] if end is None else text[begin:end]
}
"""What Kubernetes adds to CEL, as far as the rules use it."""


def broken_rules(document: Mapping[str, Any], releases: Sequence[str]) -> list[str]:
    """The messages of the rules that an object does not keep."""
    return [
        message
        for path, rule, message in _rules(releases_of(releases), _kind(document))
        for held in _at(document, path)
        if not _keeps(rule, held)
    ]


def releases_of(releases: Sequence[str]) -> frozenset[str]:
    return frozenset(
        OF_BUNDLES + name.removeprefix("flux-") if name.startswith("flux-2") else name
        for name in releases
    )


def _kind(document: Mapping[str, Any]) -> str:
    return f"{document['apiVersion']} {document['kind']}"


@cache
def _rules(releases: frozenset[str], kind: str) -> tuple[tuple[str, str, str], ...]:
    """Path, rule and message; rules about changes have nothing to compare here."""
    return tuple(
        (rule["path"], rule["rule"], rule["message"] or rule["rule"])
        for rule in _all()
        if rule["project"] in releases and rule["gvk"] == kind and "oldSelf" not in rule["rule"]
    )


@cache
def _all() -> list[dict[str, str]]:
    file = SCHEMAS / "cel-rules.json"
    found: list[dict[str, str]] = json.loads(file.read_text()) if file.exists() else []
    return found


def _at(value: Any, path: str) -> Iterator[Any]:
    """Everything at a path, `.spec.items[*].name`; nothing where a part is not there."""
    steps = [step for part in path.split(".") if part for step in _steps(part)]
    level = [value]
    for step in steps:
        if step == "*":
            level = [item for held in level for item in held]
        else:
            level = [held[step] for held in level if isinstance(held, Mapping) and step in held]
    yield from level


def _steps(part: str) -> list[str]:
    name, every, _ = part.partition("[*]")
    return [name, "*"] if every else [name]


def _keeps(rule: str, held: Any) -> bool:
    import cel

    context = cel.Context(variables={"self": held}, functions=_FUNCTIONS)
    return bool(_program(rule).execute(context))


@cache
def _program(rule: str) -> Any:
    import cel

    return cel.compile(rule)
