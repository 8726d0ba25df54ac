"""The complaints of the drawing room, each once, in the order in which they are found."""

from gitopsc.diagnostics.diagnostic import Diagnostic, Label, Severity
from gitopsc.refs import Where


class Complaints:
    def __init__(self) -> None:
        self._found: dict[Diagnostic, None] = {}

    @property
    def all(self) -> tuple[Diagnostic, ...]:
        return tuple(self._found)

    def add(self, *diagnostics: Diagnostic) -> None:
        self._found.update(dict.fromkeys(diagnostics))

    def error(self, slug: str, message: str, *labels: tuple[Where, str], help: str = "") -> None:
        """A mistake: labels are places and a few words each, the first where it is."""
        self.add(_diagnostic(slug, message, labels, help, Severity.ERROR))

    def warn(self, slug: str, message: str, *labels: tuple[Where, str], help: str = "") -> None:
        self.add(_diagnostic(slug, message, labels, help, Severity.WARNING))


def _diagnostic(
    slug: str, message: str, labels: tuple[tuple[Where, str], ...], help: str, severity: Severity
) -> Diagnostic:
    return Diagnostic(
        slug,
        message,
        tuple(Label(at, text) for at, text in labels),
        (help,) if help else (),
        severity=severity,
    )
