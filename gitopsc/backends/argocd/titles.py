"""What the tree's own Applications are called, depending on how Argo CD was installed."""

from typing import NamedTuple

from gitopsc.plan.instance import Instance


class Titles(NamedTuple):
    root: str
    """On the root."""
    own: str
    """On Argo CD's own installation."""
    projects: str
    """On the folder of projects."""


USUAL = Titles("root", "argocd", "projects")

AUTOPILOT = Titles("autopilot-bootstrap", "argo-cd", "root")
"""argoproj-labs/argocd-autopilot, `pkg/store`: its command line looks for these."""

KUBECTL = USUAL._replace(root=USUAL.own)
"""The root takes the installation along, so one Application is on both."""

_BY_INSTALL = {"autopilot": AUTOPILOT, "kubectl": KUBECTL}


def titles(instance: Instance) -> Titles:
    return _BY_INSTALL.get(instance.install or "", USUAL)
