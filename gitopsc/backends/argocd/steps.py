"""What a person does once to start an Argo CD; afterwards it takes everything from Git."""

from collections.abc import Iterator, Mapping

from gitopsc.backends.argocd.home import CHART
from gitopsc.backends.argocd.site import OPERATOR, Site, folder_of, sites
from gitopsc.refs import Ref
from gitopsc.wiring.plan import ClusterAt, Plan
from gitopsc.wiring.step import Step


def steps(plan: Plan) -> Mapping[Ref, tuple[Step, ...]]:
    """The steps of each instance, in order."""
    clusters = {cluster.name: cluster for cluster in plan.clusters}
    return {site.instance.ref: tuple(_steps(site, clusters)) for site in sites(plan)}


def _steps(site: Site, clusters: Mapping[str, ClusterAt]) -> Iterator[Step]:
    yield from _install(site)
    remote = [clusters[name] for name in site.instance.serves if name != site.instance.cluster]
    if remote:
        yield Step(
            "Add a cluster Secret (`argocd.argoproj.io/secret-type: cluster`) with exactly this "
            f"name for each cluster: {', '.join(_secret(cluster) for cluster in remote)}. They "
            "hold credentials, so they are not in Git."
        )
    yield Step("Add a Secret with credentials for each repository that is not public.")
    yield from _pushes(site)
    instance = site.instance
    yield Step(
        "Apply the platform's project, and the root that reads everything else.",
        (
            _apply(_project(site)),
            _apply(instance.root.file("root.yaml")),
        ),
    )


def _install(site: Site) -> Iterator[Step]:
    instance, home = site.instance, site.instance.home
    if instance.install == "helm" and home:
        yield Step(
            f"Install Argo CD from its own chart, which depends on `{CHART}`.",
            (
                f"helm dependency update {home.path}",
                f"helm upgrade --install {OPERATOR} {home.path} "
                f"--namespace {instance.namespace} --create-namespace",
            ),
        )
    else:
        yield Step(f"Install Argo CD into the namespace `{instance.namespace}`.")


def _pushes(site: Site) -> Iterator[Step]:
    """Argo CD pushes with other credentials than it pulls with, lest the one opens the other
    (docs/user-guide/source-hydrator.md)."""
    repos = sorted({unit.repo.url for unit in site.units if unit.is_hydrated})
    if repos:
        yield Step(
            "Add a Secret with `argocd.argoproj.io/secret-type: repository-write` for each "
            f"repository that it renders into: {', '.join(f'`{url}`' for url in repos)}."
        )


def _secret(cluster: ClusterAt) -> str:
    said = [cluster.server] if cluster.server else []
    if cluster.labels:
        labels = ", ".join(f"`{key}={value}`" for key, value in cluster.labels)
        said.append(f"labelled {labels}")
    return f"`{cluster.name}`" + (f" ({'; '.join(said)})" if said else "")


def _project(site: Site) -> str:
    """The file of the platform's project."""
    slot = site.instance.platform_project
    return slot.file("project-platform.yaml" if folder_of(slot) == site.root else "platform.yaml")


def _apply(path: str) -> str:
    return f"kubectl apply --filename {path}"
