"""Path and name patterns: literal text and typed placeholders, nothing more."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

_PLACEHOLDER = re.compile(r"\{([a-z]+)\}")

APP = "{app}"
"""Filled in for the name of an app, it leaves a text in which any name can take its place."""


@dataclass(frozen=True)
class Pattern:
    """`apps/{app}/{stage}`, taken apart once and filled for many subjects."""

    text: str

    @cached_property
    def placeholders(self) -> tuple[str, ...]:
        """The names used, in order, each once."""
        return tuple(dict.fromkeys(_PLACEHOLDER.findall(self.text)))

    @cached_property
    def _template(self) -> str:
        """The text with `%(name)s` where a placeholder is: Python fills that in one step."""
        return _PLACEHOLDER.sub(r"%(\1)s", self.text.replace("%", "%%"))

    def fill(self, dimensions: Mapping[str, str]) -> str:
        """The text for one subject.

        :raises KeyError: when a placeholder has no value; ask `placeholders` first.
        """
        return self._template % dimensions


def common(patterns: Iterable[Sequence[str]]) -> Iterator[str]:
    """Those of the first that are among those of each other one as well."""
    first, *others = patterns
    return (text for text in first if all(text in other for other in others))


@cache
def pattern(text: str) -> Pattern:
    return Pattern(text)


@cache
def prefix(text: str, allowed: frozenset[str]) -> str | None:
    """The longest run of leading folders of a pattern that use only `allowed` placeholders, as a
    pattern; `None` when a placeholder of `allowed` comes only after it."""
    folders = text.split("/")
    kept: list[str] = []
    for folder in folders:
        if not set(_PLACEHOLDER.findall(folder)) <= allowed:
            break
        kept.append(folder)
    found = "/".join(kept)
    late = set(pattern(text).placeholders) & allowed - set(pattern(found).placeholders)
    return None if late or len(kept) == len(folders) else found
