"""The workshop that builds trees for Argo CD."""

from gitopsc.backends.argocd.answers import REFUSALS, REMARKS, SINCE, VERSIONS
from gitopsc.backends.argocd.backend import emit

__all__ = ["REFUSALS", "REMARKS", "SINCE", "VERSIONS", "emit"]
