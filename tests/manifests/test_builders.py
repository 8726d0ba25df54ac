"""Objects from the builders: their text, their schema, and what kustomize makes of them."""

from collections.abc import Callable, Mapping

import pytest

from gitopsc.manifests.kubernetes import (
    account_subject,
    group_subject,
    kubernetes_object,
    namespace,
    resource_quota,
    role_binding,
    service_account,
)
from gitopsc.manifests.kustomize import component, kustomization
from gitopsc.manifests.yaml import dump
from tests.real.schemas import complaints, needs_schemas

OBJECTS = """\
apiVersion: v1
kind: Namespace
metadata:
  name: payments-dev
  labels:
    team: payments
  annotations:
    owner: platform
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: deployer
  namespace: payments-dev
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: payments-admins
  namespace: payments-dev
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: admin
subjects:
  - kind: ServiceAccount
    name: deployer
    namespace: payments-dev
  - apiGroup: rbac.authorization.k8s.io
    kind: Group
    name: payments
---
apiVersion: v1
kind: ResourceQuota
metadata:
  name: quota
  namespace: payments-dev
spec:
  hard:
    pods: "20"
    requests.cpu: "10"
"""

OVERLAY = """\
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
namespace: payments-dev
resources:
  - ../base
  - a.yaml
components:
  - ../variants/eu
  - version
labels:
  - pairs:
      team: payments
configMapGenerator:
  - name: settings
    literals:
      - a=b
images:
  - name: app
    newTag: "1.10"
replicas:
  - name: app
    count: 3
patches:
  - path: deployment.yaml
"""


def kinds() -> list[dict[str, object]]:
    subjects = [
        account_subject("deployer", "payments-dev"),
        group_subject("payments"),
    ]
    return [
        namespace("payments-dev", labels={"team": "payments"}, annotations={"owner": "platform"}),
        service_account("deployer", "payments-dev"),
        role_binding("payments-admins", "payments-dev", cluster_role="admin", subjects=subjects),
        resource_quota("quota", "payments-dev", {"pods": 20, "requests.cpu": "10"}),
    ]


def overlay() -> dict[str, object]:
    return kustomization(
        namespace="payments-dev",
        patches=[{"path": "deployment.yaml"}],
        replicas=[{"name": "app", "count": 3}],
        images=[{"name": "app", "newTag": "1.10"}],
        configMapGenerator=[{"name": "settings", "literals": ["a=b"]}],
        labels=[{"pairs": {"team": "payments"}}],
        components=["../variants/eu", "version"],
        resources=["a.yaml", "../base"],
    )


def test_objects_are_written_in_the_usual_order() -> None:
    assert dump(*kinds()) == OBJECTS


def test_a_kustomization_is_written_in_the_usual_order() -> None:
    assert dump(overlay()) == OVERLAY


def test_what_is_none_is_left_out() -> None:
    built = kubernetes_object("v1", "Secret", "a", labels={}, type=None, data={}, stringData=None)
    assert built == {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "a"}, "data": {}}


@needs_schemas
def test_objects_meet_their_schemas() -> None:
    for built in (
        *kinds(),
        overlay(),
        component(images=[{"name": "app", "newTag": "1"}]),
        component(),
    ):
        assert complaints(built) == []


@pytest.mark.parametrize(
    "built, said", [(kustomization(), {"resources": []}), (component(), {"patches": []})]
)
def test_nothing_said_is_said(built: dict[str, object], said: dict[str, object]) -> None:
    assert {k: v for k, v in built.items() if k not in ("apiVersion", "kind")} == said


def test_kustomize_builds_them(kustomize: Callable[[Mapping[str, str]], str]) -> None:
    files = {
        "kustomization.yaml": kustomization(
            namespace="payments-dev", resources=["base"], components=["empty", "version"]
        ),
        "base/kustomization.yaml": kustomization(resources=["nothing", "account.yaml"]),
        "base/account.yaml": service_account("deployer", "other"),
        "base/nothing/kustomization.yaml": kustomization(),
        "empty/kustomization.yaml": component(),
        "version/kustomization.yaml": component(images=[{"name": "app", "newTag": "1.10"}]),
    }
    built = kustomize({path: dump(item) for path, item in files.items()})
    assert built == dump(service_account("deployer", "payments-dev"))
