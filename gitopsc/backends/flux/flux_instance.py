"""A Flux that the Flux Operator installs and looks after, as a FluxInstance says.

Field by field from the operator's page "Flux Instance CRD". Nobody but us writes the files, so all
of them are owned; there are no gotk files beside them, or two would install one Flux.
"""

from gitopsc.backends.flux.controllers import USUAL, extra
from gitopsc.backends.flux.namespaces import KEPT
from gitopsc.backends.flux.shards import KEY
from gitopsc.backends.flux.site import Site
from gitopsc.backends.flux.sources import POLL, git_address, source_kind
from gitopsc.manifests.draft import Draft
from gitopsc.manifests.kubernetes import KubernetesObject, kubernetes_object
from gitopsc.manifests.kustomize import KUSTOMIZATION, kustomization
from gitopsc.plan.slots import Slot

API = "fluxcd.controlplane.io/v1"
_NAME = "flux"
"""The only one the operator accepts; there is one in a cluster."""
_REGISTRY = "ghcr.io/fluxcd"


def instance_file(site: Site) -> Slot:
    """Where the FluxInstance stands, which a person applies once."""
    folder = site.root.below(site.namespace)
    return folder.file_slot("flux-instance.yaml")


def emit_instance(site: Site, draft: Draft) -> None:
    """Put the folder. Once it is applied, it is applied from here like everything in the root."""
    file = instance_file(site)
    repo, folder = file.repo.folder, site.root.below(site.namespace)
    draft.yaml(repo, file.path, _instance(site), subject=site.declared)
    built = kustomization(resources=[file.path.rpartition("/")[2]])
    draft.yaml(repo, folder.file(KUSTOMIZATION), built, subject=site.declared)


def _instance(site: Site) -> KubernetesObject:
    """Never pruned: the operator takes Flux away with it. The workloads would stay, and nobody
    would look after them. Options of controllers are the operator's: it knows which ones they need.
    """
    return kubernetes_object(
        API,
        "FluxInstance",
        _NAME,
        site.namespace,
        annotations=KEPT,
        spec={
            "distribution": {"version": f"{site.instance.version}.x", "registry": _REGISTRY},
            "components": [*USUAL, *extra(site)],
            "cluster": _cluster(site),
            **_sharding(site),
            "sync": _sync(site),
        },
    )


def _cluster(site: Site) -> dict[str, object]:
    """`multitenant` is all of Flux's lock-down at once, the platform's own account included."""
    lock_down = {"multitenant": True, "tenantDefaultServiceAccount": "default"}
    return {
        "type": "kubernetes",
        **(lock_down if site.instance.tenancy else {}),
        "networkPolicy": True,
    }


def _sharding(site: Site) -> dict[str, object]:
    shards = list(site.instance.shards)
    return {"sharding": {"key": KEY, "shards": shards}} if shards else {}


def _sync(site: Site) -> dict[str, object]:
    """The operator makes a source and a Kustomization of it, both called like the namespace."""
    repo = site.root.repo
    secret = {"pullSecret": repo.credentials} if repo.credentials else {}
    return {
        "interval": POLL,
        "kind": source_kind(repo),
        "url": repo.url if repo.is_oci else git_address(repo.url),
        "ref": repo.branch if repo.is_oci else f"refs/heads/{repo.branch}",
        "path": site.root.path or "./",
        **secret,
    }
