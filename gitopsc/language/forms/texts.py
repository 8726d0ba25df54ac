"""Texts of the world: quoted, and checked as far as their kind allows."""

import re
from collections.abc import Callable
from typing import NamedTuple

from gitopsc.language.forms.form import Said, bare_text, quoted_text, refuse_many
from gitopsc.language.forms.names import is_label
from gitopsc.language.forms.placeholders import PLACEHOLDER, check_placeholders
from gitopsc.language.mistakes import Mistakes, quote, reword
from gitopsc.source import Span
from gitopsc.syntax.tree import Value

Check = Callable[[str, Span, Mistakes], str | None]
"""Gives the canonical text, or `None` after a complaint."""


def not_empty(text: str, span: Span, mistakes: Mistakes) -> str | None:
    """Accepts any text with something in it."""
    if text.strip():
        return text
    mistakes.report("empty-text", "this text is empty", (span, "nothing in it"))
    return None


def as_it_is(text: str, span: Span, mistakes: Mistakes) -> str | None:
    """Accepts any text with something in it, and without placeholders: nothing would fill them."""
    said = not_empty(text, span, mistakes)
    if said is None or not check_placeholders(said, span, (), "this text", mistakes):
        return None
    return said


class Text(NamedTuple):
    """A quoted text that passes a check."""

    described: str
    check: Check = as_it_is

    def read(self, value: Value, word: str, mistakes: Mistakes) -> tuple[Said, ...]:
        text = quoted_text(value)
        if text is None:
            if refuse_many(value, word, mistakes):
                return ()
            mistakes.report(
                "not-quoted",
                f"`{word}` takes a text in quotes",
                (value.span, "without quotes"),
                fix=quote(value.span),
            )
            return ()
        checked = self.check(text, value.span, mistakes)
        return () if checked is None else (Said(checked, value.span),)


class Term(NamedTuple):
    """The name of something in the world: a label, or anything else in quotes."""

    described: str = "a label, or a text in quotes"
    check: Check = as_it_is

    def read(self, value: Value, word: str, mistakes: Mistakes) -> tuple[Said, ...]:
        text = bare_text(value)
        if text is None or not is_label(text):
            return Text(self.described, self.check).read(value, word, mistakes)
        return (Said(text, value.span, bare=True),)


class KindOfObject(NamedTuple):
    """`ClusterRole`, or with its group in quotes: `"cert-manager.io/Certificate"`."""

    described: str = 'a kind, `ClusterRole` or `"group/Kind"`'

    def read(self, value: Value, word: str, mistakes: Mistakes) -> tuple[Said, ...]:
        text = quoted_text(value) or bare_text(value)
        if text is None or not re.fullmatch(r"([a-z0-9.-]+/)?[A-Z][A-Za-z0-9]*", text):
            mistakes.report(
                "not-a-kind",
                f"`{word}` takes kinds of objects",
                (value.span, "not a kind"),
                help='write `ClusterRole`, or with its group `"cert-manager.io/Certificate"`',
            )
            return ()
        return (Said(text, value.span),)


class Version(NamedTuple):
    """A version: always a text, for `1.10` is not the number 1.1."""

    described: str = 'a version in quotes (`"1.10"`)'

    def read(self, value: Value, word: str, mistakes: Mistakes) -> tuple[Said, ...]:
        if bare_text(value) is None:
            return Text(self.described).read(value, word, mistakes)
        mistakes.report(
            "unquoted-version",
            "a version is a text, and texts stand in quotes",
            (value.span, "without quotes"),
            fix=quote(value.span),
        )
        return ()


def pair(text: str, span: Span, mistakes: Mistakes) -> str | None:
    """Checks `key=value`, the form of a Kubernetes label."""
    name = r"[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?"
    if re.fullmatch(rf"([a-z0-9.-]+/)?{name}=({name})?", text):
        return text
    mistakes.report(
        "not-a-pair",
        f"`{text}` is not a label of Kubernetes",
        (span, "not `key=value`"),
        help='write `labels ["cost-center=4711"]`: letters, digits, `-`, `_` and `.`',
    )
    return None


