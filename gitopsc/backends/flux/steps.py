"""What a person does once to start a Flux; afterwards it takes everything from Git."""

from collections.abc import Iterator, Mapping

from gitopsc.backends.flux.bootstrap import extra
from gitopsc.backends.flux.namespaces import homes
from gitopsc.backends.flux.site import Site, sites
from gitopsc.refs import Ref
from gitopsc.wiring.plan import Plan
from gitopsc.wiring.step import Step


def steps(plan: Plan) -> Mapping[Ref, tuple[Step, ...]]:
    """The steps of each instance, in order."""
    return {site.instance.ref: tuple(_steps(site)) for site in sites(plan)}


def _steps(site: Site) -> Iterator[Step]:
    yield from _spokes(site)
    repo = site.root.repo
    command = f"flux bootstrap git --url={repo.url} --branch={repo.branch} --path={site.root.path}"
    yield Step("Install Flux and point it at its folder.", (command + extra(site),))
    secrets = sorted({r.credentials for u in site.units for r in (u.repo,) if r.credentials})
    if secrets:
        names = ", ".join(f"`{name}`" for name in secrets)
        yield Step(f"Add the Secrets that open the other repositories: {names}.")


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
        files = homes(site)
        yield Step(
            "Apply the namespaces of each of these clusters as its administrator: they hold the "
            "accounts that everything else is applied with.",
            tuple(
                f"kubectl --context {cluster} apply --filename {file.path}"
                for cluster in remote
                for file in sorted(set(files.get(cluster, {}).values()))
            ),
        )
