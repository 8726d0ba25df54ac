"""The workshop that builds trees for Flux."""

from gitopsc.backends.flux.backend import emit
from gitopsc.backends.flux.refusals import REFUSALS, REMARKS

__all__ = ["REFUSALS", "REMARKS", "emit"]
