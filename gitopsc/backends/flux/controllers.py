"""The controllers that a Flux consists of."""

from gitopsc.backends.flux.site import Site

USUAL = (
    "source-controller",
    "kustomize-controller",
    "helm-controller",
    "notification-controller",
)
"""What is installed when nobody chooses."""

AUTOMATION = ("image-automation-controller", "image-reflector-controller")
"""What looks for images, and writes which one was chosen."""

WATCHER = "source-watcher"
"""The controller that makes slices."""


def extra(site: Site) -> tuple[str, ...]:
    """The controllers that have to be asked for. They have to be there before the tree is: of a
    folder with one unknown kind Flux applies nothing."""
    return (
        *(AUTOMATION if site.updaters else ()),
        *((WATCHER,) if site.instance.slices else ()),
    )
