"""The controllers of a Flux, and what is changed about how they run."""

from gitopsc.backends.flux.site import Site
from gitopsc.manifests.yaml import dump

WATCHER = "source-watcher"
"""The controller that makes slices; it is installed only when asked for."""

_REFERRING = (
    "helm-controller",
    "image-automation-controller",
    "image-reflector-controller",
    "kustomize-controller",
    "notification-controller",
)


def extra(site: Site) -> tuple[str, ...]:
    """The controllers that Flux does not install by itself. They have to be there before the tree
    is: of a folder with one unknown kind Flux applies nothing."""
    return (WATCHER,) if site.instance.slices else ()


def referring(site: Site) -> tuple[str, ...]:
    """The controllers whose objects refer to others."""
    return (*_REFERRING, *extra(site))


def gates(site: Site) -> list[dict[str, object]]:
    """Reading slices is an option of the controllers that read (Flux RFC-0012)."""
    if not site.instance.slices:
        return []
    readers = ("helm-controller", "kustomize-controller")
    return [argument("--feature-gates=ExternalArtifact=true", readers)]


def argument(argument: str, controllers: tuple[str, ...]) -> dict[str, object]:
    """The patch that gives an argument to some controllers."""
    path = "/spec/template/spec/containers/0/args/-"
    patch = dump([{"op": "add", "path": path, "value": argument}])
    name = controllers[0] if len(controllers) == 1 else f"({'|'.join(controllers)})"
    return {"patch": patch.removesuffix("\n"), "target": {"kind": "Deployment", "name": name}}
