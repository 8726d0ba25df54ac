"""Some files of a repository in another content, while all its other files stand as they should."""

from collections.abc import Mapping
from pathlib import Path

from gitopsc.delivery import law
from gitopsc.delivery.ground import Ground, Standing
from gitopsc.delivery.ledger import read_ledger
from gitopsc.delivery.record import fingerprint
from gitopsc.delivery.steps import Delivery, Kind
from gitopsc.diagnostics.diagnostic import Diagnostic
from gitopsc.manifests.tree import Document


def amendment(
    before: Mapping[str, Document],
    after: Mapping[str, Document],
    checkout: Path,
    owner: str,
    repo: str,
) -> Delivery | None:
    """The delivery of files that are owned, and that stand as they were wanted before; `None` where
    one of them does not, for then nobody knows what else is different.

    :param before: path to document, as the disk and the record have to have it.
    :param after: the same paths, as they shall become.
    """
    ground = Ground(checkout)
    ledger = read_ledger(ground, owner, repo)
    if isinstance(ledger, Diagnostic) or ledger.others.keys() & after.keys():
        return None
    owned = dict(ledger.own.owned)
    for path, document in after.items():
        was, wanted = (d.text.encode() for d in (before[path], document))
        if not _stands(ground, path, was):
            return None
        ours = owned.get(path, law.NOT_OURS)
        kind = law.of_emitted(fingerprint(was), fingerprint(wanted), ours, forced=False)
        if kind is not Kind.OVERWRITE:
            return None
        owned[path] = (fingerprint(wanted),)
    return Delivery(
        checkout,
        repo,
        owner,
        steps=dict.fromkeys(after, Kind.OVERWRITE),
        documents=after,
        recorded=ledger.own,
        record=ledger.own._replace(owned=owned),
    )


def _stands(ground: Ground, path: str, content: bytes) -> bool:
    try:
        sight = ground.look(path)
        is_there = sight.standing is Standing.FILE and not sight.bars(path)
        return is_there and ground.read(path) == content
    except OSError:
        return False
