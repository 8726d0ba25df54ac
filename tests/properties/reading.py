"""Two readers that find their way from the root through a tree, as each operator does."""

import json
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Self

from gitopsc.compiler import Compilation
from gitopsc.plan.instance import Instance
from gitopsc.plan.plan import Plan
from tests.properties.trees import Checkouts, Deployed, Key, Object, Reading, in_namespace, key
from tests.real.applicationsets import application, applications_of

FLUX = "kustomize.toolkit.fluxcd.io"
IN_CLUSTER = "https://kubernetes.default.svc"


@dataclass(frozen=True)
class Country:
    """What a reader has to know beforehand: addresses, and whose the checkouts are."""

    checkouts: Checkouts
    repositories: dict[tuple[str, str], str]
    """(URL, branch) to the folder of the checkout."""
    clusters: dict[str, str]
    """Names, servers and Secrets to the name of the cluster."""

    @classmethod
    def of(cls, compilation: Compilation, plan: Plan) -> Self:
        texts = {
            repo: {path: document.text for path, document in files.items()}
            for repo, files in compilation.files.items()
        }
        return cls(Checkouts(texts), repositories(plan), clusters(plan))


def readings(compilation: Compilation) -> list[Reading]:
    """One reading for each operator instance of a compilation."""
    plan = compilation.plan
    assert plan is not None
    country = Country.of(compilation, plan)
    readers = {"argocd": read_argocd, "flux": read_flux}
    return [readers[instance.operator](country, instance) for instance in plan.instances]


def repositories(plan: Plan) -> dict[tuple[str, str], str]:
    found = [instance.root.repo for instance in plan.instances]
    found += [
        repo for unit in (*plan.units, *plan.installs) for repo in (unit.repo, unit.wiring.repo)
    ]
    found += [repo for tenant in plan.tenants for repo in (*tenant.repos, tenant.slot.repo)]
    return {(repo.url, repo.branch): repo.folder for repo in found}


def clusters(plan: Plan) -> dict[str, str]:
    found = {cluster.name: cluster.name for cluster in plan.clusters}
    found |= {cluster.server: cluster.name for cluster in plan.clusters if cluster.server}
    return found | {cluster.credentials: cluster.name for cluster in plan.clusters}


def read_flux(country: Country, instance: Instance) -> Reading:
    """From the root through all Kustomizations."""
    home, checkouts = instance.cluster, country.checkouts
    reading = Reading(home)
    root = instance.root.repo.folder
    pending: list[tuple[str, Object, Key | None]] = [
        (home, item, None) for item in checkouts.scan(root, instance.root.directory)
    ]
    sources = {("flux-system", "flux-system"): root}
    while pending:
        ready = [entry for entry in pending if not _waits(entry[1], sources)]
        assert ready, f"no source for {[key(item) for _, item, _ in pending]}"
        pending = [entry for entry in pending if _waits(entry[1], sources)]
        for cluster, item, parent in ready:
            reading.objects.append((cluster, item))
            if item["kind"] == "GitRepository":
                at = item["spec"]["url"], item["spec"]["ref"].get("branch", "")
                sources.setdefault(key(item), country.repositories.get(at, ""))
            elif _is_link(item):
                reading.links[key(item)], reading.parents[key(item)] = item, parent
                pending += _follow(country, reading, item, sources)
    return reading


def _is_link(item: Object) -> bool:
    return bool(item["apiVersion"].startswith(FLUX)) and item["metadata"]["name"] != "flux-system"


def _waits(item: Object, sources: dict[Key, str]) -> bool:
    return _is_link(item) and _source(item) not in sources


def _source(item: Object) -> Key:
    reference = item["spec"]["sourceRef"]
    return reference.get("namespace", item["metadata"]["namespace"]), reference["name"]


def _follow(
    country: Country, reading: Reading, link: Object, sources: dict[Key, str]
) -> list[tuple[str, Object, Key | None]]:
    """What a Kustomization applies, with the folders that were built on the way."""
    spec, checkouts = link["spec"], country.checkouts
    repo = sources[_source(link)]
    secret = spec.get("kubeConfig", {}).get("secretRef", {}).get("name")
    cluster = country.clusters[secret] if secret else reading.home
    checkouts.built.clear()
    target = spec.get("targetNamespace")
    found = [
        in_namespace(item, target, force=True)
        for item in checkouts.scan(repo, spec["path"].removeprefix("./"))
    ]
    for built_in, folder in list(checkouts.built):
        reading.deployed.append(_landing(country, link, cluster, built_in, folder))
    return [(cluster, item, key(link)) for item in found]


