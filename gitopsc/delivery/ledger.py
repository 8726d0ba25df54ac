"""All records of a checkout: what is ours, and what is another spec's."""

from collections.abc import Mapping
from typing import NamedTuple

from gitopsc.delivery import complaints
from gitopsc.delivery.ground import Ground
from gitopsc.delivery.record import FOLDER, Record, fingerprint, owner_of, parse, record_path
from gitopsc.delivery.steps import shown
from gitopsc.diagnostics.diagnostic import Diagnostic


class Ledger(NamedTuple):
    own: Record
    others: Mapping[str, str]
    """Path to the owner who has it on their record."""
    begun_by_others: frozenset[str]
    """What other specs want there and leave to their people."""
    neighbours: Mapping[str, str]
    """The records of others, by their paths, with their fingerprints."""


def read_ledger(ground: Ground, owner: str, repo: str) -> Ledger | Diagnostic:
    """Read our record and those of other specs.

    :param repo: what to put in front of paths when they are told to the user.
    :return: the ledger, or what stands against knowing what is owned.
    """
    own_path = record_path(owner)
    own = Record()
    others: dict[str, str] = {}
    begun: set[str] = set()
    neighbours: dict[str, str] = {}
    try:
        # Our record may be absent, but nothing may bar the place where it will be written.
        sight = ground.look(own_path)
        if sight.bars(own_path):
            return complaints.obstacle(shown(repo, own_path), sight, shown(repo, sight.at))
        for name in ground.records(FOLDER):
            path = f"{FOLDER}/{name}"
            content = ground.read(path)
            record = parse(content)
            if isinstance(record, str):
                return complaints.unreadable_record(shown(repo, path), record)
            if path == own_path:
                own = record
            else:
                others.update(dict.fromkeys(record.owned, owner_of(name)))
                begun |= record.seeded
                neighbours[path] = fingerprint(content)
    except OSError as error:
        return complaints.not_readable(shown(repo, FOLDER), error)
    return Ledger(own, others, frozenset(begun), neighbours)
