"""The rights that the platform of a hub has on the clusters it reaches."""

from collections.abc import Iterator

from gitopsc.backends.flux.link import PLATFORM_ACCOUNT
from gitopsc.backends.flux.namespaces import KEPT, NamespaceFiles
from gitopsc.backends.flux.release import RELEASE_ACCOUNT
from gitopsc.backends.flux.site import Site
from gitopsc.manifests.draft import Draft
from gitopsc.manifests.kubernetes import (
    RBAC,
    KubernetesObject,
    account_subject,
    kubernetes_object,
    namespace,
    service_account,
)
from gitopsc.payload import gather_beside
from gitopsc.refs import Ref


def emit_platform_accounts(site: Site, files: NamespaceFiles, draft: Draft) -> None:
    """Put the platform's accounts beside the namespaces of each spoke of a locked-down hub.

    With the lock-down every link acts as an account, on a spoke as the account of that name there
    (fluxcd.io, "Kustomization", "KubeConfig (Remote clusters)"). A spoke has no Flux that would
    bring it, so a person applies this file once, with the rights of an administrator, when the
    cluster joins.
    """
    if not site.instance.tenancy:
        return
    for cluster, held in files.items():
        if site.kubeconfig(cluster):
            subject = Ref("cluster", (cluster,))
            for file in sorted(set(held.values())):
                gather_beside(file, _accounts(site), subject, draft)


def _accounts(site: Site) -> Iterator[KubernetesObject]:
    """What Flux installs for itself: two accounts, and the binding that `flux install` makes."""
    names = (RELEASE_ACCOUNT, PLATFORM_ACCOUNT)
    yield namespace(site.namespace, annotations=KEPT)
    yield from (service_account(name, site.namespace) for name in names)
    yield kubernetes_object(
        f"{RBAC}/v1",
        "ClusterRoleBinding",
        f"cluster-reconciler-{site.namespace}",
        roleRef={"apiGroup": RBAC, "kind": "ClusterRole", "name": "cluster-admin"},
        subjects=[dict(account_subject(name, site.namespace)) for name in names],
    )
