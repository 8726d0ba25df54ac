"""The YAML writer: plain values in, a text out that every reader takes for the same values.

The readers are those a repository meets: YAML 1.1 (PyYAML), YAML 1.2 (ruamel.yaml) and Go's
(kubectl, kustomize, Helm, the operators). They disagree about plain scalars; a text is quoted where
any one of them would take it for something else, and nowhere else.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache

INDENT = "  "

# No reader looks further than 1024 characters for the colon of a plain `key:`.
_LONGEST_KEY = 1000

# Every character that can stand as it is, but the blank and the colon. Control characters, the line
# ends of YAML 1.1 (NEL, U+2028, U+2029), byte order marks and surrogates cannot.
_ASCII = "!-9;-~"
_INK = rf"{_ASCII}\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff"


@cache
def _plain(ink: str) -> re.Pattern[str]:
    """What texts of such characters can stand unquoted. Nearly all texts are ASCII, and for all of
    Unicode Python takes longer to compile this than a small spec takes to compile.

    No quantifier is possessive: before 3.11.5 Python keeps what such a one has read of a part that
    does not fit in the end (python/cpython#106052), so that `a ` would stand unquoted."""
    return re.compile(
        rf"""
        (?! (?i: ~ | null | true | false | yes | no | on | off | y | n | = | <<
               | [-+]? 0 (?: b[01_]+ | o[0-7_]+ | x[0-9a-f_]+ )
               | (?!_) [-+]? (?=[._]*[0-9]|\._) [0-9_]* (?:\.[0-9_]*)? (?:e[-+]?[0-9_]+)?
               | [-+] [0-9._]+                        # -_ is an integer to one reader of YAML 1.1
               | [-+]? [0-9][0-9_]* (?: :[0-5]?[0-9] )+ (?:\.[0-9_]*)?    # 1:30 is 90 to YAML 1.1
               | [-+]? \.inf | \.nan
               | [0-9]{{4}}-[0-9]{{1,2}}-[0-9]{{1,2}} (?: [T\ ]+[0-9].* )?    # dates
            ) \Z )
        (?! --- | \.\.\. | -(?:\ |\Z) | [?,\[\]{{}}\#&*!|>'"%@`] )
        [{ink}]+
        (?: (?: :(?!\ |\Z) | \ (?!\#|\Z) ) [{ink}]* )*    # each letter fits in one place alone
        """,
        re.VERBOSE,
    )


@cache
def _block_letters(ink: str) -> re.Pattern[str]:
    return re.compile(rf"[{ink}:\ \t\n]*")


@cache
def _escaped(ink: str) -> re.Pattern[str]:
    return re.compile(rf'["\\]|[^{ink}:\ ]')


def _ink(text: str) -> str:
    return _ASCII if text.isascii() else _INK


_SHORT_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


class Noted(str):
    """A text of one line with a comment behind it, for tools that look for one."""

    note: str

    def __new__(cls, text: str, note: str) -> "Noted":
        noted = super().__new__(cls, text)
        noted.note = note
        return noted


def noted(text: str, note: str) -> str:
    """The text with a comment behind it, if there is one."""
    return Noted(text, note) if note else text


class Constant(dict[str, object]):
    """A mapping that stands in many documents and never changes: its lines are kept."""

    def __init__(self, content: Mapping[str, object]) -> None:
        super().__init__(content)
        self._lines: dict[str, list[str]] = {}

    def lines(self, margin: str) -> list[str]:
        """What stands below its key; it is not empty."""
        if margin not in self._lines:
            lines: list[str] = []
            _write(dict(self), margin, lines)
            self._lines[margin] = lines
        return self._lines[margin]


def dump(*documents: Mapping[str, object] | list[object], header: str | None = None) -> str:
    """The documents as one text, separated by `---` lines, below a comment of the header's lines.

    Values are mappings with text keys, lists, tuples, texts, numbers, booleans and `None`; anything
    else is a `TypeError`. Order is kept, a value that occurs twice is written twice, no line is
    wrapped. Go reads integers of 64 bits and neither infinity nor lone surrogates.
    """
    lines = [f"# {line}".rstrip() for line in header.splitlines()] if header else []
    for number, document in enumerate(documents):
        if number:
            lines.append("---")
        inline = _inline(document, "")
        if inline is None:
            _write(document, "", lines)
        else:
            lines.append(inline)
    lines.append("")
    return "\n".join(lines)


def _write(value: object, margin: str, lines: list[str]) -> None:
    """Append the lines of a mapping or sequence that is not empty."""
    deeper = margin + INDENT
    # Nine in ten values are plain texts, or mappings and lists of Python's own: they take the short
    # way, which asks for nothing but their type.
    if isinstance(value, Constant):
        lines += value.lines(margin)
        return
    if type(value) is dict or isinstance(value, Mapping):
        keys = _keys(margin)
        for key, item in value.items():
            kind = type(item)
            if kind is str and (text := _scalars[item]):
                lines.append(f"{keys[key]} {text}")
            elif (kind is dict and item) or (inline := _inline(item, deeper)) is None:
                lines.append(keys[key])
                _write(item, deeper, lines)
            else:
                lines.append(f"{keys[key]} {inline}")
        return
    assert isinstance(value, (list, tuple))
    for item in value:
        kind = type(item)
        if kind is str and (text := _scalars[item]):
            lines.append(f"{margin}- {text}")
        elif (kind is dict and item) or (inline := _inline(item, deeper)) is None:
            first = len(lines)
            _write(item, deeper, lines)
            lines[first] = f"{margin}- {lines[first][len(deeper) :]}"
        else:
            lines.append(f"{margin}- {inline}")


def _inline(value: object, margin: str) -> str | None:
    """What stands behind `key:` or `-`; `None` for a collection that takes lines of its own."""
    if isinstance(value, Noted):
        return f"{_scalar(value)} # {value.note}"
    if isinstance(value, str):
        return _scalars[value] or _block(value, margin)
    if isinstance(value, (dict, Mapping)):
        return None if value else "{}"
    if isinstance(value, (list, tuple)):
        return None if value else "[]"
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return int.__repr__(value)
    if isinstance(value, float):
        return _float(value)
    raise TypeError(f"YAML has no {type(value).__name__}: {value!r}")


def one_line(text: str) -> str:
    """A text as it stands behind `key: `; empty where it wants a block of lines."""
    return f"{_scalar(text)} # {text.note}" if isinstance(text, Noted) else _scalars[text]


def _float(value: float) -> str:
    """The shortest digits; Go and YAML 1.1 want a point in `1.0e+20`."""
    digits = float.__repr__(value)
    if digits in ("inf", "-inf", "nan"):
        return digits.replace("inf", ".inf").replace("nan", ".nan")
    mantissa, exponent, power = digits.partition("e")
    return digits if "." in mantissa or not exponent else f"{mantissa}.0e{power}"


class _Texts(dict[str, str]):
    """What was written for a text the last time; forgotten as a whole when it is too much."""

    MOST = 1 << 16

    def __init__(self, write: Callable[[str], str]) -> None:
        self._write = write

    def __missing__(self, text: str) -> str:
        if len(self) >= self.MOST:
            self.clear()
        written = self[text] = self._write(text)
        return written


@cache
def _keys(margin: str) -> _Texts:
    """The keys of a mapping that stands so far from the margin."""

    def key(text: str) -> str:
        name = text if _plain(_ink(text)).fullmatch(text) else _quoted(text)
        return f"{margin}{name}:" if len(name) <= _LONGEST_KEY else f"{margin}? {name}\n{margin}:"

    return _Texts(key)


def _scalar(text: str) -> str:
    """The text on one line, plain or quoted; empty where it wants a block of lines."""
    if _plain(_ink(text)).fullmatch(text):
        return str.__str__(text)
    if "\n" in text and text.strip(" \t\n") and _block_letters(_ink(text)).fullmatch(text):
        return ""
    return _quoted(text)


_scalars = _Texts(_scalar)


def _quoted(text: str) -> str:
    return f'"{_escaped(_ink(text)).sub(_escape, text)}"'


def _escape(match: re.Match[str]) -> str:
    letter = match[0]
    code = ord(letter)
    if letter in _SHORT_ESCAPES:
        return _SHORT_ESCAPES[letter]
    if code < 0x100:
        return f"\\x{code:02X}"
    return f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"


def _block(text: str, margin: str) -> str:
    """A literal block. Where its first letter is a blank, the indentation must be told."""
    told = str(len(INDENT)) if text.lstrip("\n").startswith((" ", "\t")) else ""
    body = text.removesuffix("\n")
    chomping = "-" if body == text else "+" if body.endswith("\n") else ""
    lines = (f"{margin}{line}" if line else "" for line in body.split("\n"))
    return "\n".join((f"|{told}{chomping}", *lines))
