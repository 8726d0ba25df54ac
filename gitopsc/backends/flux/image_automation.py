"""Image automation: what Flux looks for in registries, and where it writes what it has found.

Its kinds come with two controllers that nobody has unless they are asked for, so the objects lie in
a folder of their own, with a link of their own: until the controllers are there, that link waits
and nothing else does.
"""

from collections.abc import Iterator, Mapping

from gitopsc.backends.flux.link import Key, Link
from gitopsc.backends.flux.site import Site
from gitopsc.backends.flux.sources import source_name
from gitopsc.diagnostics.diagnostic import Diagnostic
from gitopsc.manifests.draft import Draft
from gitopsc.manifests.kubernetes import KubernetesObject, kubernetes_object
from gitopsc.plan.mover import Mover
from gitopsc.plan.slots import RepoAt, Slot
from gitopsc.plan.unit import Unit
from gitopsc.wiring.versions.unraisable import Obstacle, cannot_raise

API = "image.toolkit.fluxcd.io/v1"

SCAN = "5m"
"""How often a registry is asked for tags."""
RETRY = "30m"
"""How often an automation runs without a reason; a policy that chose another tag is one."""

ANY_RELEASE = "*"
"""What is taken where nobody says a range."""

INSTANCE = "app.kubernetes.io/instance"
"""The label by which an automation finds its policy."""

_REFUSED: Mapping[str, Obstacle] = {
    "newest-build": Obstacle(
        "Flux knows tags, and not when an image was built",
        "begin tags with the time, and say `policy alphabetical`",
        "policy",
    ),
    "digest": Obstacle(
        "Flux writes a digest only where one stands already, and none is known before it has run",
        "follow versions: `policy semver`",
        "policy",
    ),
}


def update_links(site: Site) -> list[Link]:
    """The Kustomization on what each agent is told."""
    return [
        Link(
            key=Key(site.namespace, updater.link),
            folder=updater.slot,
            file=site.root.file_slot(f"{updater.link}.yaml"),
            policy=site.instance.policy,
            subject=updater.ref,
            reads_all=True,
        )
        for updater in site.updaters
    ]


def emit_updates(site: Site, draft: Draft) -> None:
    """Put a file for each app whose versions are raised: for each version the repository of its
    image, a policy, and the automation that writes what it chooses. All three are called like the
    unit whose version it is: several apps may run one image, and raise it by different agents."""
    for updater in site.updaters:
        for mover in updater.movers:
            unit = mover.units[0]
            path = updater.slot.file(f"{unit.team}-{unit.app}.yaml")
            for item in (_repository(mover), _policy(mover), _automation(site, mover)):
                draft.gather(updater.slot.repo.folder, path, item, unit.declared)


def written_by_platform(site: Site) -> Iterator[RepoAt]:
    """The repositories that automations in the operator's own namespace push to."""
    for updater in site.updaters:
        for mover in updater.movers:
            if mover.namespace == site.namespace:
                yield mover.state.slot.repo


def refused_bumps(site: Site) -> Iterator[Diagnostic]:
    """Slug `cannot-raise`: what a `bump` asks that image automation cannot do."""
    for updater in site.updaters:
        for mover in updater.movers:
            problem = _problem(site, mover)
            if problem:
                yield cannot_raise(mover, problem)


def _problem(site: Site, mover: Mover) -> Obstacle | None:
    unit, policy = mover.units[0], mover.bump.policy
    if mover.state.what == "chart":
        return Obstacle(
            "image automation looks for images",
            "let Renovate raise charts (`agent NAME using renovate`)",
        )
    if policy and policy in _REFUSED:
        return _REFUSED[policy]
    if policy == "alphabetical" and mover.bump.range:
        return Obstacle(
            "a range is of versions, and tags in the order of letters have none",
            "take `range` out",
            "range",
        )
    if not _is_read(site, unit, mover.state.slot):
        return Obstacle(
            f"Flux does not read `{mover.state.slot.repo.name}`, where its version stands, by Git",
            "deploy from the Git repository that holds the version",
        )
    return None


def _is_read(site: Site, unit: Unit, slot: Slot) -> bool:
    """Whether there is a GitRepository of it: what is rendered, or packed, has another source."""
    return not slot.repo.is_oci and (slot.repo == unit.repo or site.is_own(slot.repo))


def _repository(mover: Mover) -> KubernetesObject:
    secret = mover.agent.credentials
    spec: dict[str, object] = {"image": mover.state.name, "interval": SCAN}
    if secret:
        spec["secretRef"] = {"name": secret}
    return kubernetes_object(API, "ImageRepository", mover.name, mover.namespace, spec=spec)


def _policy(mover: Mover) -> KubernetesObject:
    """What chooses a tag. Without a policy that is the newest release."""
    order: dict[str, object] = {"semver": {"range": mover.bump.range or ANY_RELEASE}}
    if mover.bump.policy == "alphabetical":
        order = {"alphabetical": {"order": "asc"}}
    return kubernetes_object(
        API,
        "ImagePolicy",
        mover.name,
        mover.namespace,
        labels={INSTANCE: mover.name},
        spec={"imageRepositoryRef": {"name": mover.name}, "policy": order},
    )


def _automation(site: Site, mover: Mover) -> KubernetesObject:
    """Each looks into one folder and knows one policy, so that a marker that was copied along with
    a version does nothing where it does not belong (P35). Where somebody has to agree it pushes to
    a branch of its own, for a pull request; what follows takes its place."""
    repo, unit = mover.state.slot.repo, mover.units[0]
    return kubernetes_object(
        API,
        "ImageUpdateAutomation",
        mover.name,
        mover.namespace,
        spec={
            "interval": RETRY,
            "sourceRef": {"kind": "GitRepository", "name": source_name(site, repo)},
            "git": {
                "checkout": {"ref": {"branch": repo.branch}},
                "commit": {
                    "author": {
                        "name": "fluxcdbot",
                        "email": "fluxcdbot@users.noreply.github.com",
                    },
                    "messageTemplate": _MESSAGE.format(app=f"{unit.team}.{unit.app}"),
                },
                "push": {"branch": mover.branch if mover.review else repo.branch},
            },
            "policySelector": {"matchLabels": {INSTANCE: mover.name}},
            "update": {"path": f"./{mover.state.slot.path}", "strategy": "Setters"},
        },
    )


_MESSAGE = (
    "Raise {app}\n\n"
    "{{{{ range .Changed.Changes }}}}{{{{ .OldValue }}}} -> {{{{ .NewValue }}}}\n{{{{ end }}}}"
)
