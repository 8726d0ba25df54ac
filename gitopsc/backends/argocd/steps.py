"""What a person does once to start an Argo CD; afterwards it takes everything from Git."""

from collections.abc import Iterator, Mapping
from shlex import quote

from gitopsc.backends.argocd.folders import root_file
from gitopsc.backends.argocd.grants import cluster_secret
from gitopsc.backends.argocd.home import CHART, DEFINITIONS, UPSTREAM
from gitopsc.backends.argocd.project import project_file
from gitopsc.backends.argocd.site import Site, sites
from gitopsc.backends.argocd.titles import titles
from gitopsc.payload import NAMESPACES
from gitopsc.plan.cluster import ClusterAt
from gitopsc.plan.plan import Plan
from gitopsc.plan.slots import Slot
from gitopsc.plan.step import Step, opening
from gitopsc.refs import Ref
from gitopsc.wiring.places.project_places import PLATFORM


def steps(plan: Plan) -> Mapping[Ref, tuple[Step, ...]]:
    """The steps of each instance, in order."""
    clusters = {cluster.name: cluster for cluster in plan.clusters}
    return {site.instance.ref: tuple(_steps(site, clusters)) for site in sites(plan)}


def _steps(site: Site, clusters: Mapping[str, ClusterAt]) -> Iterator[Step]:
    if site.instance.team:
        yield from _prepare(site)
    yield from _install(site)
    if site.instance.team:
        yield Step(
            "Tell it which namespaces are its own; again, whenever there is one more.",
            cluster_secret(site),
        )
    remote = [clusters[name] for name in site.instance.serves if name != site.instance.cluster]
    if remote:
        yield Step(
            "Add a cluster Secret (`argocd.argoproj.io/secret-type: cluster`) with exactly this "
            f"name for each cluster: {', '.join(_secret(cluster) for cluster in remote)}. They "
            "hold credentials, so they are not in Git."
        )
    yield Step("Add a Secret with credentials for each repository that is not public.")
    yield from _pushes(site)
    yield from _updates(site)
    tokens = sorted({p.code.credentials for p in site.previews if p.code.credentials})
    if tokens:
        names = ", ".join(f"`{name}`" for name in tokens)
        yield Step(
            f"Add to `{site.instance.namespace}` the Secrets by which the forge is asked for pull "
            f"requests, each with a read-only token under the key `token`: {names}."
        )
    if site.is_kustomized:
        yield Step(
            "Apply the root: from then on Argo CD reads everything from Git, itself included.",
            (_build(site.root),),
        )
    else:
        yield Step(
            "Apply the platform's project, and the root that reads everything else.",
            (_apply(_project(site)), _apply(root_file(site))),
        )


def _prepare(site: Site) -> Iterator[Step]:
    """What a team's own Argo CD has no right to bring itself."""
    yield Step(
        "As an administrator of the cluster, once for all teams: install Argo CD's own kinds.",
        _definitions(site),
    )
    files = sorted({grant.slot.file(NAMESPACES) for grant in site.grants})
    yield Step(
        "As an administrator of the cluster: apply the team's namespaces, and the rights in them.",
        tuple(_apply(file) for file in files),
    )


def _definitions(site: Site) -> tuple[str, ...]:
    instance, home = site.instance, site.instance.home
    if home is None:
        return ()
    if instance.install in UPSTREAM:
        return (f"kubectl apply --server-side -k '{DEFINITIONS}?ref={instance.start}'",)
    chart = _chart(home)
    return (
        f"helm dependency update {chart}",
        f"helm template {chart} --set {CHART}.crds.install=true "
        f"--show-only 'charts/{CHART}/templates/crds/*' | kubectl apply --server-side --filename -",
    )


def _install(site: Site) -> Iterator[Step]:
    instance, home = site.instance, site.instance.home
    if home is None:
        yield Step(f"Install Argo CD into the namespace `{instance.namespace}`.{_in_use(site)}")
    elif instance.install in UPSTREAM:
        yield Step(
            "Install Argo CD from its manifests, and wait until its kinds are known.",
            (
                *((_apply(_own_namespace(site)),) if instance.install == "autopilot" else ()),
                _build(home),
                "kubectl wait --for=condition=established crd "
                "--selector app.kubernetes.io/part-of=argocd",
            ),
        )
    else:
        name, chart = titles(instance).own, _chart(home)
        yield Step(
            f"Install Argo CD from its own chart, which depends on `{CHART}`.",
            (
                f"helm dependency update {chart}",
                f"helm upgrade --install {name} {chart} "
                f"--namespace {instance.namespace} --create-namespace",
            ),
        )


def _in_use(site: Site) -> str:
    """What befalls an Argo CD that somebody else has installed."""
    if not site.instance.default_project:
        return ""
    return (
        " If one runs there already, give its Applications in the project `default` another one: "
        "from the last step on, `default` permits nothing."
    )


def _pushes(site: Site) -> Iterator[Step]:
    """Argo CD pushes with other credentials than it pulls with, lest the one opens the other
    (docs/user-guide/source-hydrator.md)."""
    repos = sorted({unit.repo.url for unit in site.units if unit.is_hydrated})
    if repos:
        yield Step(
            "Add a Secret with `argocd.argoproj.io/secret-type: repository-write` for each "
            f"repository that it renders into: {', '.join(f'`{url}`' for url in repos)}."
        )


def _updates(site: Site) -> Iterator[Step]:
    """Image Updater uses Argo CD's credentials unless it is told others, and watches the namespace
    that it runs in unless it is told others."""
    movers = [mover for updater in site.updaters for mover in updater.movers]
    if movers:
        namespaces = ", ".join(f"`{name}`" for name in sorted({m.namespace for m in movers}))
        urls = ", ".join(f"`{url}`" for url in sorted({m.state.slot.repo.url for m in movers}))
        yield Step(
            "Install Argo CD Image Updater 1.0 or later, and let it watch the namespaces "
            f"{namespaces}; until its kind is known, one Application waits, and nothing else."
        )
        yield Step(f"Let the credentials of these repositories write: {urls}.")
        yield from opening(site.updaters)


def _secret(cluster: ClusterAt) -> str:
    said = [cluster.server] if cluster.server else []
    if cluster.labels:
        labels = ", ".join(f"`{key}={value}`" for key, value in cluster.labels)
        said.append(f"labelled {labels}")
    return f"`{cluster.name}`" + (f" ({'; '.join(said)})" if said else "")


def _project(site: Site) -> str:
    """The file of the platform's project."""
    return project_file(site, PLATFORM, site.instance.platform_project)


def _own_namespace(site: Site) -> str:
    """The file of Argo CD's namespace, where it is among what every cluster has."""
    own = site.instance.cluster, site.instance.namespace
    return next(item.slot.path for item in site.namespaces if (item.cluster, item.name) == own)


def _apply(path: str) -> str:
    return f"kubectl apply --filename {quote(path)}"


def _build(folder: Slot) -> str:
    """On the server's side, because the definitions are larger than the annotation in which kubectl
    would otherwise keep them."""
    return f"kubectl apply --server-side -k {quote(folder.path or '.')}"


def _chart(home: Slot) -> str:
    return quote(home.path)
