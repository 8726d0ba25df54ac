"""One compile of a folder at a time.

Two of them would write through the same temporary file and each believe its own record. So the
second one waits, and then finds everything done. The lock is a file in the user's cache, never in
an output; the system lets go of it when a process ends, however it ends, and all that were forked
of it meanwhile.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from gitopsc.proof.cabinet import home


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Wait for whoever else compiles into a folder. Without a cache to lock in nobody waits."""
    name = sha256(os.fsencode(os.path.realpath(folder))).hexdigest()
    lock = Path(home(), "locks", name)
    held = None
    with suppress(OSError):
        lock.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        held = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
        if sys.platform != "win32":  # which has no such locks: there nobody waits
            from fcntl import LOCK_EX, flock

            flock(held, LOCK_EX)
    try:
        yield
    finally:
        if held is not None:
            os.close(held)
