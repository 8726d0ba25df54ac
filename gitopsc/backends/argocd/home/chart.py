"""Argo CD installed from its chart (`install helm`, and where nothing is said)."""

from gitopsc.backends.argocd.settings import GENERAL, PARAMETERS, PROVIDERS_SETTING, Settings
from gitopsc.backends.argocd.site import OPERATOR, Site
from gitopsc.diagnostics.diagnostic import Diagnostic, Label
from gitopsc.manifests.draft import Draft
from gitopsc.manifests.yaml import dump
from gitopsc.payload import SEEDED
from gitopsc.plan.slots import Slot
from gitopsc.refs import Where
from gitopsc.wiring.semver import is_range

CHART = "argo-cd"
CHARTS = "https://argoproj.github.io/argo-helm"


def emit_chart(site: Site, home: Slot, needed: Settings, draft: Draft) -> tuple[Diagnostic, ...]:
    """Put the chart that wraps the upstream one: its version seeded, because people and bots move
    it from then on, its values owned, because the tree relies on them."""
    if site.instance.start is None or not is_range(site.instance.start):
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
    draft.yaml(
        repo, home.file("values.yaml"), {CHART: _values(site, needed)}, subject=site.declared
    )
    return ()


def _values(site: Site, needed: Settings) -> dict[str, object]:
    keys = {GENERAL: "cm", PARAMETERS: "params"}
    configs = {keys[name]: said for name, said in needed.by_config_map.items()}
    # Elsewhere than at home the controller has no rights unless they are asked for.
    rights = {"allowAnyNamespace": True} if PROVIDERS_SETTING in needed.of_namespaces else {}
    return {
        **({"applicationSet": rights} if rights else {}),
        # What the hydrator has rendered, this one pushes.
        **({"commitServer": {"enabled": True}} if needed.hydrator else {}),
        **({"configs": configs} if configs else {}),
        **_of_cluster(site),
    }


def _of_cluster(site: Site) -> dict[str, object]:
    """What is there once in a cluster, and beyond the rights of a team's own Argo CD. Elsewhere the
    definitions are kept: removing the chart would remove every Application with them."""
    if site.instance.team:
        return {"crds": {"install": False}, "createClusterRoles": False}
    return {"crds": {"keep": True}}


def _no_version(site: Site) -> Diagnostic:
    said, versions = site.instance.start, f"a version of `{CHART}` from {CHARTS}"
    if said:
        return Diagnostic(
            "no-operator-version",
            f"`{said}` is no version of the chart `{CHART}`",
            (Label(Where(site.declared, "start"), "operates itself"),),
            help=(f"say {versions}",),
        )
    return Diagnostic(
        "no-operator-version",
        f"nothing says with which version of the chart `{CHART}` Argo CD begins",
        (Label(Where(site.declared), "operates itself"),),
        help=(f'add `start "VERSION"` to the operator: {versions}',),
    )
