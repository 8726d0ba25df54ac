"""Mistakes about words: relation words, signs of other notations, lines that end too early."""

import re

from gitopsc.diagnostics.suggest import closest
from gitopsc.syntax.stop import RELATIONS, Mend, Mistake, Stop, complain, replace

_RELATION = "|".join(RELATIONS)
_LAST_RELATION = re.compile(rf"(?<![\w.-])({_RELATION})[ \t]*$")
_NOUN_AND_RELATION = re.compile(rf"([\w-]+)[ \t]+({_RELATION})[ \t]*$")
_SWALLOWED = re.compile(rf"[\w-]+[ \t]+({_RELATION})[ \t]+(?:{_RELATION})[ \t]*")
_EXPECTS_VALUE = re.compile(rf"(?:(?<![\w.-])({_RELATION})|(=)|(->))[ \t]*$")
_TELLING = tuple(word for word in RELATIONS if len(word) > 3)
"""Shorter ones are near to too many names: `us` to `as`."""
_WORD_AND_VALUE = re.compile(r'([a-z]+)[ \t]+(?=[\w"\[])')
_NUMBER_OR_SWITCH = re.compile(r":[ \t]+(-?\d[\d.]*|true|false)[ \t\r]*(?:#.*)?")
_EQUALS_AND_NAMES = re.compile(r'=[ \t]*(?=["\[]|(?!(?:true|false)\b)[A-Za-z])')
_ARROW = re.compile(r"=>|→|-+>|—>|–>|>+")
_NAME_BEFORE = re.compile(r"([\w-]+)[ \t]*$")
_BACKWARDS = re.compile(r"(<[-=]*|←)[ \t]*([\w-]+)")


def misspelt_relation(stop: Stop) -> Mistake | None:
    """`app web need api`: behind a value, and in front of one, stands nearly a relation word."""
    found = _WORD_AND_VALUE.match(stop.text, stop.at, stop.line_end)
    meant = closest(found.group(1), _TELLING) if found else None
    if not found or not meant or stop.bracket is not None or not stop.takes("RELATION"):
        return None
    span = stop.span(*found.span(1))
    return complain(
        "misspelt-relation",
        f"`{found.group(1)}` joins nothing; did you mean `{meant}`?",
        (span, "no relation word"),
        fix=replace(f"write `{meant}`", span, meant),
        mend=Mend(stop.at, (("RELATION", meant),), found.end(1)),
    )


def relation_with_equals(stop: Stop) -> Mistake | None:
    """`on = ["eu"]`, `stage a on = eu`, as in HCL. Before a number or a switch the word is rather
    meant as a key."""
    found = _LAST_RELATION.search(stop.before)
    sign = _EQUALS_AND_NAMES.match(stop.text, stop.at, stop.line_end)
    if not found or not sign:
        return None
    word = found.group(1)
    return complain(
        "misplaced-equals",
        f"`{word}` is a relation word: what it relates to follows without `=`",
        (stop.span(stop.at, stop.at + 1), "nothing stands between the two"),
        help=f'as the key of a value the word stands in quotes: `"{word}" = …`'
        if not found.start()
        else "",
        fix=replace("take the `=` out", stop.span(stop.at, sign.end()), ""),
        mend=Mend(stop.at, (), stop.at + 1),
    )


def reserved_key(stop: Stop) -> Mistake | None:
    """`on = true`, `in.x = 3`."""
    found = _LAST_RELATION.fullmatch(stop.before)
    if not found or stop.rest[:1] not in ("=", "."):
        return None
    word, start = found.group(1), stop.statement
    span = stop.span(start, start + len(word))
    return complain(
        "reserved-word-as-name",
        f"`{word}` is a relation word and cannot begin the key of a value",
        (span, "a key is expected here"),
        fix=replace(f'write `"{word}"`', span, f'"{word}"'),
        mend=Mend(start, (("STRING", f'"{word}"'),), stop.at),
    )


def reserved_name(stop: Stop) -> Mistake | None:
    """`stage on`, `cluster on at "…"`: a relation word where a name belongs. In the second, `at`
    was taken for the value of `on`."""
    swallowed = _SWALLOWED.fullmatch(stop.before)
    if swallowed and not stop.takes("STRING"):
        start = stop.statement + swallowed.start(1)
        return _reserved(stop, swallowed.group(1), start, start + len(swallowed.group(1)))
    after_noun = _NOUN_AND_RELATION.fullmatch(stop.before)
    if not after_noun or stop.rest[:1] not in ("", "{", "#"):
        return None
    start = stop.statement + after_noun.start(2)
    return _reserved(stop, after_noun.group(2), start, stop.at)


def _reserved(stop: Stop, word: str, start: int, resume: int) -> Mistake:
    return complain(
        "reserved-word-as-name",
        f"`{word}` is a relation word and cannot be a name",
        (stop.span(start, start + len(word)), "a name is expected here"),
        help="choose another name; or, if it is meant as a relation, name what it is about first",
        mend=Mend(start, (("NAME", word),), resume),
    )


def missing_value(stop: Stop) -> Mistake | None:
    """A relation word, `=` or `->` with nothing behind it."""
    found = _EXPECTS_VALUE.search(stop.before)
    if found and found.group(1) and not stop.takes("STRING"):
        return None
    follows = stop.rest.strip()
    if not found or (follows and follows[0] not in "{}#,]"):
        return None
    word = found.group().strip()
    start = stop.statement + found.start()
    return complain(
        "missing-value",
        f"nothing follows `{word}`",
        (stop.span(start, start + len(word)), "expects something after it"),
        help="complete the line, or take the word out",
        mend=None if word == "=" else Mend(start, (), stop.at),
    )


