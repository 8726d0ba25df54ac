"""What a delivery consists of: for every file, what is to be done with it or why nothing is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from gitopsc.delivery.record import Record
from gitopsc.diagnostics.diagnostic import Diagnostic
from gitopsc.manifests.tree import Document


class Kind(StrEnum):
    """What becomes of a file; the law is docs/decisions/0004-ownership.md."""

    WRITE_NEW = "write-new"
    WRITE_SEED = "write-seed"
    SEED_ANEW = "seed-anew"
    """Of a set that begins where files of ours were: nobody's hand was in the one that stands."""
    OVERWRITE = "overwrite"
    DELETE = "delete"
    UNCHANGED = "unchanged"
    ADOPT = "adopt"
    """Not on the record, but equal: from now on ours."""
    KEEP_SEEDED = "keep-seeded"
    LEAVE_OUT = "leave-out"
    """Of a set that was seeded, and not there: its people have taken it out, and it stays out."""
    EDITED = "edited"
    FOREIGN = "foreign"
    FORGET = "forget"
    """On the record, no longer emitted, and gone."""
    LEFT_BEHIND = "left-behind"
    """Their people's, where the spec leads no more: begun by it, or in a folder that was ours."""
    DECIDING = "deciding"
    """Nobody's but their people's, and says how a folder is read into which files of ours come."""
    UNLISTED = "unlisted"
    """The kustomization of a set that is left out, and none of others stands there: what they have
    in the folder cannot be built."""
    RELEASE = "release"
    """On the record, no longer emitted, and what stands there is no longer our file."""


SEEDING = frozenset({Kind.WRITE_SEED, Kind.SEED_ANEW})
STANDING_SEEDS = SEEDING | {Kind.KEEP_SEEDED}
WRITING = SEEDING | {Kind.WRITE_NEW, Kind.OVERWRITE}
TOUCHING = WRITING | {Kind.DELETE}
GONE = frozenset({Kind.DELETE, Kind.FORGET})
"""Where a file of ours was, and none will be."""


@dataclass(frozen=True)
class Delivery:
    """One repository as it shall become: the result of a survey, carried out or only told."""

    checkout: Path
    repo: str
    """What the repository is called in front of a path; `""` for a checkout that stands alone."""
    owner: str
    diagnostics: tuple[Diagnostic, ...] = ()
    blocked: bool = False
    """Whether nothing may be written because of what the diagnostics say."""
    steps: Mapping[str, Kind] = field(default_factory=dict)
    """What becomes of every file, by its path."""
    documents: Mapping[str, Document] = field(default_factory=dict, repr=False)
    recorded: Record = field(default=Record(), repr=False)
    """The record as it stands on the disk."""
    record: Record = field(default=Record(), repr=False)
    """The same once everything is done."""
    neighbours: Mapping[str, str] = field(default_factory=dict, repr=False)
    """The records of other specs as they stand there: path to fingerprint."""

    @cached_property
    def pending(self) -> tuple[str, ...]:
        """The files that are touched by carrying it out."""
        return tuple(path for path, kind in self.steps.items() if kind in TOUCHING)


def shown(repo: str, path: str) -> str:
    """How a path is told to the user, and named by them after `--force`."""
    return f"{repo}/{path}" if repo else path
