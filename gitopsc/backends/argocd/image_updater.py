"""Argo CD Image Updater: which images it looks for, and in which file it writes what it has found.

It is told by objects of its own, and never by annotations or parameters of an Application: those
stand in Git, and the next sync would take back what it had written there (P36).
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from gitopsc.backends.argocd.folders import platform_link
from gitopsc.backends.argocd.link import Link
from gitopsc.backends.argocd.order import Order
from gitopsc.backends.argocd.site import Site
from gitopsc.diagnostics.diagnostic import Diagnostic
from gitopsc.manifests.draft import Draft
from gitopsc.manifests.kubernetes import KubernetesObject, kubernetes_object
from gitopsc.plan.mover import Mover
from gitopsc.wiring.forges import forge_of
from gitopsc.wiring.versions.unraisable import Obstacle, cannot_raise

API = "argocd-image-updater.argoproj.io/v1alpha1"

DEFAULT_STRATEGY = "semver"

REQUESTS = ("github", "gitlab")
"""The forges at which it opens pull requests itself."""

_CONSTRAINT = re.compile(r"[~^]?[\w.*-]+")
"""What can stand as the tag of an image's name; it is read as one text."""

_FORMS: Mapping[str, Obstacle] = {
    "containers": Obstacle(
        "it writes to kustomizations, and nothing builds this one",
        "say `using kustomize`, or let Renovate raise it",
    ),
    "dependencies": Obstacle(
        "it looks for images",
        "let Renovate raise charts (`agent NAME using renovate`)",
    ),
    "values": Obstacle(
        "it writes the name of an image beside its tag, and nothing says which value holds the "
        "name",
        "let Renovate raise it (`agent NAME using renovate`)",
    ),
}


def update_links(site: Site, order: Order) -> Iterator[Link]:
    """The Application on what each updater is told. It comes last: something else has to bring the
    kind of the objects."""
    last = max(order.waves.values(), default=0)
    for updater in site.updaters:
        yield platform_link(
            site,
            slot=site.root,
            name=updater.link,
            folder=updater.slot,
            cluster=site.instance.cluster,
            wave=last,
        )


def emit_updates(site: Site, draft: Draft) -> None:
    """Put a file for each app whose versions are raised."""
    for updater in site.updaters:
        apps: dict[tuple[str, str], list[Mover]] = {}
        for mover in updater.movers:
            unit = mover.units[0]
            apps.setdefault((unit.team or "", unit.app), []).append(mover)
        for (team, app), movers in apps.items():
            name = f"{team}-{app}"
            repo, path = updater.slot.repo.folder, updater.slot.file(f"{name}.yaml")
            subject = movers[0].units[0].declared
            draft.gather(repo, path, _image_updater(name, movers), subject)


def refused_bumps(site: Site) -> Iterator[Diagnostic]:
    """Slug `cannot-raise`: what a `bump` asks that Image Updater cannot do."""
    for updater in site.updaters:
        for mover in updater.movers:
            problem = _problem(mover)
            if problem:
                yield cannot_raise(mover, problem)


def _problem(mover: Mover) -> Obstacle | None:
    bump, strategy = mover.bump, mover.bump.policy or DEFAULT_STRATEGY
    if mover.state.form in _FORMS:
        return _FORMS[mover.state.form]
    if mover.units[0].rendered_by:
        return Obstacle(
            "it looks at what an Application deploys, and that is rendered from what it would "
            "have to change",
            "let Renovate raise it (`agent NAME using renovate`)",
        )
    if strategy == "digest" and bump.range is None:
        return Obstacle(
            "`policy digest` follows one tag, and none is named",
            'name the tag: `range "latest"`',
            "policy",
        )
    if strategy in ("alphabetical", "newest-build") and bump.range:
        return Obstacle(
            f"a range is of versions, and `{strategy}` knows none", "take `range` out", "range"
        )
    if bump.range and not _CONSTRAINT.fullmatch(bump.range):
        return Obstacle(
            f"`{bump.range}` cannot stand as a tag, which is how it is told a range",
            'say it as `"~1.4"`, `"^1"` or `"1.x"`',
            "range",
        )
    return None


def _image_updater(name: str, movers: Sequence[Mover]) -> KubernetesObject:
    """An entry for each Application and file: nobody else is told to look after them."""
    files: dict[tuple[str, str, str], list[Mover]] = {}
    for mover in movers:
        key = (mover.units[0].name, mover.state.slot.repo.folder, mover.state.path)
        files.setdefault(key, []).append(mover)
    spec = {"applicationRefs": [_application(held) for held in files.values()]}
    return kubernetes_object(API, "ImageUpdater", name, movers[0].namespace, spec=spec)


def _application(movers: Sequence[Mover]) -> dict[str, object]:
    return {
        "namePattern": movers[0].units[0].name,
        "images": [_image(mover) for mover in movers],
        "writeBackConfig": {"method": "git", "gitConfig": _git(movers[0])},
    }


def _image(mover: Mover) -> dict[str, object]:
    name, constraint = mover.state.name, mover.bump.range
    settings = {"updateStrategy": mover.bump.policy or DEFAULT_STRATEGY}
    if mover.agent.credentials:
        settings["pullSecret"] = f"pullsecret:{mover.namespace}/{mover.agent.credentials}"
    return {
        "alias": name.rpartition("/")[2],
        "imageName": f"{name}:{constraint}" if constraint else name,
        "commonUpdateSettings": settings,
        "manifestTargets": {"kustomize": {"name": name}},
    }


def _git(mover: Mover) -> dict[str, object]:
    """Where somebody has to agree it opens a pull request, or pushes to a branch for one."""
    repo = mover.state.slot.repo
    said: dict[str, object] = {"repository": repo.url, "branch": repo.branch}
    forge = forge_of(repo)
    if mover.review and forge in REQUESTS:
        said["pullRequest"] = {forge: {}}
    elif mover.review:
        said["branch"] = f"{repo.branch}:{mover.branch}"
    return {**said, "writeBackTarget": f"kustomization:/{mover.state.slot.path}"}
