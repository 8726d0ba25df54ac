"""What every cluster has before anything runs on it, as argocd-autopilot keeps it.

A folder for each cluster, a file beside it that says how to reach the cluster, and one set for all.
"""

import posixpath
from collections.abc import Mapping
from typing import NamedTuple

from gitopsc.backends.argocd.destination import LOCAL_SERVER
from gitopsc.backends.argocd.link import Link, git_source
from gitopsc.backends.argocd.sets import ApplicationSet, Search
from gitopsc.backends.argocd.site import Site
from gitopsc.backends.argocd.sync_policy import sync_policy
from gitopsc.backends.argocd.waves import NAMESPACES
from gitopsc.diagnostics.diagnostic import Diagnostic, Label
from gitopsc.manifests.draft import Draft
from gitopsc.plan.slots import Slot
from gitopsc.refs import Ref, Where
from gitopsc.wiring.namespaces import CLUSTER_RESOURCES
from gitopsc.wiring.places.project_places import PLATFORM


class ClusterResources(NamedTuple):
    """The set, and what it makes."""

    set: ApplicationSet
    members: tuple[Link, ...]
    search: Search


def resource_folders(site: Site) -> Mapping[str, Slot]:
    """The folder of each cluster that stands where argocd-autopilot looks for it."""
    if site.instance.install != "autopilot":
        return {}
    found = {item.cluster: item.slot.folder for item in site.namespaces}
    home = posixpath.join(site.root.path, CLUSTER_RESOURCES)
    return {
        cluster: folder
        for cluster, folder in sorted(found.items())
        if folder == Slot(site.root.repo, f"{home}/{cluster}")
    }


def cluster_resources(site: Site) -> ClusterResources | None:
    """The set over the folders of all clusters, if there are such folders."""
    folders = resource_folders(site)
    if not folders:
        return None
    above = posixpath.join(site.root.path, CLUSTER_RESOURCES)
    wanted = f"{above}/*.json"
    members = tuple(_link(site, cluster, folder) for cluster, folder in folders.items())
    git = {
        "repoURL": site.root.repo.url,
        "revision": site.root.repo.branch,
        "files": [{"path": wanted}],
    }
    template = _template(site, Slot(site.root.repo, f"{above}/{{{{.name}}}}"))
    made = ApplicationSet(
        slot=site.root,
        name=CLUSTER_RESOURCES,
        namespace=site.instance.namespace,
        project=PLATFORM,
        repositories=(site.root.repo.url,),
        generators=({"git": git},),
        application=template.name,
        annotations={},
        spec=template.spec,
        # A cluster that is forgotten keeps what it has.
        is_reviewed=True,
        wave=NAMESPACES,
        subject=site.declared,
    )
    search = Search(
        subject=site.declared,
        operator=site.declared,
        kind="files",
        repo=site.root.repo,
        wanted=(wanted,),
        expected=frozenset(
            f"{above}/{cluster}.json" for cluster in folders if _server(site, cluster)
        ),
    )
    return ClusterResources(made, members, search)


def emit_clusters(site: Site, draft: Draft) -> tuple[Diagnostic, ...]:
    """Put the files by which the set finds the clusters."""
    unknown = []
    for cluster, folder in resource_folders(site).items():
        server = _server(site, cluster)
        if server is None:
            unknown.append(_unreachable(cluster))
            continue
        said = {"name": cluster, "server": server}
        draft.json(folder.repo.folder, f"{folder.path}.json", said, subject=site.declared)
    return tuple(unknown)


def _template(site: Site, folder: Slot) -> Link:
    return _made(site, "{{.name}}", folder, "{{.server}}")


def _link(site: Site, cluster: str, folder: Slot) -> Link:
    return _made(site, cluster, folder, _server(site, cluster) or "")


def _server(site: Site, cluster: str) -> str | None:
    return LOCAL_SERVER if cluster == site.instance.cluster else site.servers[cluster]


def _made(site: Site, cluster: str, folder: Slot, server: str) -> Link:
    return Link(
        slot=site.root,
        name=f"{CLUSTER_RESOURCES}-{cluster}",
        namespace=site.instance.namespace,
        project=PLATFORM,
        sources=(git_source(folder),),
        # Every object in such a folder names its namespace; `default` is there on every cluster.
        destination={"server": server, "namespace": "default"},
        sync=sync_policy(site.instance.policy, site.instance.version, prune=False),
        wave=0,
        subject=site.declared,
    )


def _unreachable(cluster: str) -> Diagnostic:
    return Diagnostic(
        "cluster-without-address",
        f"argocd-autopilot knows clusters by their servers, and nothing says that of `{cluster}`",
        (Label(Where(Ref("cluster", (cluster,))), "no address"),),
        help=(f'add its address: `cluster {cluster} at "https://…"`',),
    )
