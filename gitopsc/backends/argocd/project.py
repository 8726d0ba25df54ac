"""AppProjects: what the Applications of teams, of the platform, and of nobody may touch."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from gitopsc.backends.argocd.destination import destination
from gitopsc.backends.argocd.link import API
from gitopsc.backends.argocd.site import Site
from gitopsc.backends.argocd.waves import PROJECTS, wave
from gitopsc.backends.argocd.windows import sync_windows
from gitopsc.manifests.draft import Draft
from gitopsc.manifests.kinds import GroupKind, group_kind, is_cluster_scoped, means
from gitopsc.manifests.kubernetes import kubernetes_object
from gitopsc.plan.project import Project
from gitopsc.plan.slots import Slot
from gitopsc.wiring.places.project_places import DEFAULT, PLATFORM

ANNOTATIONS = {"argocd.argoproj.io/sync-options": "PruneLast=true", **wave(PROJECTS)}
"""A project that goes away together with its Applications blocks their deletion, so it goes last;
one that comes after them leaves them invalid for a while, so it comes first."""

EVERYTHING = [{"group": "*", "kind": "*"}]

Spec = dict[str, object]


def emit_projects(site: Site, used: Mapping[str, set[str]], draft: Draft) -> None:
    """Put all projects of a site.

    :param used: the repositories that the Applications of each project read.
    """
    specs = {PLATFORM: _platform(site, used.get(PLATFORM, ())), DEFAULT: _locked()}
    for project in site.projects:
        specs[project.name] = _of_teams(site, project, used.get(project.name, set()))
    for name, slot in project_slots(site):
        _emit(site, slot, name, specs[name], draft)


def project_slots(site: Site) -> Iterator[tuple[str, Slot]]:
    """The projects of a site and where each stands."""
    yield PLATFORM, site.instance.platform_project
    if site.instance.default_project:
        yield DEFAULT, site.instance.default_project
    for project in site.projects:
        yield project.name, project.slot


def _emit(site: Site, slot: Slot, name: str, spec: Spec, draft: Draft) -> None:
    project = kubernetes_object(
        API, "AppProject", name, site.instance.namespace, annotations=ANNOTATIONS, spec=spec
    )
    draft.gather(slot.repo.folder, project_file(site, name, slot), project, site.declared)


def project_file(site: Site, name: str, slot: Slot) -> str:
    """Among the links of the root, its name tells what it is."""
    return slot.file(f"project-{name}.yaml" if slot.folder == site.root else f"{name}.yaml")


def _platform(site: Site, repositories: Iterable[str]) -> Spec:
    """The platform creates namespaces and installs what every cluster gets: nothing is closed to
    it but other people's repositories. In a team's own Argo CD it is that Argo CD alone."""
    instance = site.instance
    home = destination(instance, instance.cluster, instance.namespace)
    return {
        "description": "What the platform itself deploys",
        "sourceRepos": sorted(repositories),
        "destinations": [home] if instance.team else [{"server": "*", "namespace": "*"}],
        "clusterResourceWhitelist": [] if instance.team else EVERYTHING,
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


def _of_teams(site: Site, project: Project, used: set[str]) -> Spec:
    instance = site.instance
    own = [t for t in site.tenants if t.team in project.teams and site.is_delegated(t)]
    places = [destination(instance, cluster, name) for cluster, name in project.namespaces]
    places += [
        destination(instance, instance.cluster, tenant.control_namespace)
        for tenant in own
        if tenant.wiring
    ]
    spec: Spec = {
        "description": f"What {_whose(project)} {'deploy' if _is_shared(project) else 'deploys'}",
        "sourceRepos": sorted(used.union(repo.url for repo in project.repos)),
    }
    if own:
        spec["sourceNamespaces"] = [tenant.control_namespace for tenant in own]
    return {
        **spec,
        "destinations": sorted(places, key=lambda place: tuple(place.values())),
        "clusterResourceWhitelist": [],
        **denied(project),
        **_admins(project),
        **sync_windows(project.gates),
    }


def denied(project: Project, but: Collection[GroupKind] = ()) -> Spec:
    """Cluster-scoped kinds are closed to teams anyhow; naming them again keeps them closed if
    somebody opens the list above.

    :param but: kinds that the platform itself brings by the same project.
    """
    words = sorted({*project.deny, *project.reserved})
    kinds = [kind for kind in map(group_kind, words) if not any(means(kind, it) for it in but)]
    lists = {
        "clusterResourceBlacklist": [kind for kind in kinds if is_cluster_scoped(kind)],
        "namespaceResourceBlacklist": [kind for kind in kinds if not is_cluster_scoped(kind)],
    }
    return {key: value for key, value in lists.items() if value}


def _admins(project: Project) -> Spec:
    if not project.admins:
        return {}
    name = project.name
    role = {
        "name": "admin",
        "description": f"Everything on the Applications of {_whose(project)}",
        "policies": [f"p, proj:{name}:admin, applications, *, {name}/*, allow"],
        "groups": list(project.admins),
    }
    return {"roles": [role]}


def _is_shared(project: Project) -> bool:
    return len(project.teams) > 1


def _whose(project: Project) -> str:
    return f"team{'s' if _is_shared(project) else ''} {' and '.join(project.teams)}"