def clock(text: str, span: Span, mistakes: Mistakes) -> str | None:
    """Checks a time of day."""
    if re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", text):
        return text
    mistakes.report(
        "not-a-time",
        f"`{text}` is not a time of day",
        (span, "not `HH:MM`"),
        help='write hours and minutes, from `"00:00"` to `"23:59"`',
    )
    return None


def owner(text: str, span: Span, mistakes: Mistakes) -> str | None:
    """Checks what a forge takes in CODEOWNERS: `@person`, `@group/team`, or a mail address."""
    if re.fullmatch(r"@{1,2}[\w.-]+(/[\w.-]+)*|[^\s@#]+@[\w-]+(\.[\w-]+)+", text):
        return text
    mistakes.report(
        "not-an-owner",
        f"`{text}` is nobody whom a forge could ask",
        (span, "no person, no group and no mail address"),
        help='write `"@person"`, `"@group/team"` or `"name@example.org"`',
    )
    return None


_AREAS = "Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Etc|Europe|Indian|Pacific"


def time_zone(text: str, span: Span, mistakes: Mistakes) -> str | None:
    """Checks the name of a time zone: an area of the IANA database and a place in it. Which places
    there are is a matter of its edition, and this machine's is not the operator's."""
    if text == "UTC" or re.fullmatch(rf"({_AREAS})(/[A-Za-z0-9_+-]+)+", text):
        return text
    mistakes.report(
        "not-a-zone",
        f"`{text}` is not a time zone",
        (span, "not `Area/Place`"),
        help='write `"UTC"`, or a place that keeps the time, `"Europe/Berlin"`: an abbreviation is '
        "wrong for half of the year",
    )
    return None


_HOST = r"[A-Za-z0-9]+([.-]+[A-Za-z0-9]+)*(:\d+)?"
_STEP = r"[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*"
_IMAGE = rf"({_HOST}/)?{_STEP}(/{_STEP})*"
"""A registry, and the steps of the name of a repository in it (opencontainers/distribution-spec,
"Pulling manifests")."""


def image(text: str, span: Span, mistakes: Mistakes) -> str | None:
    """Checks that an image names its repository only: the version is said elsewhere."""
    last = text.rpartition("/")[2]
    if ":" not in last and "@" not in last:
        return _repository_of_image(text, span, mistakes)
    mistakes.report(
        "image-with-tag",
        f"the image `{text}` carries its version with it",
        (span, "a tag or a digest at its end"),
        help="`image` names the repository; `version` pins a tag, `start` begins with one",
    )
    return None


def _repository_of_image(text: str, span: Span, mistakes: Mistakes) -> str | None:
    said = as_it_is(text, span, mistakes)
    if said is None or re.fullmatch(_IMAGE, said):
        return said
    mistakes.report(
        "not-an-image",
        f"`{text}` is not the name of an image",
        (span, "no registry has it"),
        help="a registry, if it is not Docker Hub, and lower-case names with `/` between them: "
        '`"ghcr.io/acme/web"`',
        fix=reword(span, said.lower()) if re.fullmatch(_IMAGE, said.lower()) else None,
    )
    return None


_NO_BRANCH = re.compile(r"[\x00-\x20\x7f~^:?*\[\\]|\.\.|@\{|//|(^|/)\.|\.lock(/|$)|^[-/]|[/.]$|^@$")
"""What Git takes in no branch (git-check-ref-format)."""


def branch(text: str, span: Span, mistakes: Mistakes) -> str | None:
    """Checks the name of a branch, with placeholders or without."""
    said = not_empty(text, span, mistakes)
    if said is None or not _NO_BRANCH.search(PLACEHOLDER.sub("x", said)):
        return said
    mistakes.report(
        "not-a-branch",
        f"`{text}` is not the name of a branch",
        (span, "Git takes no such name"),
        help="write letters, digits, `-`, `_` and `.`, with `/` between them",
    )
    return None


def key_of_values(text: str, span: Span, mistakes: Mistakes) -> str | None:
    """Checks a way through maps of values; a list has no names to go by."""
    if re.fullmatch(r"[A-Za-z_][\w-]*(\.[A-Za-z_][\w-]*)*", text):
        return text
    mistakes.report(
        "not-a-key",
        f"`{text}` is no key of values",
        (span, "not `KEY.KEY`"),
        help='write the way to the tag in the values of the chart, `"image.tag"`; the tag itself '
        "is said by `start`",
    )
    return None
