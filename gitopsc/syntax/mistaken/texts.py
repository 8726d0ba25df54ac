"""Mistakes about text and letters: quotes, escapes, what is not quoted, what nobody sees."""

import re
import unicodedata

from gitopsc.source import Span
from gitopsc.syntax.literals import quoted
from gitopsc.syntax.stop import Mend, Mistake, Stop, complain, replace

_STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"')
_STRAY_ESCAPE = re.compile(r'\\(?!["\\])[^\n]?')
_REST_OF_TEXT = re.compile(r'"[^\n]*?(?=[ \t\r]*\{?[ \t\r]*(?:\n|\Z))')
_PAIRS = {"'": "'", "“": "”", "”": "”", "„": "“”", "‘": "’", "’": "’", "«": "»", "`": "`"}
_NOUN_AND_BRACE = re.compile(r"[\w-]+[ \t]+\{")
_WITH_PLACEHOLDER = re.compile(r"\{\w+\}[^\s\"'{},\[\]]*(?:\{\w+\}[^\s\"'{},\[\]]*)*")
_NAME = re.compile(r"[A-Za-z0-9_]+(-[A-Za-z0-9_]+)*")
_LIKE_A_NAME = re.compile(r"[\w-]+")
_FOREIGN_COMMENT = re.compile(r"//|/\*|--")


def open_text(stop: Stop) -> Mistake | None:
    """`"abc` without an end on its line."""
    if not stop.rest.startswith('"') or _STRING.match(stop.text, stop.at):
        return None
    found = _REST_OF_TEXT.match(stop.text, stop.at)
    end = found.end() if found else stop.line_end
    said = stop.text[stop.at + 1 : end]
    return complain(
        "unterminated-string",
        "this text has no closing quote on its line",
        (stop.span(stop.at, end), "begins here"),
        help='close it with `"`; longer text goes into a file beside the spec',
        mend=Mend(stop.at, (("STRING", quoted(said)),), end),
    )


def stray_backslash(stop: Stop) -> Mistake | None:
    """`"a\\d"`: a backslash that escapes nothing."""
    found = _STRING.match(stop.text, stop.at)
    stray = found and _STRAY_ESCAPE.search(re.sub(r'\\["\\]', "  ", found.group()))
    if not found or not stray:
        return None
    at = stop.at + stray.start()
    twice = "".join(
        part if part in ('\\"', "\\\\") else part.replace("\\", "\\\\")
        for part in re.findall(r'\\["\\]|\\|[^\\]+', found.group())
    )
    return complain(
        "unknown-escape",
        f"`{stray.group()}` means nothing in a text",
        (stop.span(at, at + len(stray.group())), 'only `\\"` and `\\\\` do'),
        fix=replace("write the backslash twice", stop.span(stop.at, found.end()), twice),
        mend=Mend(stop.at, (("STRING", twice),), found.end()),
    )


def other_quotes(stop: Stop) -> Mistake | None:
    """`'abc'` and the quotes of word processors."""
    closers = _PAIRS.get(stop.rest[:1])
    if closers is None:
        return None
    inner = re.match(rf".([^{closers}\"\n]*)[{closers}\"]", stop.rest)
    if inner is None:
        return complain(
            "single-quotes",
            f'text stands in double quotes `"`, not in `{stop.rest[0]}`',
            (stop.span(stop.at, stop.at + 1), "no quote here"),
            help='write `"` around the text',
        )
    span = stop.span(stop.at, stop.at + inner.end())
    literal = quoted(inner.group(1))
    return complain(
        "single-quotes",
        f'text stands in double quotes `"`, not in `{stop.rest[0]}`',
        (span, "quoted in another way"),
        fix=replace(f"write {literal}", span, literal),
        mend=Mend(stop.at, (("STRING", literal),), span.end),
    )


