"""What a person does once to start a Flux; afterwards it takes everything from Git."""

from collections.abc import Iterator, Mapping
from shlex import quote
from urllib.parse import urlsplit

from gitopsc.backends.flux.bootstrap import options
from gitopsc.backends.flux.flux_instance import instance_file
from gitopsc.backends.flux.image_automation import written_by_platform
from gitopsc.backends.flux.namespaces import namespace_files
from gitopsc.backends.flux.release import release_at
from gitopsc.backends.flux.site import Site, sites
from gitopsc.backends.flux.sources import git_address
from gitopsc.payload import NAMESPACES
from gitopsc.plan.plan import Plan
from gitopsc.plan.slots import RepoAt
from gitopsc.plan.source import GitChart
from gitopsc.plan.step import Step, opening
from gitopsc.refs import Ref

_OPERATOR = "oci://ghcr.io/controlplaneio-fluxcd/charts/flux-operator"


def steps(plan: Plan) -> Mapping[Ref, tuple[Step, ...]]:
    """The steps of each instance, in order."""
    return {site.instance.ref: tuple(_steps(site)) for site in sites(plan)}


def _steps(site: Site) -> Iterator[Step]:
    yield from _spokes(site)
    if site.instance.team:
        yield from _prepare(site)
    yield from _operator(site) if site.has_operator else _bootstrap(site)
    yield from _secrets(site)
    tokens = sorted({p.code.credentials for p in site.previews if p.code.credentials})
    if tokens:
        names = ", ".join(f"`{name}`" for name in tokens)
        yield Step(
            f"Add to `{site.namespace}` the Secrets by which the forge is asked for pull requests, "
            f"each with `username` and a read-only token as `password`: {names}."
        )
    yield from opening(site.updaters)
    written = {m.state.slot.repo.folder for u in site.updaters for m in u.movers}
    if written:
        names = ", ".join(f"`{name}`" for name in sorted(written))
        yield Step(
            f"Let Flux write to {names}: image automation commits with the credentials that it "
            "reads with, and a deploy key reads alone unless told otherwise (`--read-write-key`)."
        )


def _prepare(site: Site) -> Iterator[Step]:
    """What a team's own Flux has no right to bring itself."""
    definitions = f"https://github.com/fluxcd/flux2//manifests/crds?ref=v{site.instance.version}.0"
    yield Step(
        "As an administrator of the cluster, once for all teams: install Flux's own kinds.",
        (f"kubectl apply --server-side -k '{definitions}'",),
    )
    files = sorted({grant.slot.file(NAMESPACES) for grant in site.grants})
    yield Step(
        "As an administrator of the cluster: apply the team's namespaces, and the rights in them.",
        tuple(f"kubectl apply --filename {quote(file)}" for file in files),
    )


def _bootstrap(site: Site) -> Iterator[Step]:
    """Left alone, `flux bootstrap git` makes a key and reads by SSH, whatever address it is given
    (fluxcd/flux2, `cmd/flux/bootstrap_git.go`)."""
    repo = site.root.repo
    url = git_address(repo.url)
    scheme = urlsplit(url).scheme
    at = f"--branch={quote(repo.branch)} --path={quote(site.root.path)}"
    command = f"flux bootstrap git --url={quote(url)} {at}"
    if scheme == "ssh":
        gives = "shows a key that the repository has to let in"
    else:
        gives = "asks for a token that may write to the repository"
        command += " --token-auth"
    if scheme == "http":
        command += " --allow-insecure-http"
    if repo.credentials:
        command += f" --secret-name={repo.credentials}"
    says = f"Install Flux and point it at its folder. It {gives}."
    yield Step(says, (command + options(site),))


def _secrets(site: Site) -> Iterator[Step]:
    """A source finds its Secret in its own namespace. That of the root bootstrap makes."""
    wanted: dict[str, set[str]] = {}
    for namespace, repo in _sources(site):
        if repo.credentials:
            wanted.setdefault(repo.credentials, set()).add(namespace)
    if wanted:
        said = "; ".join(
            f"`{name}` to {', '.join(f'`{space}`' for space in sorted(spaces))}"
            for name, spaces in sorted(wanted.items())
        )
        yield Step(f"Add the Secrets that open the other repositories: {said}.{_shared(site)}")


def _shared(site: Site) -> str:
    """A warning where a team's links read what is the platform's to write."""
    read = (repo for tenant in site.delegated.values() for repo in tenant.repos)
    if not any(repo.credentials and repo.team is None for repo in read):
        return ""
    return " A team can read those in its namespace, so put keys there that may only read."


def _sources(site: Site) -> Iterator[tuple[str, RepoAt]]:
    """The namespace of each source, and what it reads; but for the source that Flux begins with."""
    for unit in site.units:
        for repo in (unit.repo, unit.wiring.repo):
            if unit.control_namespace == site.namespace and not site.is_own(repo):
                yield site.namespace, repo
        if isinstance(unit.source, GitChart):
            yield release_at(site, unit).namespace, unit.source.repo
    for tenant in site.delegated.values():
        for repo in tenant.repos:
            yield tenant.control_namespace, repo
    for repo in written_by_platform(site):
        if not site.is_own(repo):
            yield site.namespace, repo
    for preview in site.previews:
        if not (preview.is_at_commit or site.is_own(preview.shown.repo)):
            yield site.namespace, preview.shown.repo


def _operator(site: Site) -> Iterator[Step]:
    """The operator works with all rights, so with tenants it is told to take none for objects that
    name no account: its own kinds are among what a team may write (its page "ResourceSet CRD",
    "Role-based access control")."""
    command = f"helm install flux-operator {_OPERATOR}"
    if site.instance.start:
        command += f" --version {quote(site.instance.start)}"
    command += f" --namespace {site.namespace} --create-namespace --wait"
    if site.instance.tenancy:
        command += " --set multitenancy.enabled=true"
    yield Step("Install the Flux Operator.", (command,))
    secret = site.root.repo.credentials
    if secret:
        yield Step(f"Add the Secret `{secret}` to the namespace `{site.namespace}`.")
    file = quote(instance_file(site).path)
    yield Step(
        "Let it install Flux, which begins at its folder.", (f"kubectl apply --filename {file}",)
    )


def _spokes(site: Site) -> Iterator[Step]:
    """A hub reaches the others by a kubeconfig; with tenants, as an account that is there first."""
    remote = {name: key for name in site.instance.serves if (key := site.kubeconfig(name))}
    if not remote:
        return
    names = ", ".join(f"`{key}` for {cluster}" for cluster, key in remote.items())
    yield Step(
        f"Add a Secret with a kubeconfig to the namespace `{site.namespace}`, and to those of the "
        f"teams: {names}."
    )
    if site.instance.tenancy:
        files = namespace_files(site)
        yield Step(
            "Apply the namespaces of each of these clusters as its administrator: they hold the "
            "accounts that everything else is applied with.",
            tuple(
                f"kubectl --context {cluster} apply --filename {quote(file.path)}"
                for cluster in remote
                for file in sorted(set(files.get(cluster, {}).values()))
            ),
        )
