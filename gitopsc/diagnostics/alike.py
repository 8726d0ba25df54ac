"""Complaints that differ in nothing but their place have one cause: people read them once."""

from collections.abc import Iterator, Sequence

from gitopsc.diagnostics.diagnostic import Diagnostic
from gitopsc.source import Span

FEW = 3
"""Up to so many are told one by one: each may be a slip of its own."""
MOST_PLACES = 20
"""So many of the others are named."""


def once(diagnostics: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """The complaints in their order, of many alike only the first, which says where the others are.
    One without a place in a text is like no other: its message alone says where."""
    alike: dict[object, list[Diagnostic]] = {}
    for one in diagnostics:
        alike.setdefault(_cause(one), []).append(one)
    for one in diagnostics:
        first, *others = alike[_cause(one)]
        if len(others) < FEW:
            yield one
        elif one is first:
            yield one._replace(help=(*one.help, _elsewhere(first, others)))


def _cause(one: Diagnostic) -> object:
    if not one.labels or not isinstance(one.labels[0].at, Span):
        return one
    texts = tuple(label.text for label in one.labels)
    return one.slug, one.severity, texts, one.help, tuple(fix.title for fix in one.fixes)


def _elsewhere(first: Diagnostic, others: Sequence[Diagnostic]) -> str:
    lines: dict[str, list[int]] = {}
    for other in others[:MOST_PLACES]:
        span = _own_place(other, first)
        line, _ = span.source.position(span.start)
        lines.setdefault(span.source.path, []).append(line)
    places = "; ".join(
        f"{path}:{', '.join(map(str, sorted(found)))}" for path, found in lines.items()
    )
    dots = ", …" if len(others) > MOST_PLACES else ""
    return f"the same in {len(others)} more places: {places}{dots}"


def _own_place(other: Diagnostic, first: Diagnostic) -> Span:
    """Where it differs from the first: one line can be wrong for many things, and is where those
    are said."""
    told = {label.at for label in first.labels}
    spans = [label.at for label in other.labels if isinstance(label.at, Span)]
    return next((span for span in spans if span not in told), spans[0])
