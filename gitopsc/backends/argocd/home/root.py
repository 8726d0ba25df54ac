"""A root that is a kustomization (`install kubectl`): whoever applies it, by hand or by the
Application that stands in it, applies all that the platform keeps in its repository.

Each folder lists its own files, because kustomize takes nothing along that is not listed.
"""

import posixpath
from collections.abc import Iterator

from gitopsc.backends.argocd.folders import reads
from gitopsc.backends.argocd.site import Site
from gitopsc.diagnostics.diagnostic import Diagnostic, Label
from gitopsc.manifests.draft import Draft
from gitopsc.manifests.kustomize import KUSTOMIZATION, kustomization
from gitopsc.payload import emit_file, relative
from gitopsc.plan.slots import FILES, Slot
from gitopsc.refs import Ref, Where


def emit_kustomized_root(site: Site, home: Slot, draft: Draft) -> tuple[Diagnostic, ...]:
    """Put the kustomizations of the root and of every folder that it takes along."""
    root = site.root
    folders = sorted({read.folder for read in reads(site) if read.is_by_root(site)} - {root})
    around = [*_around(site, [*folders, home])]
    if around:
        return tuple(around)
    for folder in folders:
        _emit(site, folder, [], draft)
    _emit(site, root, [relative(folder, root) for folder in [*folders, home]], draft)
    return ()


def _emit(site: Site, folder: Slot, more: list[str], draft: Draft) -> None:
    repo = folder.repo.folder
    if not draft.keeps(repo):
        return
    files = [
        posixpath.basename(path)
        for path in draft.paths(repo)
        if posixpath.dirname(path) == folder.path and path.endswith(FILES)
    ]
    listing = kustomization(resources=[*more, *files])
    emit_file(folder, KUSTOMIZATION, listing, subject=site.declared, draft=draft)


def _around(site: Site, folders: list[Slot]) -> Iterator[Diagnostic]:
    """Slug `nested-base`: kustomize calls it a cycle."""
    for folder in folders:
        if folder.holds(site.root):
            yield Diagnostic(
                "nested-base",
                f"the root (`{site.root.path}`) lies inside of `{folder.path or '.'}`, which it "
                "takes along",
                (Label(Where(Ref("place", ("root",))), "the root"),),
                help=("put them side by side, e.g. `bootstrap/base` and `bootstrap/root`",),
            )
