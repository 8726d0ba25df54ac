"""What an operator asks of objects that others write for it to apply."""

from collections.abc import Mapping
from typing import NamedTuple

from gitopsc.refs import Ref


class Conventions(NamedTuple):
    """Those of one running operator."""

    kept: Mapping[str, str]
    """The annotations of an object that it never deletes."""
    told: Mapping[Ref, Mapping[str, str]]
    """For each unit that can be told of a new release the object to tell: its name and namespace.
    A unit that is not here is found out by and by."""
