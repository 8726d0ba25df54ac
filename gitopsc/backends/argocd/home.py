"""Argo CD's own installation, and the settings that the rest of the tree relies on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gitopsc.backends.argocd.destination import destination
from gitopsc.backends.argocd.link import Link, git_source
from gitopsc.backends.argocd.sets import ApplicationSet, makes_sets
from gitopsc.backends.argocd.site import OPERATOR, Site
from gitopsc.backends.argocd.sync_policy import MAY_BE_LARGE, sync_policy
from gitopsc.diagnostics.diagnostic import Diagnostic, Label, Severity
from gitopsc.manifests.draft import Draft
from gitopsc.manifests.yaml import dump
from gitopsc.payload import SEEDED
from gitopsc.refs import Where
from gitopsc.wiring.project_places import PLATFORM
from gitopsc.wiring.slots import Slot

CHART = "argo-cd"
CHARTS = "https://argoproj.github.io/argo-helm"

HEALTH_SETTING = "resource.customizations.health.argoproj.io_Application"
HEALTH = """\
local health = {status = "Progressing", message = ""}
if obj.status ~= nil and obj.status.health ~= nil then
  health.status = obj.status.health.status or health.status
  health.message = obj.status.health.message or health.message
end
return health
"""
"""An Application is as healthy as it says it is. Argo CD 1.8 took this check away, and without it a
parent does not wait for its children between two waves (docs/operator-manual/health.md)."""

NAMESPACES_SETTING = "application.namespaces"
HYDRATOR_SETTING = "hydrator.enabled"
SETS_NAMESPACES_SETTING = "applicationsetcontroller.namespaces"
PROVIDERS_SETTING = "applicationsetcontroller.enable.scm.providers"
"""Whether sets may ask a forge. One of a team could have it send the platform's token anywhere, so
Argo CD takes sets in other namespaces only where this is settled
(docs/operator-manual/applicationset/Appset-Any-Namespace.md)."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What Argo CD must be told beyond its defaults."""

    health: bool
    """Applications wait for each other."""
    namespaces: tuple[str, ...]
    """Where Applications live besides Argo CD's own namespace."""
    sets: bool
    """Sets live there as well."""
    hydrator: bool
    """Applications render their own sources."""

    @property
    def of_namespaces(self) -> dict[str, str]:
        """What `argocd-cmd-params-cm` has to say about them."""
        if not self.namespaces:
            return {}
        listed = ",".join(self.namespaces)
        if not self.sets:
            return {NAMESPACES_SETTING: listed}
        return {
            NAMESPACES_SETTING: listed,
            PROVIDERS_SETTING: "false",
            SETS_NAMESPACES_SETTING: listed,
        }


def settings(site: Site, links: Sequence[Link | ApplicationSet]) -> Settings:
    """What the links of a site rely on."""
    control = {t.control_namespace for t in site.tenants if site.is_delegated(t)}
    return Settings(
        health=any(link.wave > 0 for link in links),
        namespaces=tuple(sorted(control)),
        sets=makes_sets(site.instance),
        hydrator=any(unit.is_hydrated for unit in site.units),
    )


def self_link(site: Site, home: Slot) -> Link:
    """The Application by which Argo CD operates itself. It never prunes: that could be itself."""
    instance = site.instance
    return Link(
        slot=instance.self_wiring,
        name=OPERATOR,
        namespace=instance.namespace,
        project=PLATFORM,
        sources=(git_source(home, {"helm": {"releaseName": OPERATOR}}),),
        destination=destination(instance, instance.cluster, instance.namespace),
        sync=sync_policy(instance.policy, options=MAY_BE_LARGE, prune=False),
        wave=0,
        subject=site.declared,
    )


