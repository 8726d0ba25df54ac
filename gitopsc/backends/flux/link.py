"""A Flux Kustomization: the link from an operator to a folder."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from gitopsc.backends.flux.shards import shard_labels
from gitopsc.backends.flux.site import Site
from gitopsc.backends.flux.sources import source_kind, source_name
from gitopsc.manifests.draft import Draft
from gitopsc.manifests.kubernetes import KubernetesObject, kubernetes_object
from gitopsc.refs import Ref
from gitopsc.wiring.policy import Policy
from gitopsc.wiring.slots import Slot
from gitopsc.wiring.unit import Unit

LINK = "Kustomization"
Key = tuple[str, str]
"""Namespace and name of a Kustomization."""

PLATFORM_ACCOUNT = "kustomize-controller"
"""With the lock-down every Kustomization needs an account, or it has no rights at all (P9)."""


Part = Mapping[str, object]


class Changes(NamedTuple):
    """What a Kustomization changes about the folder it applies."""

    images: tuple[Part, ...] = ()
    components: tuple[str, ...] = ()
    patches: tuple[Part, ...] = ()


UNCHANGED = Changes()


class Link(NamedTuple):
    """What a Kustomization says, before it is known who waits for it."""

    key: Key
    folder: Slot
    """The folder it applies."""
    file: Slot
    """The file it stands in; a folder where it belongs to what a team holds in one stage, which is
    put into files only when all stages are known."""
    policy: Policy
    subject: Ref
    reads_all: bool = False
    """Everything below the folder is applied: there is no kustomization in it."""
    needs: tuple[Key, ...] = ()
    prune: bool = True
    account: str | None = None
    kubeconfig: str | None = None
    target_namespace: str | None = None
    changes: Changes = UNCHANGED
    shard: str | None = None
    parts: tuple[Slot, ...] = ()
    """The folders it is built from, where it reads a slice of the repository and not all of it."""
    of_set: Unit | None = None
    """The unit it is for, where a set makes it; its file is that of the set then."""


def emit_links(site: Site, links: Iterable[Link], draft: Draft) -> None:
    """Put the links that are written out and have a file. In a file they stand in the order in
    which they come up; their needs are free of circles."""
    by_key = {link.key: link for link in links}
    written = [link for link in by_key.values() if link.file.is_file and link.of_set is None]
    depths: dict[Key, int] = {}
    for link, item in built(site, written, by_key.values()):
        rank = f"{_depth(link.key, by_key, depths):04}"
        draft.gather(link.file.repo.folder, link.file.path, item, link.subject, rank)


def built(
    site: Site, some: Iterable[Link], links: Iterable[Link]
) -> Iterator[tuple[Link, KubernetesObject]]:
    """Some of the links as objects, each waiting for what it brings exactly where another one
    depends on it."""
    needed = {key for link in links for key in link.needs}
    for link in some:
        yield link, _kustomization(site, link, link.key in needed)


def _depth(key: Key, links: dict[Key, Link], depths: dict[Key, int]) -> int:
    if key not in depths:
        needs = links[key].needs if key in links else ()
        depths[key] = 1 + max((_depth(need, links, depths) for need in needs), default=-1)
    return depths[key]


def _kustomization(site: Site, link: Link, is_needed: bool) -> KubernetesObject:
    """Deleting a link never deletes what it deployed: `deletionPolicy: Orphan`. A stage under
    review does not prune at all: Flux cannot ask a person first."""
    namespace, name = link.key
    policy = link.policy
    spec: dict[str, object | None] = {
        "dependsOn": _depends_on(link) or None,
        "interval": policy.every,
        "retryInterval": policy.retry,
        "timeout": policy.timeout,
        "sourceRef": _source(site, link),
        "path": f"./{link.folder.path}" if link.folder.path else "./",
        "prune": link.prune and policy.prune and not policy.confirm,
        "deletionPolicy": "Orphan",
        "wait": True if is_needed else None,
        "targetNamespace": link.target_namespace,
        "serviceAccountName": link.account or (PLATFORM_ACCOUNT if site.instance.tenancy else None),
        "kubeConfig": {"secretRef": {"name": link.kubeconfig}} if link.kubeconfig else None,
        "images": list(link.changes.images) or None,
        "components": list(link.changes.components) or None,
        "patches": list(link.changes.patches) or None,
        "suspend": None if policy.automatic else True,
    }
    return kubernetes_object(
        "kustomize.toolkit.fluxcd.io/v1",
        LINK,
        name,
        namespace,
        labels=shard_labels(link.shard),
        spec={field: value for field, value in spec.items() if value is not None},
    )


def _source(site: Site, link: Link) -> dict[str, str]:
    """A slice is called like the link that reads it."""
    if link.parts:
        return {"kind": "ExternalArtifact", "name": link.key[1]}
    repo = link.folder.repo
    return {"kind": source_kind(repo), "name": source_name(site, repo)}


def _depends_on(link: Link) -> list[dict[str, str]]:
    own = link.key[0]
    return [
        {"name": name} if namespace == own else {"name": name, "namespace": namespace}
        for namespace, name in sorted(set(link.needs))
    ]
