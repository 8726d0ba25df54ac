"""The controllers that a Flux consists of."""

from gitopsc.backends.flux.site import Site

USUAL = (
    "source-controller",
    "kustomize-controller",
    "helm-controller",
    "notification-controller",
)
"""What is installed when nobody chooses."""

WATCHER = "source-watcher"
"""The controller that makes slices."""


def extra(site: Site) -> tuple[str, ...]:
    """The controllers that have to be asked for. They have to be there before the tree is: of a
    folder with one unknown kind Flux applies nothing."""
    return (WATCHER,) if site.instance.slices else ()
