"""Namespaces: created by the platform, never deleted by anybody but people."""

from gitopsc.backends.argocd.site import Site
from gitopsc.manifests.draft import Draft
from gitopsc.manifests.kubernetes import namespace, resource_quota
from gitopsc.refs import Ref
from gitopsc.wiring.plan import NamespaceAt

KEPT = {"argocd.argoproj.io/sync-options": "Prune=false,Delete=false"}
"""Deleting a Namespace deletes all that is in it, data included."""

QUOTA = "quota"


def emit_namespaces(site: Site, draft: Draft) -> None:
    """Put every namespace of a site, with the quota beside it."""
    for item in site.namespaces:
        repo, path = item.slot.repo.folder, item.slot.file("namespaces.yaml")
        made = namespace(item.name, labels=dict(item.labels), annotations=KEPT)
        draft.gather(repo, path, made, _subject(item))
        if item.quota:
            quota = resource_quota(QUOTA, item.name, dict(item.quota))
            draft.gather(repo, path, quota, _subject(item))


def _subject(item: NamespaceAt) -> Ref:
    return Ref("team", (item.team,)) if item.team else Ref("cluster", (item.cluster,))
