"""Why a text is not read: raised inside the reader, returned as a diagnostic by its door."""

from gitopsc.diagnostics.diagnostic import Diagnostic, Fix, Label
from gitopsc.source import Span


class UnreadableError(Exception):
    """Ends the reading of one text."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def invalid(
    message: str, span: Span, *, earlier: Label | None = None, fix: Fix | None = None
) -> UnreadableError:
    """What stands at the span cannot be read; `earlier` is a second place that helps."""
    labels = (Label(span), earlier) if earlier else (Label(span),)
    return UnreadableError(Diagnostic("invalid-yaml", message, labels, fixes=(fix,) if fix else ()))


def too_large(span: Span, measure: str) -> UnreadableError:
    """The text would expand beyond every honest manifest; `measure` says by what."""
    return UnreadableError(
        Diagnostic(
            "yaml-too-large",
            f"`{span.source.path}` is too large to be read: {measure}",
            (Label(span, "the limit is crossed here"),),
            help=("split the file, or let a chart or a remote base carry it",),
        )
    )
