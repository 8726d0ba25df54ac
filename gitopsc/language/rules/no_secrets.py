"""A spec holds no secrets: it is read by many, and Git forgets nothing."""

import re
from typing import NamedTuple

from gitopsc.language.mistakes import Mistakes
from gitopsc.source import Source, Span


class _Shape(NamedTuple):
    what: str
    hints: tuple[str, ...]
    """Lower-case texts, one of which is in every such secret: most files are done with here."""
    pattern: str
    """`re` compiles it when a text may hold such a secret, which few do."""


_SHAPES = (
    _Shape("a private key", ("private key-----",), r"-----BEGIN [A-Z ]*PRIVATE KEY-----"),
    _Shape("an access key of AWS", ("akia", "asia"), r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"),
    _Shape(
        "a token of GitHub",
        ("ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"),
        r"\bgh[pousr]_[A-Za-z0-9]{20,}|\bgithub_pat_\w{20,}",
    ),
    _Shape("a token of GitLab", ("glpat-",), r"\bglpat-[\w-]{20,}"),
    _Shape("a token of Slack", ("xox",), r"\bxox[abprs]-[\w-]{10,}"),
    _Shape("a key of Google", ("aiza",), r"\bAIza[\w-]{35}"),
    _Shape("a signed token", (".eyj",), r"\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\."),
    _Shape("a password in an address", ("@",), r"://[^/\s:@\"]+:[^/\s@\"]+@"),
    _Shape(
        "a password",
        ("pass", "key", "secret", "token"),
        r"(?i:pass(?:word|wd)|api[_-]?key|access[_-]?key|client[_-]?secret|private[_-]?key|token)"
        r"\"?(?:=[^\s\"{}]{4,}|[ \t]*=[ \t]*\"[^\"\n]+\")",
    ),
)
"""What secrets look like, after the rules of the usual scanners; only shapes that are hardly
anything else. The last one is also an `=` line whose key ends in such a word."""


def no_secrets(source: Source, mistakes: Mistakes) -> None:
    """Complain about texts, comments included, that look like a secret (`secret-in-spec`)."""
    lowered = source.text.lower()
    for shape in _SHAPES:
        if not any(hint in lowered for hint in shape.hints):
            continue
        for found in re.finditer(shape.pattern, source.text):
            mistakes.report(
                "secret-in-spec",
                f"this looks like {shape.what}",
                (Span(source, *found.span()), "everybody who reads the spec reads it"),
                help="name a Secret instead (`credentials`, or a value that refers to it), and "
                "replace what has been in Git already",
            )
