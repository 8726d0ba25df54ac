"""The workshop that builds trees for Flux."""

from gitopsc.backends.flux.backend import emit
from gitopsc.backends.flux.refusals import REFUSALS, REMARKS, VERSION

__all__ = ["REFUSALS", "REMARKS", "VERSION", "emit"]