def yaml_style(stop: Stop) -> Mistake | None:
    """`key: value` and `- element`."""
    if stop.statement == stop.at and re.match(r"-(?:[ \t]|$)", stop.rest):
        return complain(
            "yaml-style",
            "this looks like YAML: a list stands in brackets here",
            (stop.span(stop.at, stop.at + 1), "no list begins with `-`"),
            help="write the elements behind their word: `word [a, b]`",
        )
    if not re.match(r":(?:[ \t]|$)", stop.rest):
        return None
    value = re.search(r'(?:"\S*"|\.\S+)$', stop.before)
    colon = stop.span(stop.at, stop.at + 1)
    either = _NUMBER_OR_SWITCH.fullmatch(stop.rest)
    if either and not value and stop.brace is not None:
        word, said = stop.before.strip(), either.group(1)
        return complain(
            "yaml-style",
            "this looks like YAML: no colon stands between a word and its value here",
            (colon, "a colon"),
            help=f"a word of the language takes its value as it is, `{word} {said}`; "
            f"a value of the workload has an equals sign, `{word} = {said}`",
            mend=Mend(stop.at, (), stop.at + 1),
        )
    return complain(
        "yaml-style",
        "this looks like YAML: no colon stands between a word and its value here",
        (colon, "a colon"),
        help="" if value else "a value of the workload has an equals sign: `key = value`",
        fix=replace("write ` =`", colon, " =")
        if value
        else replace("take the colon out", colon, ""),
        mend=Mend(stop.at, (("EQUAL", "="),) if value else (), stop.at + 1)
        if stop.rest[1:].strip()
        else None,
    )


def other_arrow(stop: Stop) -> Mistake | None:
    """`=>`, `→` and their like."""
    found = _ARROW.match(stop.rest)
    if not found or found.group() == "->":
        return None
    span = stop.span(stop.at, stop.at + found.end())
    return complain(
        "other-arrow",
        f"the arrow is written `->`, not `{found.group()}`",
        (span, "another arrow"),
        fix=replace("write `->`", span, "->"),
        mend=Mend(stop.at, (("__ANON_0", "->"),), span.end),
    )


def arrow_backwards(stop: Stop) -> Mistake | None:
    """`production <- staging`. In a longer chain it is not clear how much of it is turned."""
    left, found = _NAME_BEFORE.search(stop.before), _BACKWARDS.match(stop.rest)
    if not left or not found or not stop.takes("__ANON_0"):
        return None
    start, end = stop.statement + left.start(), stop.at + found.end()
    others = stop.before + stop.rest[found.end() :]
    is_alone = not re.search(r"->|<|←", others)
    turned = f"{found.group(2)} -> {left.group(1)}"
    read = (("NAME", found.group(2)), ("__ANON_0", "->"), ("NAME", left.group(1)))
    return complain(
        "other-arrow",
        f"`{found.group(1)}` points back, and a chain is written the way that releases go",
        (stop.span(stop.at, stop.at + found.end(1)), "another arrow"),
        help="" if is_alone else "write the chain from its first stage to its last, with `->`",
        fix=replace(f"write `{turned}`", stop.span(start, end), turned) if is_alone else None,
        mend=Mend(start, read, end),
    )


def semicolon(stop: Stop) -> Mistake | None:
    """`a b;`: lines need no other end."""
    if not stop.rest.startswith(";"):
        return None
    goes_on = bool(stop.rest[1:].strip())
    span = stop.span(stop.at, stop.at + 1)
    return complain(
        "semicolon",
        "a statement ends with its line",
        (span, "no semicolon"),
        fix=replace("begin a new line" if goes_on else "take it out", span, "\n" * goes_on),
        mend=Mend(stop.at, (("_NL", "\n"),) * goes_on, stop.at + 1),
    )


def misplaced_equals(stop: Stop) -> Mistake | None:
    """`stage a = 3`, `labels team = "x"`."""
    if not stop.rest.startswith("=") or not stop.before.strip():
        return None
    return complain(
        "misplaced-equals",
        "`=` sets a value of the workload, and its key comes first on the line",
        (stop.span(stop.at, stop.at + 1), "no key stands directly before it"),
        help="write `key = value`; our own words take their value without `=`",
    )


def missing_equals(stop: Stop) -> Mistake | None:
    """`env.MODE "fast"`: only keys have dots before anything else on their line."""
    if not stop.takes("EQUAL") or not re.fullmatch(r"\S+\.\S+[ \t]+", stop.before):
        return None
    key = stop.before.rstrip()
    end = stop.statement + len(key)
    return complain(
        "missing-equals",
        f"`{key}` is the key of a value, and `=` stands between the two",
        (stop.span(stop.statement, end), "no `=` after it"),
        fix=replace("put `=` behind it", stop.span(end, end), " ="),
        mend=Mend(stop.at, (("EQUAL", "="),), stop.at),
    )


def unexpected_text(stop: Stop) -> Mistake:
    """Anything else."""
    word = stop.word if stop.rest.strip() else stop.span(stop.at, stop.at)
    said = f"`{word.text}` cannot stand here" if word.text else "the line ends too early"
    begins = stop.statement == stop.at
    return complain(
        "unexpected-text",
        said,
        (word, "no line begins like this" if begins else "does not fit what stands before it"),
        help="a line is a noun, perhaps a name, then relation words and what they relate to",
    )
