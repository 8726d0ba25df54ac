"""AppProjects: what the Applications of a team, of the platform, and of nobody may touch."""

from collections.abc import Iterable, Iterator, Mapping

from gitopsc.backends.argocd.destination import destination
from gitopsc.backends.argocd.kinds import group_kind, is_cluster_scoped
from gitopsc.backends.argocd.link import API, wave
from gitopsc.backends.argocd.site import Site, folder_of
from gitopsc.backends.argocd.windows import sync_windows
from gitopsc.manifests.draft import Draft
from gitopsc.manifests.kubernetes import kubernetes_object
from gitopsc.wiring.plan import Tenant
from gitopsc.wiring.slots import Slot

PLATFORM = "platform"
DEFAULT = "default"
WAVE = -2
EVERYTHING = [{"group": "*", "kind": "*"}]

Spec = dict[str, object]


def emit_projects(site: Site, used: Mapping[str, set[str]], draft: Draft) -> None:
    """Put all projects of a site.

    :param used: the repositories that the Applications of each project read.
    """
    specs = {PLATFORM: _platform(used.get(PLATFORM, ())), DEFAULT: _locked()}
    for tenant in site.tenants:
        specs[tenant.team] = _team(site, tenant, used.get(tenant.team, set()))
    for name, slot in project_slots(site):
        _emit(site, slot, name, specs[name], draft)


def project_slots(site: Site) -> Iterator[tuple[str, Slot]]:
    """The projects of a site and where each stands."""
    yield PLATFORM, site.instance.platform_project
    if site.instance.default_project:
        yield DEFAULT, site.instance.default_project
    for tenant in site.tenants:
        yield tenant.team, tenant.project


def _emit(site: Site, slot: Slot, name: str, spec: Spec, draft: Draft) -> None:
    """A project that goes away together with its Applications blocks their deletion, so it goes
    last; one that comes after them leaves them invalid for a while, so it comes first."""
    annotations = {"argocd.argoproj.io/sync-options": "PruneLast=true", **wave(WAVE)}
    project = kubernetes_object(
        API, "AppProject", name, site.instance.namespace, annotations=annotations, spec=spec
    )
    file = f"project-{name}.yaml" if folder_of(slot) == site.root else f"{name}.yaml"
    draft.gather(slot.repo.folder, slot.file(file), project, site.declared)


def _platform(repositories: Iterable[str]) -> Spec:
    """The platform creates namespaces and installs what every cluster gets: nothing is closed to
    it but other people's repositories."""
    return {
        "description": "What the platform itself deploys",
        "sourceRepos": sorted(repositories),
        "destinations": [{"server": "*", "namespace": "*"}],
        "clusterResourceWhitelist": EVERYTHING,
    }


def _locked() -> Spec:
    """Argo CD makes a project `default` that may do anything, and puts an Application without a
    project into it. Each one here has a project, so this one may do nothing."""
    return {
        "description": "Locked: every Application names a project of its own",
        "sourceRepos": [],
        "destinations": [],
        "namespaceResourceBlacklist": EVERYTHING,
    }


def _team(site: Site, tenant: Tenant, used: set[str]) -> Spec:
    places = [
        destination(site.instance, cluster, namespace) for cluster, namespace in tenant.namespaces
    ]
    if tenant.wiring:
        control = destination(site.instance, site.instance.cluster, tenant.control_namespace)
        places.append(control)
    spec: Spec = {
        "description": f"What team {tenant.team} deploys",
        "sourceRepos": sorted(used.union(repo.url for repo in tenant.repos)),
    }
    if site.is_delegated(tenant):
        spec["sourceNamespaces"] = [tenant.control_namespace]
    return {
        **spec,
        "destinations": sorted(places, key=lambda place: tuple(place.values())),
        "clusterResourceWhitelist": [],
        **_denied({*tenant.deny, *tenant.reserved}),
        **_admins(tenant),
        **sync_windows(tenant.gates),
    }


def _denied(deny: set[str]) -> Spec:
    """Cluster-scoped kinds are closed to teams anyhow; naming them again keeps them closed if
    somebody opens the list above."""
    kinds = [group_kind(word) for word in sorted(deny)]
    lists = {
        "clusterResourceBlacklist": [kind for kind in kinds if is_cluster_scoped(kind)],
        "namespaceResourceBlacklist": [kind for kind in kinds if not is_cluster_scoped(kind)],
    }
    return {key: value for key, value in lists.items() if value}


def _admins(tenant: Tenant) -> Spec:
    if not tenant.admins:
        return {}
    team = tenant.team
    role = {
        "name": "admin",
        "description": f"Everything on the Applications of team {team}",
        "policies": [f"p, proj:{team}:admin, applications, *, {team}/*, allow"],
        "groups": list(tenant.admins),
    }
    return {"roles": [role]}