def emit_home(site: Site, home: Slot, needed: Settings, draft: Draft) -> tuple[Diagnostic, ...]:
    """Put the chart that wraps the upstream one: its version seeded, because people and bots move
    it from then on, its values owned, because the tree relies on them."""
    if site.instance.start is None:
        return (_no_version(site),)
    dependency = {"name": CHART, "version": site.instance.start, "repository": CHARTS}
    chart = {
        "apiVersion": "v2",
        "name": OPERATOR,
        "description": "Argo CD as this fleet runs it",
        "type": "application",
        "version": "0.1.0",
        "dependencies": [dependency],
    }
    repo = home.repo.folder
    draft.seed(repo, home.file("Chart.yaml"), dump(chart, header=SEEDED), site.declared)
    draft.yaml(repo, home.file("values.yaml"), {CHART: _values(needed)}, subject=site.declared)
    return ()


def unsettled(site: Site, needed: Settings) -> tuple[Diagnostic, ...]:
    """What to complain about where the installation is somebody else's."""
    found = []
    if needed.health:
        found.append(_order_needs_setting(site))
    if needed.namespaces:
        found.append(_wiring_needs_setting(site, needed.of_namespaces))
    if needed.hydrator:
        found.append(_hydrator_needs_setting(site))
    return tuple(found)


def _values(needed: Settings) -> dict[str, object]:
    configs: dict[str, object] = {}
    params: dict[str, object] = {**needed.of_namespaces}
    if needed.hydrator:
        params[HYDRATOR_SETTING] = "true"
    if needed.health:
        configs["cm"] = {HEALTH_SETTING: HEALTH}
    if params:
        configs["params"] = params
    # Elsewhere than at home the controller has no rights unless they are asked for.
    rights = {"allowAnyNamespace": True} if PROVIDERS_SETTING in params else {}
    return {
        **({"applicationSet": rights} if rights else {}),
        # What the hydrator has rendered, this one pushes.
        **({"commitServer": {"enabled": True}} if needed.hydrator else {}),
        **({"configs": configs} if configs else {}),
        # Without `keep`, removing the chart would remove every Application with the definitions.
        "crds": {"keep": True},
    }


def _no_version(site: Site) -> Diagnostic:
    return Diagnostic(
        "no-operator-version",
        f"nothing says with which version of the chart `{CHART}` Argo CD begins",
        (Label(Where(site.declared), "operates itself"),),
        help=(f'add `start "VERSION"` to the operator: a version of `{CHART}` from {CHARTS}',),
    )


def _order_needs_setting(site: Site) -> Diagnostic:
    return Diagnostic(
        "operator-setting-needed",
        f"`needs` is honoured only if Argo CD on `{site.instance.cluster}` checks the health of "
        "Applications",
        (Label(Where(site.declared), "installed by somebody else"),),
        help=(
            f"set `{HEALTH_SETTING}` in its ConfigMap `argocd-cm`",
            "or add `place operator`, and the setting is made for you",
        ),
        severity=Severity.WARNING,
    )


def _hydrator_needs_setting(site: Site) -> Diagnostic:
    return Diagnostic(
        "operator-setting-needed",
        f"nothing is rendered unless the hydrator of Argo CD on `{site.instance.cluster}` is "
        "switched on",
        (Label(Where(site.declared), "installed by somebody else"),),
        help=(
            f'set `{HYDRATOR_SETTING}: "true"` in its ConfigMap `argocd-cmd-params-cm`, and run '
            "its commit server",
            "or add `place operator`, and the setting is made for you",
        ),
        severity=Severity.WARNING,
    )


def _wiring_needs_setting(site: Site, parameters: Mapping[str, str]) -> Diagnostic:
    said = ", ".join(f"`{key}: {value}`" for key, value in parameters.items())
    return Diagnostic(
        "tenant-writes-wiring",
        f"teams keep their own Applications, and Argo CD on `{site.instance.cluster}` has to be "
        "told in which namespaces they may",
        (Label(Where(site.declared), "installed by somebody else"),),
        help=(
            f"add `place operator`: it sets {said}",
            "or place the wiring in a repository of the platform",
        ),
    )
