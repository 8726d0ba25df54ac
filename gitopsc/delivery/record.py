"""The record of a spec in a repository: which files it owns, with what content, and which it began.

A plain text without an extension, because an operator that walks the folder would apply YAML or
JSON. A line has the form of `sha256sum`; a path may have several, while a compile is under way or
after a merge of two branches. Of what was begun for others nothing is known but its path.
"""

import re
from collections.abc import Mapping
from hashlib import sha256
from typing import NamedTuple
from urllib.parse import quote, unquote

from gitopsc.delivery.paths import RECORDS, flaw

Marks = tuple[str, ...]
"""Fingerprints of the contents of one file that are ours, sorted and without repeats: mostly one,
for which a set would take five times the room."""

Owned = Mapping[str, Marks]
"""Path to its marks."""


class Record(NamedTuple):
    """What a spec has in a repository."""

    owned: Owned = {}
    seeded: frozenset[str] = frozenset()
    """What stands there, is wanted, and is others': told when it is wanted no longer."""

    @property
    def is_empty(self) -> bool:
        return not (self.owned or self.seeded)


FOLDER = f"{RECORDS}/owned"

_SEEDED = "seeded"
_LINE = re.compile(rf"([0-9a-f]{{64}}|{_SEEDED})  (.+)")


def fingerprint(content: bytes) -> str:
    """The SHA-256 of a content with CRLF taken as LF: `core.autocrlf` edits nothing."""
    plain = content.replace(b"\r\n", b"\n") if b"\r" in content else content
    return sha256(plain).hexdigest()


def file_name(owner: str) -> str:
    """The name of an owner as a file name on every disk, and never with an extension."""
    return quote(owner, safe="", errors="surrogatepass").replace(".", "%2E")


def owner_of(name: str) -> str:
    """The owner whose record has this file name."""
    return unquote(name, errors="surrogatepass")


def record_path(owner: str) -> str:
    """Where in a repository the record of an owner stands."""
    return f"{FOLDER}/{file_name(owner)}"


def temporary_path(owner: str) -> str:
    """Where what is new grows before it is moved into place: one file or folder per owner."""
    return f"{RECORDS}/writing-{file_name(owner)}"


def render(record: Record, owner: str) -> bytes:
    """The text of a record: a line for each path and fingerprint, sorted by path."""
    owned, seeded = record
    head = (
        f"# Files that gitopsc owns or has seeded here, compiled from {file_name(owner)}.gitops: "
        f"sha256 or `{_SEEDED}`, path.\n"
    )
    lines = [
        f"{mark}  {path}\n"
        for path in sorted(owned.keys() | seeded)
        for mark in (*owned.get(path, ()), *((_SEEDED,) if path in seeded else ()))
    ]
    return (head + "".join(lines)).encode()


def parse(content: bytes) -> Record | str:
    """The record a text holds, or why it holds none, as the end of a sentence about it."""
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return "is not UTF-8"
    owned: dict[str, Marks] = {}
    seeded: set[str] = set()
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), start=1):
        if not line or line.startswith("#"):
            continue
        match = _LINE.fullmatch(line)
        if not match:
            return f"has something else than a hash and a path in line {number}"
        mark, path = match.groups()
        if flaw(path):
            return f"has in line {number} a path that {flaw(path)}"
        if mark == _SEEDED:
            seeded.add(path)
        else:
            owned[path] = _joined(owned[path], (mark,)) if path in owned else (mark,)
    return Record(owned, frozenset(seeded))


def union(*records: Record) -> Record:
    """All fingerprints of all records: what is ours, however far a compile gets."""
    joined: dict[str, Marks] = {}
    for owned, _ in records:
        both = joined.keys() & owned.keys()
        shared = {path: _joined(joined[path], owned[path]) for path in both}
        joined = {**joined, **owned, **shared}
    return Record(joined, frozenset().union(*(record.seeded for record in records)))


def _joined(some: Marks, more: Marks) -> Marks:
    return tuple(sorted({*some, *more})) if some != more else more
