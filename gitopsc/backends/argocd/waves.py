"""Sync waves: in which order Argo CD applies the objects of one parent."""

ANNOTATION = "argocd.argoproj.io/sync-wave"

PROJECTS = -2
"""Before all that names them."""

NAMESPACES = -1
"""Before all that is in them; so is whatever else a cluster has before anything runs on it."""


def wave(number: int) -> dict[str, str]:
    """The annotation, written exactly when the wave is not 0, which is Argo CD's own default."""
    return {ANNOTATION: str(number)} if number else {}
