"""What the Flux Operator makes of its own kinds: read from files alone, without the compiler.

Written from the operator's source (controlplaneio-fluxcd/flux-operator 0.58.1, `internal/builder`),
for the part of it that the trees here use. A template goes through text: it is written as YAML,
filled in, and read again.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

import yaml

from tests import yamls

Object = dict[str, Any]

API = "fluxcd.controlplane.io/v1"
ACTION = re.compile(r"<<(.*?)>>")
INPUT = re.compile(r"inputs\.(\w+)(?: \| (quote|toYaml \| nindent (\d+)))?")


def made_by(item: Object) -> Iterator[Object]:
    """The objects that the operator makes of one of its own."""
    if item["apiVersion"] == API and item["kind"] == "FluxInstance":
        yield from _synced(item)
    elif item["apiVersion"] == API:
        yield from _of_set(item)


def made_of_set(item: Object) -> list[Object]:
    """What the operator makes of a ResourceSet; nothing of any other object."""
    return list(made_by(item)) if item["kind"] == "ResourceSet" else []


def _synced(instance: Object) -> Iterator[Object]:
    """The source and the Kustomization of `sync` (`syncTmpl`); with the lock-down every
    Kustomization it makes has an account (`profileClusterMultitenant`)."""
    name = instance["metadata"]["namespace"]
    sync, lock_down = instance["spec"]["sync"], instance["spec"]["cluster"].get("multitenant")
    metadata = {"name": name, "namespace": name}
    key = {"GitRepository": "name", "OCIRepository": "tag"}[sync["kind"]]
    source = {"interval": sync["interval"], "ref": {key: sync["ref"]}, "url": sync["url"]}
    if "pullSecret" in sync:
        source["secretRef"] = {"name": sync["pullSecret"]}
    link = {
        "interval": "10m0s",
        "path": sync["path"],
        "prune": True,
        "sourceRef": {"kind": sync["kind"], "name": name},
    }
    if lock_down:
        link["serviceAccountName"] = "kustomize-controller"
    yield _object("source.toolkit.fluxcd.io/v1", sync["kind"], metadata, source)
    yield _object("kustomize.toolkit.fluxcd.io/v1", "Kustomization", metadata, link)


def _object(api_version: str, kind: str, metadata: Object, spec: Object) -> Object:
    return {"apiVersion": api_version, "kind": kind, "metadata": metadata, "spec": spec}


def _of_set(resource_set: Object) -> Iterator[Object]:
    """Each template once for each input; the second object of one identity is left out."""
    seen = set()
    for template in resource_set["spec"]["resources"]:
        for inputs in resource_set["spec"]["inputs"]:
            made = filled(template, inputs)
            identity = made["kind"], made["metadata"]["namespace"], made["metadata"]["name"]
            assert identity not in seen, f"{identity} is made twice, and the second is dropped"
            seen.add(identity)
            yield made


def filled(template: Object, inputs: Object) -> Object:
    text = yaml.safe_dump(template, width=float("inf"), allow_unicode=True)
    made = yamls.load(ACTION.sub(lambda match: _action(match[1].strip(), inputs), text))
    assert isinstance(made, dict)
    return made


def _action(action: str, inputs: Object) -> str:
    if action.startswith('"'):
        return str(json.loads(action))
    match = INPUT.fullmatch(action)
    assert match, f"not understood: {action}"
    name, function, depth = match.groups()
    assert name in inputs, f"no input {name}: the operator stops (missingkey=error)"
    value = inputs[name]
    if function == "quote":
        return json.dumps(value)
    if function:
        margin = " " * int(depth)
        return "".join(f"\n{margin}{line}" for line in yaml.safe_dump(value).split("\n"))
    return json.dumps(value) if isinstance(value, bool) else str(value)