def unseen_letter(stop: Stop) -> Mistake | None:
    """A letter that looks like a blank, or like nothing, and is neither."""
    letter = stop.text[stop.at : stop.at + 1]
    if not letter or letter in "\n \t" or not _is_unseen(stop):
        return None
    blank = " " if unicodedata.category(letter) == "Zs" else ""
    name = unicodedata.name(letter, "a control character").lower()
    return complain(
        "invisible-character",
        f"the invisible character U+{ord(letter):04X} ({name}) stands between the words",
        (stop.span(stop.at, stop.at + 1), "here"),
        fix=replace(
            "put a blank in its place" if blank else "take it out",
            stop.span(stop.at, stop.at + 1),
            blank,
        ),
        mend=Mend(stop.at, (), stop.at + 1),
    )


def _is_unseen(stop: Stop) -> bool:
    letter, following = stop.text[stop.at], stop.text[stop.at + 1 : stop.at + 2]
    if letter == "\r" and following == "\n":
        return False
    return unicodedata.category(letter) in ("Cc", "Cf", "Zs", "Zl", "Zp")


def foreign_comment(stop: Stop) -> Mistake | None:
    """`//`, `/*` and `--` in front of a remark."""
    found = _FOREIGN_COMMENT.match(stop.rest)
    if not found or stop.text[stop.at - 1 : stop.at] not in ("", " ", "\t", "\n"):
        return None
    return complain(
        "foreign-comment",
        f"a comment begins with `#`, not with `{found.group()}`",
        (stop.span(stop.at, stop.at + len(found.group())), "no comment"),
        fix=replace("write `#`", stop.span(stop.at, stop.at + len(found.group())), "#"),
        mend=Mend(stop.at, (), stop.line_end),
    )


def bare_placeholder(stop: Stop) -> Mistake | None:
    """`name {app}-x`: what was taken for a block is a text with a placeholder."""
    if not _NOUN_AND_BRACE.fullmatch(stop.before):
        return None
    found = _WITH_PLACEHOLDER.match(stop.text, stop.at - 1)
    return _without_quotes(stop.span(stop.at - 1, found.end())) if found else None


def bare_text(stop: Stop) -> Mistake | None:
    """A URL, a path, a version or a word of the world outside, without its quotes."""
    word = stop.word
    is_value = stop.before.rstrip().endswith("=")
    here = stop.text[stop.at : word.end]
    continues = word.start < stop.at and not here.startswith((",", "->", "="))
    if not is_value and not continues and re.fullmatch(r"[\w-]*|->|=+|,", here):
        return None
    if not re.search(r"\w", word.text) or stop.statement == word.start:
        return None
    if _is_in_chain(stop):
        return _no_name(word, "an arrow joins names", ("NAME", word.text))
    return _without_quotes(word, "STRING" if is_value else "NAME")


def _is_in_chain(stop: Stop) -> bool:
    before = stop.text[stop.statement : stop.word.start].rstrip()
    behind = stop.text[stop.word.end : stop.line_end].lstrip()
    return before.endswith("->") or behind.startswith("->")


def _no_name(word: Span, instead: str, meant: tuple[str, str]) -> Mistake:
    """`meant` is what it is read as."""
    return complain(
        "unquoted-text",
        f"`{word.text}` is no name, and {instead}",
        (word, "not the letters of a name"),
        help="a name has the letters a to z, digits, and single hyphens between them",
        mend=Mend(word.start, (meant,), word.end),
    )


def _without_quotes(word: Span, meant: str = "STRING") -> Mistake:
    """`meant` is what a word that is nearly a name is read as."""
    literal = quoted(word.text)
    if not _NAME.fullmatch(word.text) and _LIKE_A_NAME.fullmatch(word.text):
        said = literal if meant == "STRING" else word.text
        return _no_name(word, "text stands in double quotes", (meant, said))
    return complain(
        "unquoted-text",
        f"`{word.text}` is text, and text stands in double quotes",
        (word, "only names, numbers, durations, `true` and `false` stand bare"),
        fix=replace(f"write {literal}", word, literal),
        mend=Mend(word.start, (("STRING", literal),), word.end),
    )
