"""ResourceSets as files, and what keeps them from being made."""

from collections.abc import Iterable, Iterator

from gitopsc.backends.collisions import name_collision
from gitopsc.backends.flux.flux_instance import API
from gitopsc.backends.flux.sets.gathering import Gathering, Member, gather
from gitopsc.backends.flux.sets.template import template
from gitopsc.backends.flux.site import Site
from gitopsc.diagnostics.diagnostic import Diagnostic, Label
from gitopsc.manifests.draft import Draft
from gitopsc.manifests.kubernetes import KubernetesObject, kubernetes_object
from gitopsc.refs import Where
from gitopsc.wiring.lengths import LABEL, overlong


def emit_sets(site: Site, members: Iterable[Member], draft: Draft) -> None:
    """Put the sets of a site."""
    for gathering in gather(site, members):
        file, made = gathering.file, _resource_set(site, gathering)
        draft.gather(file.repo.folder, file.path, made, gathering.first.declared)


def refused_sets(site: Site, members: Iterable[Member]) -> Iterator[Diagnostic]:
    """Slug `resourceset-needs-operator`; `name-collision` where two sets of one namespace would
    have one name, and `name-too-long` for one that does not fit."""
    if not site.has_sets:
        return
    if not site.has_operator:
        yield Diagnostic(
            "resourceset-needs-operator",
            "nobody would make anything of a ResourceSet: it is a kind of the Flux Operator's",
            (Label(Where(site.declared, "link"), "said here"),),
            help=("say `install flux-operator`", "or `link kustomization`"),
        )
    held: dict[tuple[str, str], Gathering] = {}
    for gathering in gather(site, members):
        key = gathering.namespace, gathering.name
        subject = gathering.first.declared
        yield from overlong("ResourceSet", subject, gathering.name, LABEL)
        other = held.setdefault(key, gathering)
        if other is not gathering:
            way_out = "rename a team or a stage"
            yield name_collision("ResourceSet", *key, subject, other.first.declared, way_out)


def _resource_set(site: Site, gathering: Gathering) -> KubernetesObject:
    """A team's set acts with the rights of the team, as its Kustomizations do. The platform's has
    all rights, because it stands in the operator's own namespace."""
    made = template(gathering)
    tenant = site.tenant(gathering.first.team)
    account = {"serviceAccountName": tenant.team} if tenant else {}
    return kubernetes_object(
        API,
        "ResourceSet",
        gathering.name,
        gathering.namespace,
        spec={**account, "inputs": list(made.inputs), "resources": [made.link]},
    )
