"""Namespaces: created by the platform, never deleted by anybody but people."""

from gitopsc.backends.argocd.site import Site
from gitopsc.manifests.draft import Draft
from gitopsc.manifests.kubernetes import namespace
from gitopsc.payload import NAMESPACES, furniture, gather_beside

KEPT = {"argocd.argoproj.io/sync-options": "Prune=false,Delete=false"}
"""Deleting a Namespace deletes all that is in it, data included."""


def emit_namespaces(site: Site, draft: Draft) -> None:
    """Put every namespace of a site, with its furniture beside it."""
    for item in site.namespaces:
        file = item.slot.file_slot(NAMESPACES)
        made = namespace(item.name, labels=dict(item.labels), annotations=KEPT)
        gather_beside(file, (made, *furniture(item)), item.subject, draft)
