"""The workshop that builds trees for Argo CD."""

from gitopsc.backends.argocd.backend import emit
from gitopsc.backends.argocd.refusals import REFUSALS, REMARKS

__all__ = ["REFUSALS", "REMARKS", "emit"]
