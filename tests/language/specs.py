"""Binding texts in tests."""

from gitopsc.language.binder import Bound, bind
from gitopsc.model.topology import Topology
from gitopsc.source import Source
from tests.texts import Texts

ENTRY = "spec.gitops"


def bound(text: str, **beside: str) -> Bound:
    """What a text says; `beside` are files next to it, `_` in their names stands for `/`."""
    files = {name.replace("_", "/") + ".gitops": content for name, content in beside.items()}
    return bind(Source(ENTRY, text), Texts(files))


def topology(text: str, **beside: str) -> Topology:
    """The topology of a text without mistakes."""
    found = bound(text, **beside)
    assert found.topology is not None, [d.message for d in found.diagnostics]
    return found.topology


def slugs(text: str, **beside: str) -> list[str]:
    """The mistakes of a text, in the order in which they were found."""
    return [diagnostic.slug for diagnostic in bound(text, **beside).diagnostics]
