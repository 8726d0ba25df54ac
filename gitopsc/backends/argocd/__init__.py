"""The workshop that builds trees for Argo CD."""

from gitopsc.backends.argocd.backend import emit
from gitopsc.backends.argocd.refusals import REFUSALS, REMARKS, VERSION

__all__ = ["REFUSALS", "REMARKS", "VERSION", "emit"]
