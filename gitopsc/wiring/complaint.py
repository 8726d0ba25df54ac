"""The complaints of the drawing room, gathered in the order in which they are found.

One place is complained about once per kind of mistake: what is wrong for one stage of an app is
usually wrong for all of them, and saying it forty times helps nobody.
"""

from gitopsc.diagnostics.diagnostic import Diagnostic, Label, Severity
from gitopsc.refs import Where


class Complaints:
    def __init__(self) -> None:
        self._found: dict[tuple[str, tuple[Label, ...]], Diagnostic] = {}

    @property
    def all(self) -> tuple[Diagnostic, ...]:
        return tuple(self._found.values())

    def add(self, *diagnostics: Diagnostic) -> None:
        for diagnostic in diagnostics:
            self._found.setdefault((diagnostic.slug, diagnostic.labels), diagnostic)

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
