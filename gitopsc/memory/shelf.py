"""Where memories are kept: in the user's cache folder, never in an output.

Believed is only what this user alone can have written: a regular file of theirs in a folder of
theirs that nobody else may enter. A hash in front tells what was cut off or decayed.
"""

import os
import stat
from hashlib import sha256
from pathlib import Path

from gitopsc.proof.cabinet import home, put

_HASH = sha256().digest_size


def fetch(folder: str, name: str) -> bytes | None:
    """What was kept under a name in a folder; `None` where there is nothing, or nothing to be
    believed."""
    path = Path(home(), folder, name)
    try:
        if not _is_private(path.parent.lstat(), stat.S_IFDIR):
            return None
        if not _is_private(path.lstat(), stat.S_IFREG):
            return None
        kept = path.read_bytes()
    except OSError:
        return None
    digest, content = kept[:_HASH], kept[_HASH:]
    return content if sha256(content).digest() == digest else None


def keep(folder: str, name: str, content: bytes) -> None:
    """Keep something for the next run."""
    put(str(Path(home(), folder, name)), sha256(content).digest() + content)


def _is_private(found: os.stat_result, kind: int) -> bool:
    if stat.S_IFMT(found.st_mode) != kind:
        return False
    if not hasattr(os, "getuid"):
        return True
    return found.st_uid == os.getuid() and not found.st_mode & 0o077
