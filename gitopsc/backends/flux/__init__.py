"""The workshop that builds trees for Flux."""

from gitopsc.backends.flux.answers import REFUSALS, REMARKS, SINCE, VERSIONS
from gitopsc.backends.flux.backend import emit

__all__ = ["REFUSALS", "REMARKS", "SINCE", "VERSIONS", "emit"]
