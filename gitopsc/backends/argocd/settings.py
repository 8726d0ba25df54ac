"""What a tree relies on beyond Argo CD's defaults, and who sees to it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from gitopsc.backends.argocd.forge_apis import asked_forges
from gitopsc.backends.argocd.health import HEALTH
from gitopsc.backends.argocd.order import Order
from gitopsc.backends.argocd.sets import makes_sets
from gitopsc.backends.argocd.site import Site
from gitopsc.diagnostics.diagnostic import Diagnostic, Label, Severity
from gitopsc.refs import Where

HEALTH_SETTING = "resource.customizations.health.argoproj.io_Application"

GENERAL = "argocd-cm"
PARAMETERS = "argocd-cmd-params-cm"
NAMESPACES_SETTING = "application.namespaces"
HYDRATOR_SETTING = "hydrator.enabled"
IDENTITY_SETTING = "installationID"
"""Several Argo CDs in one cluster have to tell apart what is whose; each would take the others'
objects for its own and prune them (P50)."""
RIGHTS_SETTING = "resource.respectRBAC"
"""A kind that it may not read is left out, instead of keeping it from reading any other."""
SETS_NAMESPACES_SETTING = "applicationsetcontroller.namespaces"
PROVIDERS_SETTING = "applicationsetcontroller.enable.scm.providers"
"""Whether sets may ask a forge. One of a team could have it send the platform's token anywhere, so
Argo CD takes sets in other namespaces only where this is settled
(docs/operator-manual/applicationset/Appset-Any-Namespace.md)."""
FORGES_SETTING = "applicationsetcontroller.allowed.scm.providers"
"""Where the platform's own sets ask one: at which addresses any set may, letter by letter as a
generator says them. One that says none asks the public forge and is never refused, and an empty
list refuses nobody, so the public address is listed as well."""


class Settings(NamedTuple):
    """What Argo CD must be told beyond its defaults."""

    health: bool
    """Applications wait for each other."""
    namespaces: tuple[str, ...]
    """Where Applications live besides Argo CD's own namespace."""
    sets: bool
    """Sets live there as well."""
    forges: tuple[str, ...]
    """Where its own sets ask for pull requests."""
    hydrator: bool
    """Applications render their own sources."""
    identity: str | None
    """What tells it from the other Argo CDs in its cluster, where each team has one."""

    @property
    def by_config_map(self) -> dict[str, dict[str, str]]:
        """All of it, by the ConfigMap that says it."""
        parameters = self.of_namespaces
        if self.hydrator:
            parameters[HYDRATOR_SETTING] = "true"
        said = {
            GENERAL: {**self.of_identity, **({HEALTH_SETTING: HEALTH} if self.health else {})},
            PARAMETERS: parameters,
        }
        return {name: settings for name, settings in said.items() if settings}

    @property
    def of_identity(self) -> dict[str, str]:
        """What has to be said where it has fewer rights than the cluster has room for."""
        if self.identity is None:
            return {}
        return {IDENTITY_SETTING: self.identity, RIGHTS_SETTING: "normal"}

    @property
    def of_namespaces(self) -> dict[str, str]:
        """What has to be said about them."""
        if not self.namespaces:
            return {}
        listed = ",".join(self.namespaces)
        if not self.sets:
            return {NAMESPACES_SETTING: listed}
        return {
            NAMESPACES_SETTING: listed,
            **({FORGES_SETTING: ",".join(self.forges)} if self.forges else {}),
            PROVIDERS_SETTING: "true" if self.forges else "false",
            SETS_NAMESPACES_SETTING: listed,
        }


def settings(site: Site, order: Order) -> Settings:
    """What the links of a site rely on."""
    control = {t.control_namespace for t in site.tenants if site.is_delegated(t)}
    return Settings(
        health=order.end > 0,
        namespaces=tuple(sorted(control)),
        sets=makes_sets(site.instance),
        forges=asked_forges(site),
        hydrator=any(unit.is_hydrated for unit in site.units),
        identity=site.instance.namespace if site.instance.team else None,
    )


