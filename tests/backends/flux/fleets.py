"""Four fleets, as people would write them, and what becomes of them."""

from pathlib import Path
from typing import Any

from gitopsc.compiler import Compilation, compile_spec
from gitopsc.source import Source
from tests import yamls
from tests.texts import Texts

Object = dict[str, Any]

ISSUER = """\
apiVersion: cert-manager.io/v1
kind: ClusterIssuer
metadata:
  name: letsencrypt
spec:
  acme:
    server: https://acme-staging.example.org
"""
POLICY = """\
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: deny
  namespace: default
spec:
  podSelector: {}
"""
JOB = """\
apiVersion: batch/v1
kind: CronJob
metadata:
  name: sweep
spec:
  schedule: "0 3 * * *"
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers:
            - name: sweep
              image: ghcr.io/acme/sweep:1.0.0
"""
BESIDE = {
    "issuer.yaml": ISSUER,
    "policies/deny.yaml": POLICY,
    "policies/more.yaml": POLICY.replace("name: deny", "name: deny-more"),
    "job.yaml": JOB,
    "null.yaml": "image:\n  tag: null\nreplicas: 2\n",
}


def specs(folder: str) -> dict[str, str]:
    """The specs of a folder beside this file, by name."""
    paths = sorted((Path(__file__).parent / folder).glob("*.gitops"))
    return {path.stem: path.read_text(encoding="utf-8") for path in paths}


FLEETS = specs("specs")
LAYOUTS = specs("layouts")
"""Trees that only tell what they are once bases, overlays and slices are put together."""


def compiled(spec: str, beside: dict[str, str] | None = None) -> Compilation:
    """What becomes of a spec with the usual files beside it, and further ones."""
    texts = {**BESIDE, **(beside or {}), "fleet.gitops": spec}
    return compile_spec(Source("fleet.gitops", spec), Texts(texts))


def slugs(spec: str, beside: dict[str, str] | None = None) -> list[str]:
    """The mistakes that are found in a spec."""
    return [d.slug for d in compiled(spec, beside).diagnostics if d.is_error]


def objects(spec: str) -> list[tuple[str, str, Object]]:
    """Repository, path and content of every Kubernetes object in the tree of a correct spec."""
    made = compiled(spec)
    assert made.ok, [diagnostic.message for diagnostic in made.diagnostics]
    return [
        (repo, path, item)
        for repo, files in made.files.items()
        for path, document in files.items()
        if path.endswith(".yaml")
        for item in yamls.load_all(document.text)
        if item and "metadata" in item
    ]


def links(spec: str) -> dict[str, Object]:
    """The Flux Kustomizations of a fleet with one root, by name."""
    return {
        item["metadata"]["name"]: item
        for _, _, item in objects(spec)
        if item["apiVersion"].startswith("kustomize.toolkit.fluxcd.io")
    }
