"""The workshop that builds trees for Flux."""

from gitopsc.backends.flux.answers import REFUSALS, REMARKS, SINCE, VERSIONS
from gitopsc.backends.flux.backend import emit
from gitopsc.backends.flux.realised import REALISED

__all__ = ["REALISED", "REFUSALS", "REMARKS", "SINCE", "VERSIONS", "emit"]
