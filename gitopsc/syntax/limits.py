"""What is refused before it is read: texts too large or too deep, and letters that do harm."""

import re

from gitopsc.diagnostics.diagnostic import Diagnostic, Label
from gitopsc.source import Source, Span

MOST_BYTES = 4 * 1024 * 1024
"""Ten thousand apps are half of it; more is split by `include`."""
DEEPEST = 16
"""The language needs four levels."""

_TOKENS = re.compile(r'"(?:[^"\\\n]|\\.)*"|#[^\n]*|[{}]')
_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x85\u2028\u2029\ufeff]")


def oversized(source: Source) -> tuple[Diagnostic, ...]:
    """The refusals of a source; empty for nearly every text."""
    if len(source.text) > MOST_BYTES:
        return (
            Diagnostic(
                "file-too-large",
                f"`{source.path}` has more than {MOST_BYTES // 1024 // 1024} MiB",
                (Label(Span(source, 0, 0)),),
                help=("split it, and `include` the parts",),
            ),
        )
    unsafe = _UNSAFE.search(source.text)
    if unsafe:
        return (
            Diagnostic(
                "unsafe-character",
                f"the invisible character U+{ord(unsafe.group()):04X} does not survive the tools "
                "that read the output",
                (Label(Span(source, unsafe.start(), unsafe.end()), "here"),),
                help=("take it out",),
            ),
        )
    return _too_deep(source)


def _too_deep(source: Source) -> tuple[Diagnostic, ...]:
    depth = 0
    for found in _TOKENS.finditer(source.text) if source.text.count("{") > DEEPEST else ():
        depth += {"{": 1, "}": -1}.get(found.group(), 0)
        if depth > DEEPEST:
            return (
                Diagnostic(
                    "too-deep",
                    f"blocks are nested deeper than {DEEPEST}",
                    (Label(Span(source, found.start(), found.end()), "one too many"),),
                    help=("close the blocks before; the language needs four levels",),
                ),
            )
    return ()
