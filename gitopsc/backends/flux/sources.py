"""Where content comes from: Git repositories, chart repositories, OCI artifacts."""

import re
from urllib.parse import urlsplit

from gitopsc.backends.flux.shards import shard_labels, shard_of_source
from gitopsc.backends.flux.site import Site
from gitopsc.manifests.kubernetes import KubernetesObject, kubernetes_object
from gitopsc.plan.naming import object_name
from gitopsc.plan.slots import RepoAt
from gitopsc.plan.source import Chart, GitChart

API = "source.toolkit.fluxcd.io/v1"

POLL = "1m"
"""How often a Git repository is asked for news: what `flux bootstrap` writes."""
CHARTS = "1h"
"""How often a chart repository is asked: its index is large and rarely changes."""

_EXACT = re.compile(r"v?\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?")
_OF_GIT_ALONE = re.compile(r"(?P<user>[\w.-]+)@(?P<host>[^:/]+(:\d+)?):/?(?P<path>.+)")
"""How Git itself writes an address by SSH, and nobody else."""
_CHART_LAYER = "application/vnd.cncf.helm.chart.content.v1.tar+gzip"


def source_name(site: Site, repo: RepoAt) -> str:
    """The GitRepository of a repository: the root's is called like Flux's namespace, as bootstrap
    does; any other one like its folder in the output."""
    return site.namespace if site.is_own(repo) else object_name(repo.folder)


SOURCES_FILE = "sources.yaml"
"""Where in the root the platform's sources stand."""


def platform_source(site: Site, repo: RepoAt) -> KubernetesObject:
    """What the platform's own links read of another repository than the root's."""
    shard = shard_of_source(site, repo)
    return repository(source_name(site, repo), site.namespace, repo, shard)


def source_kind(repo: RepoAt) -> str:
    """The kind of object by which Flux knows a repository."""
    return "OCIRepository" if repo.is_oci else "GitRepository"


def repository(
    name: str, namespace: str | None, repo: RepoAt, shard: str | None
) -> KubernetesObject:
    """The source that links read. Of an artifact, which agents push, Flux unpacks the first layer:
    what `flux push artifact` makes."""
    if not repo.is_oci:
        return git_repository(name, namespace, repo, shard=shard)
    spec: dict[str, object] = {"interval": POLL, "ref": {"tag": repo.branch}}
    if repo.credentials:
        spec["secretRef"] = {"name": repo.credentials}
    spec["url"] = repo.url
    labels = shard_labels(shard)
    return kubernetes_object(API, "OCIRepository", name, namespace, labels=labels, spec=spec)


def git_repository(
    name: str,
    namespace: str | None,
    repo: RepoAt,
    revision: str | None = None,
    shard: str | None = None,
) -> KubernetesObject:
    """A GitRepository, its reference always written: without one Flux reads `master`."""
    spec: dict[str, object] = {"interval": POLL, "ref": git_reference(repo, revision)}
    if repo.credentials:
        spec["secretRef"] = {"name": repo.credentials}
    return kubernetes_object(
        API,
        "GitRepository",
        name,
        namespace,
        labels=shard_labels(shard),
        spec={**spec, "url": git_address(repo.url)},
    )


def git_address(url: str) -> str:
    """An address as `flux bootstrap` writes it: a URL, by SSH with the name of a user
    (fluxcd/flux2, `cmd/flux/bootstrap_git.go`). Flux takes no `git@host:path`."""
    if found := _OF_GIT_ALONE.fullmatch(url):
        return f"ssh://{found['user']}@{found['host']}/{found['path']}"
    address = urlsplit(url)
    if address.scheme == "ssh" and "@" not in address.netloc:
        return url.replace("ssh://", "ssh://git@", 1)
    return url


def git_reference(repo: RepoAt, revision: str | None) -> dict[str, str]:
    """The branch of a repository, or the tag a version pins."""
    pinned = revision is not None and revision != repo.branch
    return {"tag": revision} if pinned and revision else {"branch": repo.branch}


def chart_source(
    source: Chart | GitChart,
    name: str,
    namespace: str | None,
    version: str | None,
    shard: str | None = None,
) -> KubernetesObject:
    """The source of a chart, standing beside the HelmRelease that uses it: no reference crosses a
    namespace (P10)."""
    if isinstance(source, GitChart):
        return git_repository(name, namespace, source.repo, version, shard)
    labels = shard_labels(shard)
    if not source.is_oci:
        spec = {"interval": CHARTS, "url": source.url}
        return kubernetes_object(API, "HelmRepository", name, namespace, labels=labels, spec=spec)
    return kubernetes_object(
        API,
        "OCIRepository",
        name,
        namespace,
        labels=labels,
        spec={
            "interval": CHARTS,
            "layerSelector": {"mediaType": _CHART_LAYER, "operation": "copy"},
            **({"ref": oci_reference(version)} if version else {}),
            "url": source.url,
        },
    )


def oci_reference(version: str) -> dict[str, str]:
    """An exact version is a tag, anything else a range. No tag has a `+` in it, so Helm pushes a
    chart with `_` in its place (helm.sh, "Use OCI-based registries")."""
    if _EXACT.fullmatch(version):
        return {"tag": version.replace("+", "_")}
    return {"semver": version}
