"""Shards: sets of controllers of their own, among which teams are divided.

A set looks after the objects that carry its label, the usual set after those without one (Flux's
page "Sharding and horizontal scaling"). Who reads an artifact asks whoever made it, so a
Kustomization may read a source of another set. A HelmChart is made from a file of its source, so
both are in one.
"""

from collections.abc import Iterator, Mapping

from gitopsc.backends.flux.site import Site
from gitopsc.diagnostics.diagnostic import Diagnostic, Label
from gitopsc.diagnostics.suggest import closest
from gitopsc.plan.slots import RepoAt
from gitopsc.refs import Ref, Where

KEY = "sharding.fluxcd.io/key"


def shard_labels(shard: str | None) -> Mapping[str, str] | None:
    """The label that hands an object to a set of controllers."""
    return {KEY: shard} if shard else None


def shard_of_source(site: Site, repo: RepoAt) -> str | None:
    """The shard of the platform's source of a repository: a team's, if the repository is one's."""
    return site.shard(repo.team) if repo.team and not site.is_own(repo) else None


def refused_shards(site: Site) -> Iterator[Diagnostic]:
    """Slugs `shards-need-operator`, and `unknown-shard` for teams that nobody would look after: the
    usual controllers leave out what has a label, whatever it says."""
    shards = site.instance.shards
    if shards and not site.has_operator:
        yield Diagnostic(
            "shards-need-operator",
            "nobody would start the controllers of these shards: `flux bootstrap` installs one set",
            (Label(Where(site.declared, "shards"), "said here"),),
            help=("say `install flux-operator`: it starts a set for each shard",),
        )
    for tenant in site.tenants:
        if tenant.shard and tenant.shard not in shards:
            yield _unknown(tenant.team, tenant.shard, shards)


def _unknown(team: str, shard: str, shards: tuple[str, ...]) -> Diagnostic:
    meant = closest(shard, shards)
    listed = ", ".join(f"`{name}`" for name in shards)
    if meant:
        way_out = f"did you mean `{meant}`?"
    elif shards:
        way_out = f"its operator has {listed}"
    else:
        way_out = f"say `shards [{shard}]` on its operator"
    return Diagnostic(
        "unknown-shard",
        f"team `{team}` is in shard `{shard}`, which Flux does not have",
        (Label(Where(Ref("team", (team,)), "shard"), "no controllers of this name"),),
        help=(way_out,),
    )
