"""The workshop that builds trees for Argo CD."""

from gitopsc.backends.argocd.answers import REFUSALS, REMARKS, SINCE, VERSIONS
from gitopsc.backends.argocd.backend import emit
from gitopsc.backends.argocd.carriers import conventions
from gitopsc.backends.argocd.realised import REALISED
from gitopsc.backends.argocd.steps import steps

__all__ = ["REALISED", "REFUSALS", "REMARKS", "SINCE", "VERSIONS", "conventions", "emit", "steps"]
