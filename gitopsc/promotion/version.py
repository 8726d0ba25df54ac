"""A version: the tag of an image, its digest, or both; or the version of a chart."""

import re
from typing import Literal, NamedTuple

from gitopsc.model.tag import is_tag
from gitopsc.wiring.semver import rank

_DIGEST = re.compile(r"[a-z0-9]+(?:[.+_-][a-z0-9]+)*:[0-9a-fA-F]{32,}")
"""As the OCI distribution specification has it."""
_CHART = re.compile(r"[^\s\x00-\x1f\x7f](?:[^\x00-\x1f\x7f]*[^\s\x00-\x1f\x7f])?")

SHOWN_DIGITS = 12
"""Of a digest, where people read it."""


class Version(NamedTuple):
    tag: str | None = None
    digest: str | None = None

    @classmethod
    def read(cls, text: str) -> "Version":
        """What stands behind the name of an image, or is said in one text."""
        tag, _, digest = text.partition("@")
        return cls(tag or None, digest or None)

    def __str__(self) -> str:
        return f"{self.tag or ''}{f'@{self.digest}' if self.digest else ''}"

    @property
    def short(self) -> str:
        """For people, who tell digests apart by their first digits."""
        if self.digest is None:
            return str(self)
        algorithm, _, digits = self.digest.partition(":")
        return f"{self.tag or ''}@{algorithm}:{digits[:SHOWN_DIGITS]}"

    def flaw(self, what: Literal["image", "chart", "settings"]) -> str | None:
        """Why it cannot be the version of an image or a chart, if it cannot; ends a sentence."""
        if self.tag is None and self.digest is None:
            return "is no version"
        if what == "chart":
            return None if self.tag and _CHART.fullmatch(self.tag) else "is no version of a chart"
        if self.tag is not None and not is_tag(self.tag):
            return "is no tag of an image"
        if self.digest is not None and not _DIGEST.fullmatch(self.digest):
            return "is no digest of an image"
        return None

    def is_older(self, other: "Version") -> bool:
        """Whether both are semantic versions, and this one comes before the other whatever is said
        behind the numbers: there tags of images have builds, hashes and systems, and nobody can
        tell which one is older."""
        mine, theirs = rank(self.tag), rank(other.tag)
        return mine is not None and theirs is not None and mine[:3] < theirs[:3]
