"""What `flux bootstrap` works with: the folder `flux-system` in the root."""

from gitopsc.backends.flux.controllers import AUTOMATION, extra
from gitopsc.backends.flux.link import PLATFORM_ACCOUNT
from gitopsc.backends.flux.site import Site
from gitopsc.backends.flux.sources import git_repository
from gitopsc.diagnostics.diagnostic import Diagnostic, Label
from gitopsc.manifests.draft import Draft
from gitopsc.manifests.kubernetes import kubernetes_object
from gitopsc.manifests.kustomize import KUSTOMIZATION, kustomization
from gitopsc.manifests.yaml import dump
from gitopsc.payload import SEEDED, inline_patch
from gitopsc.plan.source import RemoteBase
from gitopsc.refs import Where

COMPONENTS = "gotk-components.yaml"
SYNC = "gotk-sync.yaml"

USUAL_NAMESPACE = "flux-system"
"""Where `flux bootstrap` installs Flux unless it is told."""

_OF_CLUSTER = ("ClusterRole", "ClusterRoleBinding", "CustomResourceDefinition", "Namespace")

_REFERRING = ("helm-controller", *AUTOMATION, "kustomize-controller", "notification-controller")
"""The controllers whose objects refer to others, whether they are there or not."""


def emit_bootstrap(site: Site, draft: Draft) -> None:
    """Put the folder. `flux bootstrap` writes the first two files anew at every upgrade, so they
    are seeded; the kustomization, which bootstrap keeps, is ours. There is none in the root itself:
    it would make Flux prune what it does not list, Flux included (P13)."""
    folder = site.root.below(site.namespace)
    repo, subject = folder.repo.folder, site.declared
    draft.seed(repo, folder.file(COMPONENTS), _components(site), subject)
    draft.seed(repo, folder.file(SYNC), _sync(site), subject)
    built = kustomization(
        resources=[COMPONENTS, SYNC],
        patches=[
            *_gates(site),
            *(_lock_down(site) if site.instance.tenancy else []),
            *(_without_cluster() if site.instance.team else []),
        ],
    )
    draft.yaml(repo, folder.file(KUSTOMIZATION), built, subject=subject)


def locked_out_bases(site: Site) -> list[Diagnostic]:
    """Remote bases that the lock-down keeps out."""
    if not site.instance.tenancy:
        return []
    return [
        Diagnostic(
            "remote-base-locked-out",
            f"{unit.declared} is built from a remote base, and Flux reads none where teams write "
            "their own links",
            (Label(Where(unit.declared, "from"), "in somebody else's repository"),),
            help=("bring the manifests beside the spec with `manifests`",),
        )
        for unit in site.units
        if isinstance(unit.source, RemoteBase) and unit.rendered_by is None
    ]


def options(site: Site) -> str:
    """What `flux bootstrap` is asked for beyond its defaults, as it stands in its command."""
    asked = [f" --components-extra={controller}" for controller in extra(site)]
    if site.namespace != USUAL_NAMESPACE:
        asked.insert(0, f" --namespace={site.namespace}")
    if site.instance.team:
        asked.append(" --watch-all-namespaces=false")
    return "".join(asked)


def _components(site: Site) -> str:
    return f"# {SEEDED}\n# `flux bootstrap{options(site)}` puts the controllers here.\n"


def _sync(site: Site) -> str:
    name, root = site.namespace, site.root
    link = kubernetes_object(
        "kustomize.toolkit.fluxcd.io/v1",
        "Kustomization",
        name,
        name,
        spec={
            "interval": "10m",
            "path": f"./{root.path}" if root.path else "./",
            "prune": True,
            "sourceRef": {"kind": "GitRepository", "name": name},
        },
    )
    return dump(git_repository(name, name, root.repo), link, header=SEEDED)


def _gates(site: Site) -> list[dict[str, object]]:
    """Reading slices is an option of the controllers that read (Flux RFC-0012)."""
    if not site.instance.slices:
        return []
    readers = ("helm-controller", "kustomize-controller")
    return [_argument("--feature-gates=ExternalArtifact=true", readers)]


def _lock_down(site: Site) -> list[dict[str, object]]:
    """The patches of Flux's page on multi-tenancy lock-down: no reference crosses a namespace, no
    remote base is read, and who names no account has no rights; the platform names its own."""
    patches: list[dict[str, object]] = [
        _argument("--no-cross-namespace-refs=true", _referring(site)),
        _argument("--no-remote-bases=true", ("kustomize-controller",)),
        _argument("--default-service-account=default", ("helm-controller", "kustomize-controller")),
    ]
    account: list[object] = [
        {"op": "add", "path": "/spec/serviceAccountName", "value": PLATFORM_ACCOUNT},
    ]
    return [*patches, inline_patch(dump(account), "Kustomization", site.namespace)]


def _without_cluster() -> list[dict[str, object]]:
    """What belongs to the whole cluster is left out of what a team's own Flux brings: above all the
    binding `cluster-reconciler-<namespace>`, with which it could do anything, even though it
    watches one namespace alone (the page "flux bootstrap", `--watch-all-namespaces`)."""
    return [
        inline_patch(f"$patch: delete\napiVersion: v1\nkind: {kind}\nmetadata:\n  name: any", kind)
        for kind in _OF_CLUSTER
    ]


def _referring(site: Site) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*_REFERRING, *extra(site))))


def _argument(argument: str, controllers: tuple[str, ...]) -> dict[str, object]:
    path = "/spec/template/spec/containers/0/args/-"
    patch = dump([{"op": "add", "path": path, "value": argument}])
    name = controllers[0] if len(controllers) == 1 else f"({'|'.join(controllers)})"
    return inline_patch(patch, "Deployment", name)
