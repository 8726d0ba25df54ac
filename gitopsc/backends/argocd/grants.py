"""What a team's own Argo CD may do: it is installed without rights on the cluster."""

from gitopsc.backends.argocd.site import Site
from gitopsc.manifests.draft import Draft
from gitopsc.payload import emit_grants

DEPLOYING = ("argocd-application-controller", "argocd-server")
"""The one that syncs, and the one by which people look at what was synced and restart it."""


def emit_rights(site: Site, draft: Draft) -> None:
    """Put its rights. The other parts work with the roles that its installation brings."""
    emit_grants(site.instance, site.grants, DEPLOYING, (), draft)


def cluster_secret(site: Site) -> tuple[str, ...]:
    """The commands for the Secret by which it knows its own cluster by namespaces alone: with the
    list it asks for nothing outside of them (docs/operator-manual/declarative-setup.md,
    "Clusters"). There are no credentials in it, since it uses its own account."""
    namespaces = ",".join(grant.namespace for grant in site.grants)
    name, at = "in-cluster", site.instance.namespace
    return (
        f"kubectl create secret generic {name} --namespace {at} --from-literal=name={name} "
        "--from-literal=server=https://kubernetes.default.svc --from-literal=config='{}' "
        f"--from-literal=namespaces={namespaces}",
        f"kubectl label secret {name} --namespace {at} argocd.argoproj.io/secret-type=cluster",
    )
