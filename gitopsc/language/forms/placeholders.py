"""Placeholders in texts: which of them a text knows. Most know none, and hold no braces."""

import re

from gitopsc.language.mistakes import Mistakes, listed, respell
from gitopsc.source import Span

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def check_placeholders(
    text: str, span: Span, allowed: tuple[str, ...], about: str, mistakes: Mistakes
) -> bool:
    """Whether a pattern uses only the placeholders that `about` knows; complains where not."""
    if "{" not in text and "}" not in text:
        return True
    unknown = [name for name in PLACEHOLDER.findall(text) if name not in allowed]
    loose = re.search(r"[{}]", PLACEHOLDER.sub("", text))
    if not unknown and not loose:
        return True
    wrong = f"{{{unknown[0]}}}" if unknown else loose.group() if loose else ""
    options = [f"{{{name}}}" for name in allowed]
    exact = _inside(span, wrong)
    mistakes.report(
        "unknown-placeholder",
        f"`{wrong}` is not a placeholder that {about} knows",
        (exact, "cannot be filled in"),
        help=f"it knows {listed(options)}"
        if allowed
        else f"{about} knows no placeholders: write what it stands for",
        fix=respell(exact, options) if unknown else None,
    )
    return False


def _inside(span: Span, part: str) -> Span:
    """The place of a part of a quoted text."""
    at = span.text.find(part)
    return Span(span.source, span.start + at, span.start + at + len(part)) if at >= 0 else span
