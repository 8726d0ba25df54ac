"""Stand-ins for what a tree takes from upstream and no test may fetch: the same shape, and small.

Whoever builds with a stand-in says which addresses it replaces, so that nothing else hides here.
"""

from pathlib import Path

import yaml

from tests import yamls
from tests.real.kustomize import STAND_IN

ARGO_CD = """\
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: applications.argoproj.io
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: argocd-application-controller
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: argocd-application-controller
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: argocd-application-controller
subjects:
  - kind: ServiceAccount
    name: argocd-application-controller
    namespace: {namespace}
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: argocd-cm
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: argocd-cmd-params-cm
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: argocd-application-controller
spec:
  template:
    spec:
      serviceAccountName: argocd-application-controller
"""
"""One object of each kind that a tree does something to. Upstream's bindings name the namespace
`argocd`; argocd-autopilot sets them back to `default`, for kustomize to change them."""

BASES = {
    "https://github.com/argoproj/argo-cd//manifests/cluster-install": ARGO_CD.replace(
        "{namespace}", "argocd"
    ),
    "https://github.com/argoproj-labs/argocd-autopilot//manifests/base": ARGO_CD.replace(
        "{namespace}", "default"
    ),
}


def replace_upstream(checkout: Path) -> set[str]:
    """Point every kustomization of a checkout that reads Argo CD from upstream to a stand-in, and
    give the addresses that were replaced."""
    replaced = set()
    for path in sorted(checkout.rglob("kustomization.yaml")):
        said = yamls.load(path.read_text(encoding="utf-8"))
        for address in said.get("resources", ()):
            base, _, release = address.partition("?ref=")
            if base in BASES:
                assert release.startswith("v"), f"{address} is no release"
                stand_in = path.parent / STAND_IN
                stand_in.mkdir()
                (stand_in / "install.yaml").write_text(BASES[base], encoding="utf-8")
                (stand_in / "kustomization.yaml").write_text(
                    "resources: [install.yaml]\n", encoding="utf-8"
                )
                said["resources"] = [STAND_IN if r == address else r for r in said["resources"]]
                path.write_text(yaml.safe_dump(said), encoding="utf-8")
                replaced.add(address)
    return replaced
