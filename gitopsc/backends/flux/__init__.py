"""The workshop that builds trees for Flux."""

from gitopsc.backends.flux.answers import REFUSALS, REMARKS, SINCE, VERSIONS
from gitopsc.backends.flux.backend import emit
from gitopsc.backends.flux.carriers import conventions
from gitopsc.backends.flux.realised import REALISED
from gitopsc.backends.flux.steps import steps

__all__ = ["REALISED", "REFUSALS", "REMARKS", "SINCE", "VERSIONS", "conventions", "emit", "steps"]
