"""Three fleets, each a whole plan."""

from typing import Any

from gitopsc.plan.patch import JsonPatch, ObjectPatch
from gitopsc.plan.plan import Plan
from gitopsc.plan.source import Chart, GitChart, Manifests, RemoteBase
from gitopsc.plan.unit import Component, Unit
from gitopsc.refs import Ref
from gitopsc.wiring.policy import APPS, resolve
from tests.backends.argocd.plans import (
    TENANT,
    after,
    instance,
    namespace,
    plan,
    project,
    tenant,
)
from tests.payload.factory import APPS_REPO, PLATFORM, WEB, app, brought, infra, place, version_at

ISSUER = """\
apiVersion: cert-manager.io/v1
kind: ClusterIssuer
metadata:
  name: letsencrypt
spec:
  acme:
    server: https://acme-staging.example.org
"""
HUB = Ref("instance", ("argocd", "mgmt"))


def standalone() -> Plan:
    """One cluster, everything in its root: a chart of the platform, a kustomize app after it."""
    chart = Chart("https://charts.jetstack.io", "cert-manager", "1.15.3")
    cert = infra(
        "cert-manager",
        tool="helm",
        source=chart,
        base_values={"crds": {"enabled": True}},
        values={"replicaCount": 2, "crds": {"keep": True}},
    )
    web = app(
        image="ghcr.io/acme/web",
        states=version_at("apps/web/overlays/staging/version", "1.0.0"),
        components=(Component("eu", place("variants/eu")),),
        replicas=2,
        env=(("LOG_LEVEL", "warn"),),
    )
    return plan(
        cert,
        after(web, cert),
        namespaces=[
            namespace("cert-manager", team=None),
            namespace("shop-staging", labels=(("tier", "front"),), quota=(("pods", "20"),)),
        ],
        tenants=[tenant(admins=("acme:shop",), deny=("ClusterRole", "Secret", "acme.io/Thing"))],
    )


def _on_hub(unit: Unit) -> Unit:
    return unit._replace(
        instance=HUB,
        name=f"{unit.name}-{unit.cluster}",
        wiring=place("bootstrap", PLATFORM),
    )


def hub() -> Plan:
    """A hub that operates itself, with projects and namespaces in folders of their own."""
    eu: dict[str, Any] = {
        "tool": "helm",
        "source": Chart("oci://ghcr.io/acme/charts/ledger", "ledger", "2.0.0"),
        "base_values": {"replicas": 1},
        "values": {"replicas": 3},
        "policy": resolve(APPS, confirm=True),
    }
    ledger = _on_hub(app("ledger", cluster="eu", **eu))
    web = _on_hub(app("web", cluster="eu"))
    plain = _on_hub(
        app(
            "jobs",
            cluster="eu",
            tool="plain",
            base=None,
            source=Manifests(brought({"a/web.yaml": WEB})),
        )
    )
    issuers = [_issuer(cluster) for cluster in ("eu", "mgmt")]
    crds = _on_hub(
        infra("crds", "eu", source=RemoteBase("https://git.example.org/crds.git//all?ref=v1"))
    )
    serving = instance(
        "mgmt",
        mode="hub",
        serves=("eu", "mgmt"),
        start="9.1.0",
        install="helm",
        root=place("bootstrap", PLATFORM),
        home=place("argocd", PLATFORM),
        self_wiring=place("bootstrap", PLATFORM),
        platform_project=place("projects/platform.yaml", PLATFORM),
        default_project=place("projects/default.yaml", PLATFORM),
    )
    names = [
        namespace("shop-staging", "eu", instance=HUB, slot=place("namespaces/eu", PLATFORM)),
        namespace("crds", "eu", team=None, instance=HUB, slot=place("namespaces/eu", PLATFORM)),
    ]
    held = tenant(instance=HUB)
    return plan(
        crds,
        *issuers,
        after(ledger, crds),
        after(web, after(ledger, crds)),
        plain,
        instances=[serving],
        tenants=[held],
        projects=[project(held, slot=place("projects/shop.yaml", PLATFORM))],
        namespaces=names,
    )


def _issuer(cluster: str) -> Unit:
    unit = infra(
        "issuers",
        cluster,
        layer="configs",
        overlay=place("infrastructure/configs", PLATFORM),
        namespace="default",
        source=Manifests(brought({"issuer.yaml": ISSUER})),
    )
    production = JsonPatch("replace", "/spec/acme/server", "https://acme.example.org")
    patch = ObjectPatch("ClusterIssuer", "letsencrypt", (production,))
    return _on_hub(unit._replace(patches=(patch,) if cluster == "eu" else ()))


def tenants() -> Plan:
    """A team that keeps its own Applications in its own repository."""
    control: dict[str, Any] = {
        "control_namespace": "shop-gitops",
        "wiring": place("argocd", TENANT),
    }
    overlay = place("apps/web/staging", TENANT)
    web = app(overlay=overlay, path=overlay.path, base=None, repo=TENANT, **control)
    web = web._replace(source=Manifests(brought({"web.yaml": WEB})))
    chart = GitChart(APPS_REPO, "charts/api", "v2")
    values: dict[str, Any] = {"tool": "helm", "source": chart, "base": None, "values": {"a": 1}}
    api = app("api", overlay=place("apps/api/staging", TENANT), repo=TENANT, **control, **values)
    redis = Chart("https://charts.example.org", "redis", "1.0.0")
    cache = infra("cache", tool="helm", source=redis)
    return plan(
        cache,
        after(api, cache),
        after(web, after(api, cache)),
        instances=[instance(tenancy=True, home=place("operator", PLATFORM), start="9.1.0")],
        tenants=[
            tenant(
                control_namespace="shop-gitops",
                repos=(APPS_REPO, TENANT),
                wiring=(place("argocd", TENANT),),
            )
        ],
        namespaces=[
            namespace("shop-gitops", is_control=True),
            namespace("shop-staging"),
            namespace("cache", team=None),
        ],
    )


FLEETS = {"standalone": standalone, "hub": hub, "tenants": tenants}
