"""A Flux Kustomization: the link from an operator to a folder."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from gitopsc.backends.flux.shards import shard_labels
from gitopsc.backends.flux.site import Site
from gitopsc.backends.flux.sources import source_kind, source_name
from gitopsc.manifests.draft import Draft
from gitopsc.manifests.kubernetes import KubernetesObject, kubernetes_object
from gitopsc.manifests.stencil import Stencils
from gitopsc.manifests.yaml import dump
from gitopsc.plan.depths import depths
from gitopsc.plan.policy import Policy
from gitopsc.plan.slots import Slot
from gitopsc.plan.unit import Unit
from gitopsc.refs import Ref

LINK = "Kustomization"


class Key(NamedTuple):
    """What a Kustomization goes by."""

    namespace: str
    name: str


PLATFORM_ACCOUNT = "kustomize-controller"
"""With the lock-down every Kustomization needs an account, or it has no rights at all (P9)."""


Part = Mapping[str, object]


class FolderChanges(NamedTuple):
    """What a Kustomization changes about the folder it applies."""

    images: tuple[Part, ...] = ()
    components: tuple[str, ...] = ()
    patches: tuple[Part, ...] = ()


UNCHANGED = FolderChanges()


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
    changes: FolderChanges = UNCHANGED
    shard: str | None = None
    parts: tuple[Slot, ...] = ()
    """The folders it is built from, where it reads a slice of the repository and not all of it."""
    of_set: Unit | None = None
    """The unit it is for, where a set makes it; its file is that of the set then."""


class KustomizationShape(NamedTuple):
    """What a Kustomization says beside texts that mostly differ from one to the next."""

    policy: Policy
    prune: bool
    is_needed: bool
    source_kind: str


def emit_links(site: Site, links: Iterable[Link], draft: Draft) -> None:
    """Put the links that are written out and have a file. In a file they stand in the order in
    which they come up."""
    by_key = {link.key: link for link in links}
    needed = _needed(by_key.values())
    depth = depths({key: link.needs for key, link in by_key.items()})
    for link in by_key.values():
        repo = link.file.repo.folder
        if link.of_set is None and link.file.is_file and draft.keeps(repo):
            key = (f"{depth[link.key]:04}", LINK, *link.key)
            text = _written(site, link, link.key in needed)
            draft.gather_text(repo, link.file.path, key, text, link.subject)


def link_objects(
    site: Site, some: Iterable[Link], links: Iterable[Link]
) -> Iterator[tuple[Link, KubernetesObject]]:
    """Some of the links as objects, each waiting for what it brings exactly where another one
    depends on it."""
    needed = _needed(links)
    for link in some:
        yield link, _built(site, link, link.key in needed)


def _needed(links: Iterable[Link]) -> set[Key]:
    return {key for link in links for key in link.needs}


def _written(site: Site, link: Link, is_needed: bool) -> str:
    if link.changes != UNCHANGED:
        return dump(_built(site, link, is_needed))
    return _KUSTOMIZATIONS(_shape(link, is_needed), *_texts(site, link))


def _built(site: Site, link: Link, is_needed: bool) -> KubernetesObject:
    return _kustomization(_shape(link, is_needed), *_texts(site, link), changes=link.changes)


def _shape(link: Link, is_needed: bool) -> KustomizationShape:
    """A stage under review does not prune at all: Flux cannot ask a person first."""
    policy = link.policy
    prune = link.prune and policy.prune and not policy.confirm
    kind = "ExternalArtifact" if link.parts else source_kind(link.folder.repo)
    return KustomizationShape(policy, prune, is_needed, kind)


def _texts(site: Site, link: Link) -> tuple[Any, ...]:
    """In the order in which `_kustomization` takes them. A slice is called like the link that reads
    it; the namespace of what it needs is said where it is another one."""
    namespace, name = link.key
    needs: list[str | None] = []
    for there, needed in sorted(set(link.needs)):
        needs += (needed, there if there != namespace else None)
    return (
        name,
        namespace,
        name if link.parts else source_name(site, link.folder.repo),
        f"./{link.folder.path}",
        link.shard,
        link.target_namespace,
        link.account or (PLATFORM_ACCOUNT if site.instance.tenancy else None),
        link.kubeconfig,
        *needs,
    )


def _kustomization(
    shape: KustomizationShape,
    name: str,
    namespace: str,
    source: str,
    path: str,
    shard: str | None,
    target: str | None,
    account: str | None,
    kubeconfig: str | None,
    *needs: str | None,
    changes: FolderChanges = UNCHANGED,
) -> KubernetesObject:
    """Deleting a link never deletes what it deployed: `deletionPolicy: Orphan`."""
    policy = shape.policy
    spec: dict[str, object | None] = {
        "dependsOn": _depends_on(needs) or None,
        "interval": policy.every,
        "retryInterval": policy.retry,
        "timeout": policy.timeout,
        "sourceRef": {"kind": shape.source_kind, "name": source},
        "path": path,
        "prune": shape.prune,
        "deletionPolicy": "Orphan",
        "wait": True if shape.is_needed else None,
        "targetNamespace": target,
        "serviceAccountName": account,
        "kubeConfig": {"secretRef": {"name": kubeconfig}} if kubeconfig else None,
        "images": list(changes.images) or None,
        "components": list(changes.components) or None,
        "patches": list(changes.patches) or None,
        "suspend": None if policy.automatic else True,
    }
    return kubernetes_object(
        "kustomize.toolkit.fluxcd.io/v1",
        LINK,
        name,
        namespace,
        labels=shard_labels(shard),
        spec={field: value for field, value in spec.items() if value is not None},
    )


_KUSTOMIZATIONS = Stencils(_kustomization)


def _depends_on(needs: tuple[str | None, ...]) -> list[dict[str, str | None]]:
    return [
        {"name": name, "namespace": namespace} if namespace else {"name": name}
        for name, namespace in zip(needs[::2], needs[1::2], strict=True)
    ]