def unsettled(needed: Sequence[tuple[Site, Settings]]) -> Iterator[Diagnostic]:
    """What to complain about where installations are somebody else's: once for all clusters of
    which the same has to be said."""
    unhealthy = [site for site, one in needed if one.health]
    if unhealthy:
        yield _order_needs_setting(unhealthy)
    delegating = [(site, one) for site, one in needed if one.namespaces]
    if delegating:
        yield _wiring_needs_setting(delegating)
    rendering = [site for site, one in needed if one.hydrator]
    if rendering:
        yield _hydrator_needs_setting(rendering)
    identities = [(site, one.identity) for site, one in needed if one.identity]
    if identities:
        yield _team_needs_settings(identities)


def scenes(sites: Iterable[Site]) -> str:
    """The clusters that Argo CDs run on, in the words of a complaint."""
    *others, last = dict.fromkeys(f"`{site.instance.cluster}`" for site in sites)
    return f"{', '.join(others)} and {last}" if others else last


def _order_needs_setting(sites: Sequence[Site]) -> Diagnostic:
    return Diagnostic(
        "operator-setting-needed",
        f"`needs` is honoured only if Argo CD on {scenes(sites)} checks the health of Applications",
        (Label(Where(sites[0].declared), "installed by somebody else"),),
        help=(
            f"set `{HEALTH_SETTING}` in its ConfigMap `argocd-cm`",
            "or add `place operator`, and the setting is made for you",
        ),
        severity=Severity.WARNING,
    )


def _hydrator_needs_setting(sites: Sequence[Site]) -> Diagnostic:
    return Diagnostic(
        "operator-setting-needed",
        f"nothing is rendered unless the hydrator of Argo CD on {scenes(sites)} is switched on",
        (Label(Where(sites[0].declared), "installed by somebody else, perhaps without it"),),
        help=(
            f'set `{HYDRATOR_SETTING}: "true"` in its ConfigMap `argocd-cmd-params-cm`, and run '
            "its commit server",
            "or add `place operator`, and the setting is made for you",
        ),
        severity=Severity.WARNING,
    )


def _team_needs_settings(identities: Sequence[tuple[Site, str]]) -> Diagnostic:
    site, _ = identities[0]
    names = ", ".join(f"`{name}`" for name in dict.fromkeys(name for _, name in identities))
    return Diagnostic(
        "operator-setting-needed",
        "the Argo CD of each team shares its cluster with others, and has to know what is its own",
        (Label(Where(site.declared), "installed by somebody else for each team"),),
        help=(
            f"set `{RIGHTS_SETTING}: normal`, and as `{IDENTITY_SETTING}` its namespace "
            f"({names}), in its ConfigMap `argocd-cm`",
            "or add `place operator`, and the settings are made for you",
        ),
        severity=Severity.WARNING,
    )


def _wiring_needs_setting(delegating: Sequence[tuple[Site, Settings]]) -> Diagnostic:
    """Until it is told, it does nothing with what stands in other namespaces than its own."""
    sites = [site for site, _ in delegating]
    return Diagnostic(
        "tenant-writes-wiring",
        f"teams keep their own Applications, and Argo CD on {scenes(sites)} has to be told in "
        "which namespaces they may",
        (Label(Where(sites[0].declared), "installed by somebody else"),),
        help=(
            f"set {'; '.join(_of_namespaces(delegating))} in its ConfigMap `{PARAMETERS}`",
            "or add `place operator`, and the setting is made for you",
            "or place the wiring in a repository of the platform",
        ),
        severity=Severity.WARNING,
    )


def _of_namespaces(delegating: Sequence[tuple[Site, Settings]]) -> Iterator[str]:
    """What is to be set, and where, if that is not the same everywhere."""
    by_settings: dict[str, list[Site]] = {}
    for site, needed in delegating:
        said = ", ".join(f"`{key}: {value}`" for key, value in needed.of_namespaces.items())
        by_settings.setdefault(said, []).append(site)
    for said, sites in by_settings.items():
        yield said + (f" on {scenes(sites)}" if len(by_settings) > 1 else "")
