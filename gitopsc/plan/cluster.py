"""A cluster that operators deploy to."""

from typing import NamedTuple


class ClusterAt(NamedTuple):
    """A cluster as its operator sees it."""

    name: str
    server: str | None
    credentials: str
    """The name of the Secret with its kubeconfig."""
    labels: tuple[tuple[str, str], ...] = ()
