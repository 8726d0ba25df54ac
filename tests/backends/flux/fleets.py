"""Four fleets, as people would write them, and what becomes of them."""

from collections.abc import Mapping
from pathlib import Path

from gitopsc.compiler import Compilation
from tests import compiling
from tests.compiling import Object, mistakes, objects, outcome

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


def compiled(spec: str) -> Compilation:
    """A correct spec with the usual files beside it."""
    return compiling.compiled(spec, beside=BESIDE, name="fleet.gitops")


def changed(spec: str, *changes: tuple[str, str]) -> str:
    """A spec with words replaced; each has to occur."""
    for old, new in changes:
        assert old in spec, old
        spec = spec.replace(old, new)
    return spec


def slugs(spec: str, beside: Mapping[str, str] | None = None) -> list[str]:
    """The mistakes that are found in a spec with the usual files beside it, and further ones."""
    return mistakes(outcome(spec, beside={**BESIDE, **(beside or {})}))


def links(spec: str) -> dict[str, Object]:
    """The Flux Kustomizations of a fleet with one root, by name."""
    return {
        item["metadata"]["name"]: item for item in objects(compiled(spec).files, "Kustomization")
    }
