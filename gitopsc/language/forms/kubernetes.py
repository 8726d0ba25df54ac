"""Names of what is in Kubernetes."""

from dataclasses import dataclass

from gitopsc.language.forms.names import is_label, not_a_label
from gitopsc.language.forms.placeholders import PLACEHOLDER
from gitopsc.language.forms.places import Pattern
from gitopsc.language.forms.texts import not_empty
from gitopsc.language.mistakes import Mistakes
from gitopsc.source import Span


@dataclass(frozen=True, slots=True)
class NamespacePattern:
    """A check for names of namespaces: a label once its placeholders are filled in."""

    about: str
    allowed: tuple[str, ...] = ()

    def __call__(self, text: str, span: Span, mistakes: Mistakes) -> str | None:
        pattern = Pattern(self.about, self.allowed)(text, span, mistakes)
        if pattern is None:
            return None
        if not is_label(PLACEHOLDER.sub("x", text)):
            not_a_label(text, span, "namespace", mistakes)
            return None
        return text


@dataclass(frozen=True, slots=True)
class SecretName:
    """A check for names of Secrets."""

    allowed: tuple[str, ...] = ()

    def __call__(self, text: str, span: Span, mistakes: Mistakes) -> str | None:
        pattern = Pattern("the name of a Secret", self.allowed)(text, span, mistakes)
        return None if pattern is None else _subdomain(text, span, "Secret", mistakes)


def object_name(text: str, span: Span, mistakes: Mistakes) -> str | None:
    """Checks the name of objects. Which placeholders fit, `rules/fitting_placeholders.py` says."""
    if not_empty(text, span, mistakes) is None:
        return None
    return _subdomain(text, span, "object", mistakes)


def container_name(text: str, span: Span, mistakes: Mistakes) -> str | None:
    """Checks the name of a container."""
    if is_label(text):
        return text
    not_a_label(text, span, "container", mistakes)
    return None


def _subdomain(text: str, span: Span, word: str, mistakes: Mistakes) -> str | None:
    """Most names may have dots between labels (kubernetes.io, "Object Names and IDs")."""
    if all(map(is_label, PLACEHOLDER.sub("x", text).split("."))):
        return text
    not_a_label(text, span, word, mistakes)
    return None
