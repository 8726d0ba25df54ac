"""Previews: a ResourceSet whose inputs are the open pull requests of a forge.

What a preview deploys goes away with its input: its Kustomization takes along what it has applied,
and the Namespace is the set's own. It is applied as an account that may do nothing outside of that
namespace, since whoever opens a pull request may have written the manifests (docs of the Flux
Operator, "ResourceSet for preview environments").
"""

from collections.abc import Iterator

from gitopsc.backends.flux.flux_instance import API
from gitopsc.backends.flux.link import LINK
from gitopsc.backends.flux.pointer import pointer_changes
from gitopsc.backends.flux.sets.template import escaped
from gitopsc.backends.flux.site import Site
from gitopsc.backends.flux.sources import API as SOURCES
from gitopsc.backends.flux.sources import (
    POLL,
    SOURCES_FILE,
    git_address,
    platform_source,
    source_kind,
    source_name,
)
from gitopsc.diagnostics.diagnostic import Diagnostic, Label
from gitopsc.manifests.draft import Draft
from gitopsc.manifests.kubernetes import (
    KubernetesObject,
    account_subject,
    kubernetes_object,
    namespace,
    role_binding,
    service_account,
)
from gitopsc.payload import furniture, host_patch
from gitopsc.plan.preview import NUMBER, PreviewAt
from gitopsc.wiring.forges import http_address

PROVIDERS = {
    "gitea": "GiteaPullRequest",
    "github": "GitHubPullRequest",
    "gitlab": "GitLabMergeRequest",
}

ID = "<< inputs.id >>"
COMMIT = "<< inputs.sha | quote >>"
"""Quoted: a commit may look like a number (P44)."""
ROLE = "admin"
EVERY = "5m"
"""How often the forge is asked."""


def emit_previews(site: Site, draft: Draft) -> None:
    """Put a file for each, in the root: what the forge is asked, the account, the set."""
    for preview in site.previews:
        path = site.root.file(f"{_name(preview)}.yaml")
        provider, made = _provider(site, preview), _set(site, preview)
        for item in (service_account(_name(preview), site.namespace), provider, made):
            draft.gather(site.repo, path, item, preview.like.declared)
        repo = preview.shown.repo
        if not preview.is_at_commit and not site.is_own(repo):
            source = platform_source(site, repo)  # a team's is out of reach of the platform's links
            draft.gather(site.repo, site.root.file(SOURCES_FILE), source, site.declared)


def refused_previews(site: Site) -> Iterator[Diagnostic]:
    """Slugs `previews-need-operator`, and `cannot-preview` for another cluster than Flux's own."""
    for preview in site.previews:
        app = preview.like.declared
        if not site.has_operator:
            yield Diagnostic(
                "previews-need-operator",
                f"nobody would ask the forge for the pull requests of {app}: that is the Flux "
                "Operator's to do",
                (Label(preview.where, "said here"),),
                help=("say `install flux-operator`",),
            )
        if preview.like.cluster != site.instance.cluster:
            yield Diagnostic(
                "cannot-preview",
                f"there can be no previews of {app}: a set makes namespaces on its own cluster, "
                f"and these would be on `{preview.like.cluster}`",
                (Label(preview.where, "said here"),),
                help=(f"show them on `{site.instance.cluster}`, or let that cluster have a Flux",),
            )


def _name(preview: PreviewAt) -> str:
    return f"{preview.prefix}-previews"


def _provider(site: Site, preview: PreviewAt) -> KubernetesObject:
    code = preview.code
    address = http_address(code.url).removesuffix(".git")
    spec: dict[str, object] = {"type": PROVIDERS[preview.forge], "url": address}
    if code.credentials:
        spec["secretRef"] = {"name": code.credentials}
    if preview.label:
        spec["filter"] = {"labels": [preview.label]}
    return kubernetes_object(
        API,
        "ResourceSetInputProvider",
        _name(preview),
        site.namespace,
        annotations={"fluxcd.controlplane.io/reconcileEvery": EVERY},
        spec=spec,
    )


def _set(site: Site, preview: PreviewAt) -> KubernetesObject:
    source = {"apiVersion": API, "kind": "ResourceSetInputProvider", "name": _name(preview)}
    return kubernetes_object(
        API,
        "ResourceSet",
        _name(preview),
        site.namespace,
        spec={"inputsFrom": [source], "resources": list(_resources(site, preview))},
    )


def _resources(site: Site, preview: PreviewAt) -> Iterator[KubernetesObject]:
    item = preview.namespace
    space = _templated(item.name)
    yield namespace(space, labels=dict(item.labels))
    yield from furniture(item._replace(name=space))
    account = account_subject(_name(preview), site.namespace)
    yield role_binding(_name(preview), space, cluster_role=ROLE, subjects=[account])
    if preview.is_at_commit:
        yield _source(site, preview)
    yield _link(site, preview, space)


def _source(site: Site, preview: PreviewAt) -> KubernetesObject:
    spec: dict[str, object] = {"interval": POLL, "ref": {"commit": COMMIT}}
    if preview.code.credentials:
        spec["secretRef"] = {"name": preview.code.credentials}
    name = _templated(preview.called)
    spec["url"] = git_address(preview.code.url)
    return kubernetes_object(SOURCES, "GitRepository", name, site.namespace, spec=spec)


def _link(site: Site, preview: PreviewAt, space: str) -> KubernetesObject:
    unit, shown = preview.like, preview.shown
    said = pointer_changes(unit) if unit.code else None
    patches: list[object] = [escaped(patch) for patch in said.patches] if said else []
    if preview.host:
        patches.append(host_patch(_templated(preview.host)))
    name = _templated(preview.called)
    spec = {
        "interval": unit.policy.every,
        "retryInterval": unit.policy.retry,
        "timeout": unit.policy.timeout,
        "sourceRef": {
            "kind": "GitRepository" if preview.is_at_commit else source_kind(shown.repo),
            "name": name if preview.is_at_commit else source_name(site, shown.repo),
        },
        "path": f"./{shown.path}" if shown.path else "./",
        "prune": True,
        "targetNamespace": space,
        "serviceAccountName": _name(preview),
        "images": [{"name": unit.image, "newTag": COMMIT}] if unit.image else None,
        "components": list(said.components) or None if said else None,
        "patches": patches or None,
    }
    return kubernetes_object(
        "kustomize.toolkit.fluxcd.io/v1",
        LINK,
        name,
        site.namespace,
        spec={field: value for field, value in spec.items() if value is not None},
    )


def _templated(text: str) -> str:
    return text.replace(NUMBER, ID)
