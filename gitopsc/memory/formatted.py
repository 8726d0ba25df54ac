"""Which files were found to be formatted, and with which text: those need not be parsed again.

A file has one place on the shelf, as in `trees`; what lies there is the hash of its text.
"""

import json
from hashlib import sha256
from pathlib import Path

from gitopsc.memory import shelf
from gitopsc.proof.cabinet import program

FOLDER = "formatted"


def is_known(path: str, text: str) -> bool:
    """Whether this very text was formatted and without a mistake when it was last looked at."""
    return shelf.fetch(FOLDER, _name(path)) == _hash(text)


def remember(path: str, text: str) -> None:
    """Keep that the text of a file is formatted and without a mistake."""
    shelf.keep(FOLDER, _name(path), _hash(text))


def _name(path: str) -> str:
    return _hash(json.dumps([str(Path(path).absolute()), *program()])).hex()


def _hash(text: str) -> bytes:
    return sha256(text.encode("utf-8", "surrogatepass")).digest()
