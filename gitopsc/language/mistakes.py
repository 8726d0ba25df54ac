"""The list of mistakes that everybody who reads a spec adds to, and nobody stops at."""

from collections.abc import Iterable

from gitopsc.diagnostics.diagnostic import Diagnostic, Edit, Fix, Label, Severity
from gitopsc.diagnostics.suggest import closest
from gitopsc.source import Span

Spot = tuple[Span, str]
"""A place and a few words about it."""


class Mistakes:
    """Collects diagnostics in the order in which they are found."""

    def __init__(self) -> None:
        self.found: list[Diagnostic] = []

    @property
    def has_errors(self) -> bool:
        return any(diagnostic.is_error for diagnostic in self.found)

    def report(
        self,
        slug: str,
        message: str,
        *spots: Spot,
        help: str = "",
        fix: Fix | None = None,
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Add one; the first spot is where the mistake is."""
        self.found.append(
            Diagnostic(
                slug,
                message,
                tuple(Label(span, text) for span, text in spots),
                (help,) if help else (),
                (fix,) if fix else (),
                severity,
            )
        )

    def withdraw(self, told: Diagnostic) -> None:
        """Take one back that says less than what takes its place."""
        self.found.remove(told)

    def retract(self, span: Span) -> None:
        """Take back what was told of the shape of a value, by whoever is the first to ask what it
        means: how a text is quoted is no matter where a name belongs."""
        for told in [one for one in self.found if one.labels and one.labels[0].at == span]:
            self.withdraw(told)

    def warn(self, slug: str, message: str, *spots: Spot, help: str = "") -> None:
        """Add one that does not stand in the way of building."""
        self.report(slug, message, *spots, help=help, severity=Severity.WARNING)


def replace(span: Span, text: str) -> Fix:
    """Write something else in the place of what stands there."""
    return Fix(f"replace `{span.text}` by `{text}`", (Edit(span, text),))


def reword(span: Span, text: str) -> Fix:
    """Write something else, in quotes where what stands there is in quotes."""
    return replace(span, f'"{text}"' if span.text.startswith('"') else text)


def respell(span: Span, candidates: Iterable[str]) -> Fix | None:
    """Replace a misspelt word by the one it resembles, if it resembles one."""
    written = span.text.strip('"')
    meant = closest(written, tuple(candidates))
    return replace(span, meant) if meant and meant != written else None


def without_equals(key: Span, line: Span) -> Fix:
    """Say with a word of the language what a `key = value` line wanted to say."""
    value = line.text.removeprefix(key.text).lstrip(" \t=")
    return Fix(f"write `{key.text} {value}`", (Edit(line, f"{key.text} {value}"),))


def quote(span: Span) -> Fix:
    """Put a bare text in quotes; a part of it may have had some of its own."""
    text = span.text.replace('"', "")
    return Fix(f'write it in quotes: `"{text}"`', (Edit(span, f'"{text}"'),))


def listed(words: Iterable[str], joint: str = "and") -> str:
    """`a`, `b` and `c`, in backticks."""
    ticked = [f"`{word}`" for word in words]
    if len(ticked) < 2:
        return "".join(ticked) or "nothing"
    return f"{', '.join(ticked[:-1])} {joint} {ticked[-1]}"


def article(noun: str) -> str:
    """The noun with its article: `a stage`, `an app`."""
    return f"{'an' if noun[0] in 'aeio' else 'a'} {noun}"
