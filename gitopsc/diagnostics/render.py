"""A complaint as people read it: what is wrong, the lines with the text underlined, what to do."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from gitopsc.diagnostics.diagnostic import Diagnostic, Label, Severity
from gitopsc.source import Source, Span

_COLORS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "36"}
WIDEST = 120
"""Longer lines of a source are cut around what is underlined."""
LONGEST = 600
"""Longer sentences lose their middle: they quote something that nobody reads to its end."""


_UNSEEN = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
"""What a terminal obeys instead of showing it; the text of a report may come from anybody."""


def render(diagnostics: Sequence[Diagnostic], *, color: bool) -> str:
    """One report for all of them, a blank line between two."""
    paint = _Paint(color)
    return "\n".join("\n".join(_report(diagnostic, paint)) + "\n" for diagnostic in diagnostics)


class _Paint:
    def __init__(self, color: bool) -> None:
        self._color = color

    def __call__(self, text: str, code: str) -> str:
        return f"\033[{code}m{text}\033[0m" if self._color else text


def _report(diagnostic: Diagnostic, paint: _Paint) -> Iterator[str]:
    code = _COLORS[diagnostic.severity]
    title = paint(f"{diagnostic.severity}[{diagnostic.slug}]", f"1;{code}")
    yield f"{title}: {paint(_told(diagnostic.message), '1')}"
    gutter = _gutter(diagnostic.labels)
    for group in _by_source(diagnostic.labels):
        yield from _excerpt(group, diagnostic.labels[0], gutter, paint, code)
    notes = [("fix", fix.title) for fix in diagnostic.fixes]
    notes += [("help", text) for text in diagnostic.help]
    for word, text in notes:
        yield f"{' ' * gutter} {paint('=', '34')} {paint(word, '1')}: {_told(text)}"
    yield f"{' ' * gutter} {paint('=', '34')} why: gitopsc explain {diagnostic.slug}"


def _gutter(labels: Iterable[Label]) -> int:
    lines = [
        label.at.source.position(label.at.start)[0]
        for label in labels
        if isinstance(label.at, Span)
    ]
    return max(2, len(str(max(lines, default=1))))


def _by_source(labels: Sequence[Label]) -> list[list[Label]]:
    """The labels of each file together, the file of the first label first; a label without text
    stands alone."""
    groups: dict[object, list[Label]] = {}
    for number, label in enumerate(labels):
        at = label.at
        groups.setdefault(id(at.source) if isinstance(at, Span) else -number - 1, []).append(label)
    return list(groups.values())


def _excerpt(
    labels: list[Label], primary: Label, gutter: int, paint: _Paint, code: str
) -> Iterator[str]:
    blank = " " * gutter
    head = labels[0]
    if not isinstance(head.at, Span):
        yield f"{blank} {paint('┌─', '34')} {head.at.ref}{f': {head.text}' if head.text else ''}"
        return
    source = head.at.source
    line, column = source.position(head.at.start)
    yield f"{blank} {paint('┌─', '34')} {_shown(source.path)}:{line}:{column}"
    previous = None
    for number, on_line in _by_line(labels):
        if previous is not None and number > previous + 1:
            yield f"{blank} {paint('·', '34')}"
        previous = number
        for label, (text, marks) in _lines(source, number, on_line, primary):
            bar = paint("│", "34")
            if label is None:
                yield f"{str(number).rjust(gutter)} {bar} {text}".rstrip()
            else:
                main = label is primary
                yield f"{blank} {bar} {text}{paint(marks, f'1;{code}' if main else '34')}"


def _by_line(labels: Iterable[Label]) -> list[tuple[int, list[tuple[int, Label]]]]:
    """Line numbers in order, each with its labels from the left; equal labels once."""
    lines: dict[int, dict[tuple[int, Label], None]] = {}
    for label in labels:
        assert isinstance(label.at, Span)
        number, column = label.at.source.position(label.at.start)
        lines.setdefault(number, {})[column, label] = None
    return [(n, sorted(found, key=lambda pair: pair[0])) for n, found in sorted(lines.items())]


def _lines(
    source: Source, number: int, labels: list[tuple[int, Label]], primary: Label
) -> Iterator[tuple[Label | None, tuple[str, str]]]:
    """The line of the source, then a line of marks under it for each label."""
    line = _shown(source.line(number))
    cut = max(0, labels[0][0] - 1 - WIDEST // 2) if len(line) > WIDEST else 0
    shown = line[cut : cut + WIDEST]
    text = ("…" if cut else "") + shown + ("…" if len(line) > cut + WIDEST else "")
    yield None, (text.replace("\t", "  "), "")
    for column, label in labels:
        assert isinstance(label.at, Span)
        start = max(0, column - 1 - cut)
        length = min(label.at.end - label.at.start, max(len(line) - column + 1, 0))
        covered = shown[start : start + length]
        mark = "^" if label is primary else "-"
        space = " " * (_width(shown[:start]) + (1 if cut else 0))
        yield label, (space, f"{mark * max(1, _width(covered))} {_shown(label.text)}".rstrip())


def _told(text: str) -> str:
    """A sentence, without the middle where what it quotes is too long to be read."""
    if len(text) > LONGEST:
        text = f"{text[: LONGEST // 2]}…{text[-LONGEST // 2 :]}"
    return _shown(text)


def _shown(text: str) -> str:
    """The text with a sign in the place of every letter that is none."""
    return _UNSEEN.sub("\N{REPLACEMENT CHARACTER}", text)


def _width(text: str) -> int:
    """Columns on a terminal."""
    return sum(map(_columns, text))


def _columns(letter: str) -> int:
    """Two for wide letters, and for tabs, which are shown as two blanks; none for marks."""
    if letter == "\t" or unicodedata.east_asian_width(letter) in "WF":
        return 2
    return 0 if unicodedata.combining(letter) else 1