def _landing(country: Country, link: Object, cluster: str, repo: str, folder: str) -> Deployed:
    """Where the objects of a folder land: a release knows better than its Kustomization."""
    kustomization = country.checkouts.kustomization(repo, folder)
    namespace = link["spec"].get("targetNamespace") or (kustomization or {}).get("namespace")
    objects = country.checkouts.build(repo, folder) if kustomization else []
    for item in objects:
        if item["kind"] == "HelmRelease":
            spec = item["spec"]
            secret = spec.get("kubeConfig", {}).get("secretRef", {}).get("name")
            cluster = country.clusters[secret] if secret else cluster
            namespace = spec.get("targetNamespace", namespace)
            if "release.yaml" in (kustomization or {})["resources"]:
                folder = _chart_folder(country, spec, repo) or folder
    return Deployed(cluster, namespace, key(link), repo, folder)


def _chart_folder(country: Country, release: Object, repo: str) -> str | None:
    """The folder of a chart that lies in the repository of its release: an umbrella."""
    chart = release.get("chart", {}).get("spec", {}).get("chart", "")
    return chart if f"{chart}/Chart.yaml" in country.checkouts.texts[repo] else None


def read_argocd(country: Country, instance: Instance) -> Reading:
    """From the root through all Applications."""
    home = instance.cluster
    reading = Reading(home)
    root = (instance.root.repo.folder, instance.root.directory)
    is_built = country.checkouts.kustomization(*root) is not None
    begin = (
        country.checkouts.build(*root)
        if is_built
        else country.checkouts.manifests(*root, recurse=False)
    )
    pending: list[tuple[str, Object, Key | None]] = [(home, item, None) for item in begin]
    while pending:
        cluster, item, parent = pending.pop(0)
        reading.objects.append((cluster, item))
        if item["kind"] == "ApplicationSet":
            as_set = f"{key(item)[0]}/sets", key(item)[1]
            reading.links[as_set], reading.parents[as_set] = item, parent
            pending += [(cluster, made, as_set) for made in _made_by(country, item)]
        if item["kind"] != "Application":
            continue
        reading.links[key(item)], reading.parents[key(item)] = item, parent
        destination = item["spec"]["destination"]
        at = _cluster(country, destination, home)
        reading.deployed.append(Deployed(at, destination["namespace"], key(item)))
        for source in item["spec"].get("sources", [item["spec"].get("source")]):
            for found in _of_source(country, source, root):
                placed = in_namespace(found, destination["namespace"])
                pending.append((at, placed, key(item)))
    return reading


def _made_by(country: Country, made: Object) -> list[Object]:
    """The Applications of a set. Files are looked for as Git does, whose `*` crosses folders."""
    git = [said["git"] for said in made["spec"]["generators"] if "git" in said]
    if not git:
        return applications_of(made, {}, {})
    return [
        application(made, json.loads(text))
        for said in git
        for path, text in country.checkouts.texts[
            country.repositories[said["repoURL"], said["revision"]]
        ].items()
        if any(fnmatchcase(path, item["path"]) for item in said["files"])
    ]


def _cluster(country: Country, destination: dict[str, str], home: str) -> str:
    if destination.get("server") == IN_CLUSTER:
        return home
    return country.clusters[destination.get("name") or destination["server"]]


def _of_source(country: Country, source: Object, root: tuple[str, str]) -> list[Object]:
    """The objects of one source; charts and other people's repositories are not looked into."""
    repo = country.repositories.get((source["repoURL"], source["targetRevision"]))
    if repo is None or "path" not in source:
        return []
    folder = "" if source["path"] == "." else source["path"]
    checkouts = country.checkouts
    if (repo, folder) == root or f"{folder}/Chart.yaml".lstrip("/") in checkouts.texts[repo]:
        return []
    if checkouts.kustomization(repo, folder):
        return checkouts.build(repo, folder)
    recurse = source.get("directory", {}).get("recurse", False)
    return checkouts.manifests(repo, folder, recurse=recurse)
