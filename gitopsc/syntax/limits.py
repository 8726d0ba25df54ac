"""What is refused before it is read: texts too large or too deep; and letters that do harm."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice

from gitopsc.diagnostics.diagnostic import Diagnostic, Edit, Fix, Label
from gitopsc.source import Source, Span

LARGEST_FILE = 4 * 1024 * 1024
"""In bytes, and so in letters. Ten thousand apps are half of it."""
SPLIT_SPEC = "split it: a spec may `include` other files"
DEEPEST = 16
"""Blocks and lists together. The language needs four levels."""
MOST_UNSAFE = 10
"""A file of another kind has thousands of them; ten are told."""

COMMENT_OR_STRING = re.compile(r'#[^\n]*|"[^"\\\n]*(?:\\.[^"\\\n]*)*"')
"""Where brackets, `#` and quotes stand for nothing but themselves."""
BRACES = re.compile(rf"{COMMENT_OR_STRING.pattern}|[{{}}]")
"""Braces, and where they are none."""

# Where each alternative begins with a letter, `re` first looks for one of these letters.
_TOKENS = re.compile(rf"{COMMENT_OR_STRING.pattern}|\{{|\}}|\[|\]")
_TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_UNSAFE = re.compile(
    f"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029{_TURNING}\ufeff\ud800-\udfff\ufffe\uffff]"
)
_STEPS = {"{": 1, "[": 1, "}": -1, "]": -1}


def oversized(source: Source) -> tuple[Diagnostic, ...]:
    """The refusal of a source that is too large or too deep; empty for every other text."""
    if len(source.text) > LARGEST_FILE:
        return (too_large(source.path, SPLIT_SPEC, Label(Span(source, 0, 0))),)
    return _too_deep(source)


def too_large(path: str, remedy: str, *labels: Label) -> Diagnostic:
    """The refusal of a file that is larger than `LARGEST_FILE`."""
    message = f"`{path}` is larger than {LARGEST_FILE // 1024 // 1024} MiB"
    return Diagnostic("file-too-large", message, labels, help=(remedy,))


def _too_deep(source: Source) -> tuple[Diagnostic, ...]:
    depth = 0
    for found in _TOKENS.finditer(source.text):
        depth = max(0, depth + _STEPS.get(found.group(), 0))
        if depth > DEEPEST:
            return (
                Diagnostic(
                    "too-deep",
                    f"blocks and lists are nested deeper than {DEEPEST}",
                    (Label(Span(source, found.start(), found.end()), "one too many"),),
                    help=("close the ones before; the language needs four levels",),
                ),
            )
    return ()


def unsafe_letters(source: Source) -> Iterator[Diagnostic]:
    """The letters inside of quoted text that do not survive the tools which read the output:
    kustomize folds some of them into blanks, YAML knows no others. And those that turn the
    direction of reading: what is reviewed would not be what is deployed."""
    if not _UNSAFE.search(source.text):
        return
    found = (
        _unsafe(Span(source, text.start() + hit.start(), text.start() + hit.end()))
        for text in COMMENT_OR_STRING.finditer(source.text)
        if text.group().startswith('"')
        for hit in _UNSAFE.finditer(text.group())
    )
    yield from islice(found, MOST_UNSAFE)


def _unsafe(span: Span) -> Diagnostic:
    name = unicodedata.name(span.text, "a control character").lower()
    turns = span.text in _TURNING
    harm = "hides what is written" if turns else "does not survive the tools that read the output"
    return Diagnostic(
        "unsafe-character",
        f"the invisible character U+{ord(span.text):04X} ({name}) {harm}",
        (Label(span, "here"),),
        fixes=(Fix("take it out", (Edit(span, ""),)),),
    )
