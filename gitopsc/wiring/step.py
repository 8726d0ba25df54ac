"""What a person does once, before an operator can look after itself."""

from typing import NamedTuple


class Step(NamedTuple):
    """One step of a bootstrap: what it is for, and the lines to run, if any."""

    says: str
    command: tuple[str, ...] = ()
