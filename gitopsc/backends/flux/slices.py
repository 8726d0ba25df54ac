"""Slices of a repository, one for each link: `place slices`.

A link that reads the whole repository is reconciled at every commit. One that reads a slice is at
those that touch the folders it is built from (fluxcd.io, "Artifact Generators"; since Flux 2.7).
"""

from collections.abc import Iterable

from gitopsc.backends.flux.folders import outermost
from gitopsc.backends.flux.groups import Group
from gitopsc.backends.flux.link import Link
from gitopsc.backends.flux.release import has_release, release_at
from gitopsc.backends.flux.site import Site
from gitopsc.backends.flux.sources import source_kind, source_name
from gitopsc.manifests.draft import Draft
from gitopsc.manifests.kubernetes import KubernetesObject, kubernetes_object
from gitopsc.plan.slots import RepoAt, Slot

API = "source.extensions.fluxcd.io/v1beta1"
FILE = "artifacts.yaml"


def parts(site: Site, group: Group) -> tuple[Slot, ...]:
    """The folders that a group is built from: its own, and what its overlays reach outside it. A
    slice without one of them could not be built (P7). A release that lives apart from its workloads
    says everything itself."""
    found = {group.folder}
    for unit in group.units:
        if unit.is_read_whole:
            continue
        found.update(component.slot for component in unit.components)
        base = None if has_release(unit) and release_at(site, unit).target else unit.base
        found.update((*unit.version_folders, *((base,) if base else ())))
    return tuple(outermost(found))


def emit_slices(site: Site, links: Iterable[Link], draft: Draft) -> None:
    """Put a generator for each namespace that sliced links live in: a link, its slice, the
    generator and the repository are all in one namespace (P10)."""
    slot = site.instance.slices
    if slot is None:
        return
    sliced: dict[str, list[Link]] = {}
    for link in links:
        if link.parts:
            sliced.setdefault(link.key.namespace, []).append(link)
    for namespace, members in sliced.items():
        made = _generator(site, namespace, sorted(members, key=lambda link: link.key))
        draft.gather(slot.repo.folder, slot.file(FILE), made, site.declared)


def _generator(site: Site, namespace: str, links: list[Link]) -> KubernetesObject:
    repos = sorted({link.folder.repo for link in links})
    sources = [
        {"alias": _alias(repo), "kind": source_kind(repo), "name": source_name(site, repo)}
        for repo in repos
    ]
    return kubernetes_object(
        API,
        "ArtifactGenerator",
        namespace,
        namespace,
        spec={"sources": sources, "artifacts": [_artifact(link) for link in links]},
    )


def _artifact(link: Link) -> dict[str, object]:
    """Everything keeps its path, so that what is written relative to it stays true. The revision
    is that of the content, and a commit elsewhere does not change it; the commit is only told."""
    alias = _alias(link.folder.repo)
    copies = [
        {"from": f"@{alias}/{_all(part)}", "to": f"@artifact/{_folder(part)}"}
        for part in link.parts
    ]
    return {"name": link.key.name, "originRevision": f"@{alias}", "copy": copies}


def _alias(repo: RepoAt) -> str:
    return repo.folder.replace("/", "-").replace("@", "-")


def _all(part: Slot) -> str:
    return f"{_folder(part)}**"


def _folder(part: Slot) -> str:
    return f"{part.path}/" if part.path else ""
