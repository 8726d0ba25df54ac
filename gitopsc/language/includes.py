"""`include`: which files a spec consists of. Each is read once, wherever it is named."""

from typing import NamedTuple

from gitopsc.diagnostics.diagnostic import Diagnostic, Edit, Fix, Label
from gitopsc.diagnostics.suggest import closest
from gitopsc.language import presets
from gitopsc.language.forms.form import quoted_text
from gitopsc.language.forms.places import inner_path
from gitopsc.language.library import Library
from gitopsc.language.mistakes import Mistakes, listed, reword
from gitopsc.language.vocabulary.table import EDITION
from gitopsc.source import Source, Span
from gitopsc.syntax.parser import Parse
from gitopsc.syntax.tree import Declaration, File, Scalar, Statement

PRESET = "preset:"


class Opened(NamedTuple):
    """A parsed file of the spec."""

    file: File
    statements: tuple[Statement, ...]
    """Without `gitops` and `include` lines, which are done with here."""
    preset: Span | None = None
    """The line that includes it, when it is a preset."""


class Includes:
    """Follows the includes of an entry file, in the order of the lines, each file once."""

    def __init__(self, library: Library, mistakes: Mistakes, parse: Parse) -> None:
        self._library = library
        self._mistakes = mistakes
        self._read = parse
        self._seen: set[str] = set()
        self.opened: list[Opened] = []

    def open(self, entry: Source) -> None:
        """Read the entry and everything it includes into `opened`, the entry first."""
        name = entry.path.rpartition("/")[2]
        self._seen.add(name)
        file = self._parse(entry)
        _check_edition(file, self._mistakes, required=True)
        self._follow(file, (name,))

    def _parse(self, source: Source) -> File:
        file, diagnostics = self._read(source)
        self._mistakes.found.extend(diagnostics)
        return file

    def _follow(self, file: File, chain: tuple[str, ...], preset: Span | None = None) -> None:
        here = [line for line in file.statements if not _is_opening(line)]
        self.opened.append(Opened(file, tuple(here), preset))
        for line in file.statements:
            if isinstance(line, Declaration) and line.noun == "include":
                self._include(line, chain)

    def _include(self, line: Declaration, chain: tuple[str, ...]) -> None:
        text = quoted_text(line.value) if line.value is not None else None
        if line.value is None or text is None or line.clauses or line.body:
            self._mistakes.report(
                "include-without-file",
                "`include` takes a file in quotes, and nothing more",
                (line.head, "which file?"),
                help='write `include "teams/payments.gitops"` or `include "teams/*.gitops"`',
            )
        elif text.startswith(PRESET):
            self._preset(text.removeprefix(PRESET), line.value.span)
        else:
            self._files(text, line.value.span, chain)

    def _preset(self, name: str, span: Span) -> None:
        source = presets.preset(name)
        if source is None:
            meant = closest(name, presets.names())
            self._mistakes.report(
                "unknown-preset",
                f"there is no preset `{name}`",
                (span, "no preset of this name"),
                help=f"the presets are {listed(presets.names())}",
                fix=reword(span, f"{PRESET}{meant}") if meant else None,
            )
        elif source.path not in self._seen:
            self._seen.add(source.path)
            self._follow(self._parse(source), (source.path,), span)

    def _files(self, pattern: str, span: Span, chain: tuple[str, ...]) -> None:
        path = inner_path(pattern, span, self._mistakes)
        if path is None:
            return
        is_glob = any(letter in path for letter in "*?[")
        found = self._library.glob(path) if is_glob else (path,)
        if is_glob and not found:
            # What those files said before would be deleted, down to what runs.
            self._mistakes.report(
                "include-matches-nothing",
                f"no file matches `{pattern}`",
                (span, "nothing is included"),
                help="correct it, or leave it out until there is a file",
            )
        for name in found:
            self._file(name, span, chain, is_glob=is_glob)

    def _file(self, name: str, span: Span, chain: tuple[str, ...], *, is_glob: bool) -> None:
        if name in chain and not (is_glob and name == chain[-1]):
            circle = " → ".join((*chain[chain.index(name) :], name))
            self._mistakes.report(
                "include-cycle",
                f"files include each other in a circle: {circle}",
                (span, "and returns here"),
                help="a file is included once, by the file above it",
            )
            return
        if name in self._seen:
            return
        self._seen.add(name)
        source = self._library.read(name)
        if isinstance(source, Diagnostic):
            at = Label(span, "included here")
            self._mistakes.found.append(Diagnostic(source.slug, source.message, (at,), source.help))
            return
        file = self._parse(source)
        _check_edition(file, self._mistakes, required=False)
        self._follow(file, (*chain, name))


def _is_opening(line: Statement) -> bool:
    return isinstance(line, Declaration) and (
        line.noun == "include" or (line.noun == "gitops" and line.value is not None)
    )


def _check_edition(file: File, mistakes: Mistakes, *, required: bool) -> None:
    """The first line names the edition; in included files it may be left out."""
    editions = [s for s in file.statements if isinstance(s, Declaration) and s.noun == "gitops"]
    first = file.statements[0] if file.statements else None
    was_refused = not file.statements and mistakes.has_errors
    if not editions:
        if required and not was_refused:
            start = Span(file.source, 0, 0)
            mistakes.report(
                "missing-edition",
                f"the first line has to name the edition of the language: `gitops {EDITION}`",
                (start, "no edition"),
                fix=Fix(f"begin with `gitops {EDITION}`", (Edit(start, f"gitops {EDITION}\n\n"),)),
            )
        return
    for line in editions:
        if line is not first:
            mistakes.report(
                "misplaced-noun",
                "`gitops` does not belong here",
                (line.noun_span, "not here"),
                help=f"`gitops {EDITION}` is the first line of the file and stands nowhere else",
            )
        elif not _is_edition(line):
            spot = line.value.span if line.value else line.noun_span
            mistakes.report(
                "unknown-edition",
                f"this compiler knows edition {EDITION} of the language",
                (spot, "not an edition it knows"),
                help=f"write `gitops {EDITION}`; a newer edition needs a newer compiler",
            )


def _is_edition(line: Declaration) -> bool:
    value = line.value
    return (
        isinstance(value, Scalar)
        and (value.kind, value.text) == ("number", EDITION)
        and not line.clauses
        and line.body is None
    )
