"""What a tree deploys, read as each operator would: the witness of the matrix.

It starts at the root of each instance and follows every link. Of the compiler it knows only where
an instance begins and which folder is the checkout of which repository.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from gitopsc.compiler import Compilation
from gitopsc.plan.instance import Instance
from tests.properties import reading
from tests.properties.reading import IN_CLUSTER
from tests.properties.trees import Key, Object, key
from tests.real.applicationsets import applications_of
from tests.real.ondisk import OnDisk
from tests.real.trees import merge, sources

LINKS = {"Application", "ApplicationSet", "AppProject", "Namespace"}
"""Kinds that make a folder one of wiring, whose objects are followed; all else is payload."""


NOT_PAYLOAD = re.compile(r"/(config(-[a-z]+)?\.json|\.gitkeep)$")
"""What a generator of a set reads, and what keeps a folder in Git."""


class Delivered(NamedTuple):
    """One workload: what, in which version, and where to."""

    cluster: str
    namespace: str | None
    source: str
    """`checkout/path` of a folder, or `chart at address`."""
    version: str
    """Of a chart its version and values, of a folder what lies in it."""


def delivered(compilation: Compilation) -> list[Delivered]:
    """Everything that all instances of a compilation deploy, sorted."""
    plan = compilation.plan
    assert plan is not None
    country = Country.of(compilation, plan)
    readers = {"argocd": argocd, "flux": flux}
    return sorted(
        found
        for instance in plan.instances
        for found in readers[instance.operator](country, instance)
    )


class Country(reading.Country):
    """What is known beforehand, and what is found there."""

    def folder(self, cluster: str, namespace: str | None, repo: str, path: str) -> Delivered:
        """A folder as it is: all its files, but what only one operator or generator needs there. It
        may be empty: CI fills the rendered ones."""
        inside = {
            name: text
            for name, text in sorted(self.checkouts.texts[repo].items())
            if name.startswith(f"{path}/") and not NOT_PAYLOAD.search(name)
        }
        return Delivered(cluster, namespace, f"{repo}/{path}", json.dumps(inside))

    def objects(self, repo: str, path: str, *, recurse: bool) -> list[Object]:
        if self.checkouts.kustomization(repo, path):
            return self.checkouts.build(repo, path)
        return self.checkouts.manifests(repo, path, recurse=recurse)


def _chart(
    cluster: str, namespace: str, url: str, name: str, version: str, values: Object
) -> Delivered:
    address = url.removeprefix("oci://").removesuffix(f"/{name}")
    said = f"{version} {json.dumps(values, sort_keys=True)}"
    return Delivered(cluster, namespace, f"{name} at {address}", said)


# -- Argo CD -------------------------------------------------------------------------------------


SECRETS = {"dev": {"stage": "staging"}, "prod": {"stage": "production"}}
"""The cluster Secrets that somebody has made by hand, with their labels."""


def argocd(country: Country, instance: Instance) -> Iterator[Delivered]:
    """Follow all Applications from the root."""
    root = instance.root.repo.folder, instance.root.directory
    disk = OnDisk(country.checkouts.texts, country.repositories)
    seen, pending = {root}, [*country.objects(*root, recurse=False)]
    while pending:
        item = pending.pop()
        if item["kind"] == "ApplicationSet":
            pending += applications_of(item, disk, SECRETS)
        if item["kind"] != "Application":
            continue
        folder = _wiring(country, item)
        if folder is None:
            yield _application(country, instance, item)
        elif folder not in seen:
            seen.add(folder)
            pending += country.objects(*folder, recurse=False)


def _wiring(country: Country, application: Object) -> tuple[str, str] | None:
    """The folder of links that an Application reads, if it does."""
    [source, *others] = sources(application)
    repo = country.repositories.get((source["repoURL"], source["targetRevision"]))
    if others or repo is None or "path" not in source:
        return None
    path = source["path"]
    if f"{path}/Chart.yaml" in country.checkouts.texts[repo]:
        return None
    found = country.objects(repo, path, recurse=True)
    return (repo, path) if any(item["kind"] in LINKS for item in found) else None


def _application(country: Country, instance: Instance, application: Object) -> Delivered:
    to = application["spec"]["destination"]
    local = to.get("server") == IN_CLUSTER
    cluster = instance.cluster if local else country.clusters[to.get("name") or to["server"]]
    read = [source for source in sources(application) if "ref" not in source]
    [source] = read
    if "chart" in source:
        values = _values(country, application, source)
        chart, version = source["chart"], source["targetRevision"]
        return _chart(cluster, to["namespace"], source["repoURL"], chart, version, values)
    repo = country.repositories[source["repoURL"], source["targetRevision"]]
    return country.folder(cluster, to["namespace"], repo, source["path"])


def _values(country: Country, application: Object, source: Object) -> Object:
    held = {s["ref"]: s for s in sources(application) if "ref" in s}
    values: Object = {}
    for name in source["helm"].get("valueFiles", ()):
        ref, _, path = name.removeprefix("$").partition("/")
        repo = country.repositories[held[ref]["repoURL"], held[ref]["targetRevision"]]
        for item in country.checkouts.documents(repo, path):
            values = merge(values, item)
    return merge(values, source["helm"].get("valuesObject", {}))


# -- Flux ----------------------------------------------------------------------------------------


@dataclass
class Flux:
    """One Flux, and the sources it has come by."""

    country: Country
    instance: Instance
    sources: dict[tuple[str, Key], Object] = field(default_factory=dict)

    def read(self) -> Iterator[Delivered]:
        """Wave by wave: what stands in a folder is known before its links are followed."""
        wave = self.country.checkouts.scan(self.instance.root.repo.folder, self._root)
        while wave:
            self.sources |= {(item["kind"], key(item)): item for item in wave}
            links = [item for item in wave if self._is_link(item)]
            wave = []
            for link in links:
                objects = self._read(link)
                if any(self._is_link(item) or item["kind"] == "Namespace" for item in objects):
                    wave += objects
                else:
                    yield from self._payload(link, objects)

    @property
    def _root(self) -> str:
        return self.instance.root.directory

    def _is_link(self, item: Object) -> bool:
        is_own = item["metadata"]["name"] == self.instance.namespace
        return bool(item["apiVersion"].startswith("kustomize.toolkit")) and not is_own

    def _read(self, link: Object) -> list[Object]:
        path = link["spec"]["path"].removeprefix("./")
        return self.country.checkouts.scan(self._repository(link), path)

    def _payload(self, link: Object, objects: list[Object]) -> Iterator[Delivered]:
        spec = link["spec"]
        cluster = self._cluster(spec)
        self.sources |= {(item["kind"], key(item)): item for item in objects}
        releases = [item for item in objects if item["kind"] == "HelmRelease"]
        if releases:
            return (self._release(release, cluster) for release in releases)
        path = spec["path"].removeprefix("./")
        return self._folders(self._repository(link), path, cluster, spec.get("targetNamespace"))

    def _folders(
        self, repo: str, path: str, cluster: str, target: str | None
    ) -> Iterator[Delivered]:
        """The overlays of a folder: it is one itself, or lists them."""
        said = self.country.checkouts.kustomization(repo, path)
        if said is None or "namespace" in said or target:
            namespace = target or (said or {}).get("namespace")
            yield self.country.folder(cluster, namespace, repo, path)
            return
        for resource in said["resources"]:
            yield from self._folders(repo, f"{path}/{resource}", cluster, None)

    def _release(self, release: Object, cluster: str) -> Delivered:
        spec = release["spec"]
        cluster = self._cluster(spec) if "kubeConfig" in spec else cluster
        namespace = spec.get("targetNamespace", key(release)[0])
        values = spec.get("values", {})
        if "chartRef" in spec:
            source = self.sources["OCIRepository", (key(release)[0], spec["chartRef"]["name"])][
                "spec"
            ]
            name = source["url"].rpartition("/")[2]
            return _chart(cluster, namespace, source["url"], name, source["ref"]["tag"], values)
        chart = spec["chart"]["spec"]
        source = self.sources[
            chart["sourceRef"]["kind"], (key(release)[0], chart["sourceRef"]["name"])
        ]["spec"]
        if chart["sourceRef"]["kind"] == "GitRepository":
            repo = self.country.repositories[source["url"], source["ref"]["branch"]]
            path = chart["chart"].removeprefix("./")
            return self.country.folder(cluster, namespace, repo, path)
        return _chart(cluster, namespace, source["url"], chart["chart"], chart["version"], values)

    def _repository(self, link: Object) -> str:
        reference = link["spec"]["sourceRef"]
        namespace = reference.get("namespace", key(link)[0])
        if reference["name"] == self.instance.namespace == namespace:
            return self.instance.root.repo.folder
        source = self.sources["GitRepository", (namespace, reference["name"])]["spec"]
        return self.country.repositories[source["url"], source["ref"]["branch"]]

    def _cluster(self, spec: Object) -> str:
        secret = spec.get("kubeConfig", {}).get("secretRef", {}).get("name")
        return self.country.clusters[secret] if secret else self.instance.cluster


def flux(country: Country, instance: Instance) -> Iterator[Delivered]:
    """Follow all Kustomizations from the root."""
    return Flux(country, instance).read()
