"""`key = value` lines: what is handed through, to workloads or in `quota` and `limits`."""

import re

from gitopsc.diagnostics.diagnostic import Edit, Fix
from gitopsc.language.entry import KeyValue
from gitopsc.language.mistakes import Mistakes, listed, quote, respell
from gitopsc.language.vocabulary.noun import Keys
from gitopsc.language.vocabulary.policy import HUGE_PAGES, IN_QUOTAS, LIMIT_KINDS, OF_CONTAINERS
from gitopsc.model.section import Literal
from gitopsc.source import Span
from gitopsc.syntax.tree import Assignment, List, Path, Scalar, Value

AMOUNTS = ("limits", "quota")
"""The keys whose values are amounts of a resource."""

_EXACT = 2**53
"""Helm and Kubernetes read numbers by way of JSON: whole numbers beyond this one are rounded."""

_DIGITS = 17
"""No number with more letters than this is exact."""

_QUANTITY = re.compile(r"\d+(\.\d+)?([numkMGTPE]|[KMGTPE]i|[eE][+-]?\d+)?")
"""Quantities of Kubernetes (apimachinery, `resource.Quantity`), without signs: nobody may use less
than nothing."""


def read_setting(line: Assignment, keys: Keys, mistakes: Mistakes) -> KeyValue | None:
    """One line, or `None` after a complaint."""
    key = _key(line.key, keys, mistakes)
    value = _amount(line.value, mistakes) if keys in AMOUNTS else _value(line.value, mistakes)
    if key is None or value is None:
        return None
    key_span = line.key.span
    return KeyValue(key, value, key_span, key_span.to(line.value.span))


def _key(path: Path, keys: Keys, mistakes: Mistakes) -> tuple[str, ...] | None:
    texts = tuple(segment.text for segment in path.segments)
    if "" in texts:
        mistakes.report("empty-text", "this key is empty", (path.span, "nothing in it"))
        return None
    if keys == "pointer":
        return _pointer(path, texts, mistakes)
    if keys == "limits":
        return _limit(path, texts, mistakes)
    if keys == "quota":
        resource = ".".join(texts)
        is_known = _is_resource(resource, path.span, IN_QUOTAS, "a quota", mistakes)
        return (resource,) if is_known else None
    return texts


def _is_resource(
    name: str, span: Span, known: tuple[str, ...], owner: str, mistakes: Mistakes
) -> bool:
    """Whether Kubernetes takes the name of a resource here; complains where not."""
    if name in known or "/" in name or name.startswith(HUGE_PAGES):
        return True
    mistakes.report(
        "unknown-resource",
        f"`{name}` is no resource that {owner} can be about",
        (span, "Kubernetes refuses it"),
        help=f"{owner} is about {listed(known)}, and about names with a slash: "
        + ("`count/jobs.batch`, " if known is IN_QUOTAS else "")
        + "`nvidia.com/gpu`",
        fix=respell(span, known),
    )
    return False


def _limit(path: Path, texts: tuple[str, ...], mistakes: Mistakes) -> tuple[str, ...] | None:
    """The kind of limit, and the resource."""
    kind, *steps = texts
    if kind in LIMIT_KINDS and steps:
        resource = ".".join(steps)
        span = path.segments[1].span.to(path.segments[-1].span)
        is_known = _is_resource(resource, span, OF_CONTAINERS, "a limit", mistakes)
        return (kind, resource) if is_known else None
    mistakes.report(
        "unknown-limit",
        f"`{path.span.text}` is no limit",
        (path.span, "not `KIND.RESOURCE`"),
        help=f"the kinds are {listed(LIMIT_KINDS)}: write `max.memory`",
    )
    return None


def _pointer(path: Path, texts: tuple[str, ...], mistakes: Mistakes) -> tuple[str, ...] | None:
    """The steps of a JSON pointer (RFC 6901), unescaped."""
    if len(texts) == 1 and texts[0].startswith("/"):
        if re.search("~(?![01])", texts[0]):
            mistakes.report(
                "not-a-pointer",
                f"`{path.span.text}` is not a JSON pointer",
                (path.span, "`~` without `0` or `1` behind it"),
                help="`~0` stands for a tilde in a name, `~1` for a slash",
            )
            return None
        steps = texts[0][1:].split("/")
        return tuple(step.replace("~1", "/").replace("~0", "~") for step in steps)
    # One text is a pointer but for its first slash; of several each is the name of a step.
    escaped = [text.replace("~", "~0").replace("/", "~1") for text in texts]
    pointer = "".join(f"/{step}" for step in (escaped if len(texts) > 1 else texts))
    mistakes.report(
        "not-a-pointer",
        f"`{path.span.text}` is not a JSON pointer",
        (path.span, "does not begin with `/`"),
        fix=Fix(f'write `"{pointer}"`', (Edit(path.span, f'"{pointer}"'),)),
    )
    return None


def _amount(value: Scalar | List, mistakes: Mistakes) -> str | None:
    """An amount of a resource, as a text: `20`, `"500m"`, `"2Gi"`."""
    if isinstance(value, Scalar) and _QUANTITY.fullmatch(value.text):
        return value.text
    shown = f"`{value.text}`" if isinstance(value, Scalar) else "a list"
    mistakes.report(
        "not-a-quantity",
        f"{shown} is not an amount",
        (value.span, "not a quantity of Kubernetes"),
        help='write a number with its unit: `20`, `"500m"` for half a core, `"2Gi"` of memory',
    )
    return None


def _value(value: Scalar | List, mistakes: Mistakes) -> Literal | tuple[Literal, ...] | None:
    if isinstance(value, Scalar):
        return _literal(value, mistakes)
    found = [_element(item, mistakes) for item in value.items]
    kept = tuple(literal for literal in found if literal is not None)
    return kept if len(kept) == len(found) else None


def _element(value: Value, mistakes: Mistakes) -> Literal | None:
    if isinstance(value, Scalar):
        return _literal(value, mistakes)
    mistakes.report(
        "not-a-scalar",
        "a list of values holds texts, numbers, durations, `true` and `false`",
        (value.span, "none of these"),
        help="put texts in quotes; deeper structures belong into a values file",
        fix=quote(value.span) if isinstance(value, Path) else None,
    )
    return None


def _literal(scalar: Scalar, mistakes: Mistakes) -> Literal | None:
    if scalar.kind == "boolean":
        return scalar.text == "true"
    if scalar.kind != "number":
        return scalar.text
    number = _number(scalar.text)
    if number is None:
        mistakes.report(
            "ambiguous-number",
            f"`{scalar.text}` would not be written back as it stands",
            (scalar.span, "as a number it would be another text"),
            fix=quote(scalar.span),
        )
    return number


def _number(text: str) -> int | float | None:
    """The number, if writing it gives the same text again; `1.10` and `0644` do not."""
    if "." not in text:
        exact = len(text) <= _DIGITS and abs(int(text)) <= _EXACT
        return int(text) if exact and str(int(text)) == text else None
    fraction = float(text)
    return fraction if repr(fraction) == text else None
