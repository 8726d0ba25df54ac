"""Names of ours: labels that are declared, and mentions of what is declared elsewhere."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from gitopsc.diagnostics.diagnostic import Edit, Fix
from gitopsc.diagnostics.suggest import shortened
from gitopsc.language.forms.form import Said, bare_text, quoted_text, refuse_many
from gitopsc.language.forms.placeholders import PLACEHOLDER
from gitopsc.language.mistakes import Mistakes, article, listed, replace, respell, reword
from gitopsc.source import Span
from gitopsc.syntax.tree import Chain, List, Path, Value

_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
_NO_LABEL = re.compile(rf"({PLACEHOLDER.pattern})|[^a-z0-9{{]+")
"""What cannot stand in a label, and the placeholders, which can."""
LONGEST_LABEL = 63
_KIND = re.compile(r"[A-Z][A-Za-z0-9]*")
_KINDS = (
    "ConfigMap",
    "CronJob",
    "DaemonSet",
    "Deployment",
    "Ingress",
    "Job",
    "Secret",
    "Service",
    "ServiceAccount",
    "StatefulSet",
)
"""Kinds that are known when their capital letters are missing."""


def is_label(text: str) -> bool:
    """A DNS label (RFC 1123): what compiles can be created."""
    return _LABEL.fullmatch(text) is not None


class DeclaredName(NamedTuple):
    """The name of a thing that is declared here. A bad one is read as the label it resembles, so
    that whoever mentions it is not blamed as well."""

    called: str = ""
    """What one such thing is called, where the word before it names several."""

    @property
    def described(self) -> str:
        return "a label"

    def read(self, value: Value, word: str, mistakes: Mistakes) -> tuple[Said, ...]:
        text = _name(value, word, mistakes)
        if text is None:
            return ()
        if not is_label(text):
            not_a_label(text, value.span, self.called or word, mistakes)
            text = _nearest_label(text)
        return (Said(text, value.span, bare=True),)


class Mention(NamedTuple):
    """The name of something declared anywhere in the spec, of one of these kinds."""

    kinds: tuple[str, ...]

    @property
    def described(self) -> str:
        return " or ".join(f"the name of {article(kind)}" for kind in self.kinds)

    def read(self, value: Value, word: str, mistakes: Mistakes) -> tuple[Said, ...]:
        text = _name(value, word, mistakes)
        return () if text is None else (Said(text, value.span, bare=True),)


class Words(NamedTuple):
    """One of a closed set of words."""

    words: tuple[str, ...]
    slug: str = "unknown-word"

    @property
    def described(self) -> str:
        return listed(self.words, "or")

    def read(self, value: Value, word: str, mistakes: Mistakes) -> tuple[Said, ...]:
        text = bare_text(value)
        if text in self.words:
            return (Said(text, value.span, bare=True),)
        if refuse_many(value, word, mistakes):
            return ()
        quoted = quoted_text(value)
        mistakes.report(
            self.slug,
            f"`{word}` does not know `{quoted or text}`",
            (value.span, "not one of its words"),
            help=f"it takes {self.described}",
            fix=replace(value.span, quoted) if quoted in self.words else self._fix(value.span),
        )
        return ()

    def _fix(self, span: Span) -> Fix | None:
        """Of names, a longer one may be another one; of words, it is the short one written out."""
        short = shortened(span.text.strip('"'), self.words)
        return replace(span, short) if short else respell(span, self.words)


@dataclass(frozen=True, slots=True)
class Stages:
    """`dev -> test -> production`."""

    @property
    def described(self) -> str:
        return "a chain of stages (`dev -> test`)"

    def read(self, value: Value, word: str, mistakes: Mistakes) -> tuple[Said, ...]:
        if not isinstance(value, Chain):
            steps = value.items if isinstance(value, List) else (value,)
            names = [step.span.text.strip('"') for step in steps]
            chain = " -> ".join(names)
            mistakes.report(
                "not-a-chain",
                f"`{word}` takes a chain of stages",
                (value.span, "leads nowhere"),
                help=f"say where its releases go: `{word} {chain} -> …`" if len(names) == 1 else "",
                fix=replace(value.span, chain) if len(names) > 1 else None,
            )
            return ()
        said = []
        for path in value.paths:
            text = bare_text(path)
            assert text is not None
            mistakes.retract(path.span)  # whoever looks the name up says more
            said.append(Said(text, path.span, bare=True))
        return tuple(said)


class KindAndName(NamedTuple):
    """`ClusterIssuer.letsencrypt`; where `name_optional`, the kind alone will do."""

    name_optional: bool = False

    @property
    def described(self) -> str:
        return "`Kind` or `Kind.name`" if self.name_optional else "`Kind.name`"

    def read(self, value: Value, word: str, mistakes: Mistakes) -> tuple[Said, ...]:
        parts = tuple(s.text for s in value.segments) if isinstance(value, Path) else ()
        allowed = (1, 2) if self.name_optional else (2,)
        if len(parts) not in allowed or not _KIND.fullmatch(parts[0]):
            self._refuse(value, word, mistakes)
            return ()
        return (Said(parts, value.span, bare=True),)

    def _refuse(self, value: Value, word: str, mistakes: Mistakes) -> None:
        first, _, rest = (quoted_text(value) or bare_text(value) or "NAME").partition(".")
        kind = next((kind for kind in _KINDS if kind.lower() == first.lower()), None)
        if kind is None and _KIND.fullmatch(first):
            kind = first
        name = f'"{rest}"' if "." in rest else rest
        help, meant = "", None
        if kind is None:
            help = f"begin with the object's kind: `{word} KIND.{name or first}`"
        elif name or self.name_optional:
            meant = f"{kind}.{name}" if name else kind
        else:
            help = f"name the object as well: `{word} {kind}.NAME`"
        mistakes.report(
            "not-a-kind",
            f"`{word}` names an object by its kind and its name",
            (value.span, "not `Kind.name`"),
            help=help,
            fix=replace(value.span, meant) if meant else None,
        )


def _name(value: Value, word: str, mistakes: Mistakes) -> str | None:
    """The text of a name; after a complaint, `None` or what was clearly meant."""
    text = bare_text(value)
    if text is not None:
        return text
    if refuse_many(value, word, mistakes):
        return None
    quoted = quoted_text(value) or ""
    mistakes.retract(value.span)
    if value.span.text == quoted:
        return quoted
    mistakes.report(
        "quoted-name",
        f"`{word}` takes a name, and names stand without quotes",
        (value.span, "in quotes"),
        fix=Fix("take the quotes away", (Edit(value.span, quoted),)) if is_label(quoted) else None,
    )
    return quoted if is_label(quoted) else None


def not_a_label(text: str, span: Span, word: str, mistakes: Mistakes) -> None:
    """Complain about a name that Kubernetes would not take; offer the label it may have meant.
    A pattern is a label where it is one with its placeholders filled in."""
    mistakes.retract(span)
    meant = _nearest_label(text)
    if len(text) > LONGEST_LABEL:
        problem, help = f"has {len(text)} letters", f"at most {LONGEST_LABEL} letters"
    else:
        problem, help = "is not a label", "lower-case letters, digits and dashes between them"
    mistakes.report(
        "not-a-label",
        f"the name `{text}` of this {word} {problem}",
        (span, "cannot be created in Kubernetes"),
        help=help,
        fix=reword(span, meant) if is_label(PLACEHOLDER.sub("x", meant)) else None,
    )


def _nearest_label(text: str) -> str:
    return _NO_LABEL.sub(lambda found: found[1] or "-", text.lower()).strip("-")
