"""Reading trees back as an operator would: independent of the compiler, from files alone."""

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from tests import yamls
from tests.real.kustomize import FILES, build

Object = dict[str, Any]
Key = tuple[str, str, str]


def key(item: Object) -> Key:
    """Kind, namespace and name."""
    metadata = item["metadata"]
    return item["kind"], metadata.get("namespace", ""), metadata["name"]


def write(tree: Mapping[str, Mapping[str, Any]], folder: Path) -> Path:
    """Put a compiled tree on the disk, as `gitopsc compile -o` lays it out."""
    for repo, files in tree.items():
        for path, document in files.items():
            target = folder / repo / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(document.text, encoding="utf-8", newline="\n")
    return folder


def documents(path: Path) -> list[Object]:
    return [item for item in yamls.load_all(path.read_text(encoding="utf-8")) if item]


def scan(folder: Path) -> Iterator[Object]:
    """What a Flux Kustomization without a kustomization file finds: every sub-folder that has one
    is built, every other YAML file is taken as it is (fluxcd/pkg/kustomize)."""
    if any((folder / name).exists() for name in FILES):
        yield from build(folder, "flux")
        return
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            yield from scan(path)
        elif path.suffix in (".yaml", ".yml"):
            yield from documents(path)


def flux_objects(checkout: Path, root: str) -> dict[Key, Object]:
    """Everything a cluster ends up with: the root, and whatever its Kustomizations point at, with
    their own patches and target namespace. Two paths that bring one object are an error (P34)."""
    found: dict[Key, Object] = {}
    pending = [*scan(checkout / root)]
    while pending:
        item = pending.pop()
        assert key(item) not in found, f"{key(item)} has two owners"
        found[key(item)] = item
        spec = item.get("spec", {})
        is_link = item["kind"] == "Kustomization" and item["metadata"]["name"] != "flux-system"
        if is_link and item["apiVersion"].startswith("kustomize.toolkit.fluxcd.io"):
            pending.extend(flux_build(checkout, spec))
    return found


def flux_build(checkout: Path, spec: Object) -> list[Object]:
    """Build the path of a Flux Kustomization the way the controller does: merge its fields into a
    kustomization on top."""
    with tempfile.TemporaryDirectory(dir=checkout, prefix=".build-") as folder:
        target = (checkout / spec["path"]).resolve()
        if any((target / name).exists() for name in FILES):
            resources = [f"../{target.relative_to(checkout.resolve()).as_posix()}"]
        else:
            scanned = Path(folder) / "scanned.yaml"
            scanned.write_text(yaml.safe_dump_all(list(scan(target))), encoding="utf-8")
            resources = ["scanned.yaml"]
        on_top = {
            "apiVersion": "kustomize.config.k8s.io/v1beta1",
            "kind": "Kustomization",
            "resources": resources,
            "components": [f"../{spec['path']}/{name}" for name in spec.get("components", ())],
            "images": spec.get("images", []),
            "patches": spec.get("patches", []),
        }
        if "targetNamespace" in spec:
            on_top["namespace"] = spec["targetNamespace"]
        (Path(folder) / "kustomization.yaml").write_text(yaml.safe_dump(on_top), encoding="utf-8")
        return build(Path(folder), "flux")


def argocd_build(checkout: Path, source: Object) -> list[Object]:
    """Build the path of an Application the way Argo CD does: edit its options into the
    kustomization that is there (`kustomize edit`, util/kustomize of Argo CD), and build that."""
    path = checkout / source["path"] / "kustomization.yaml"
    said = path.read_text(encoding="utf-8")
    options = dict(source["kustomize"])
    edited = yamls.load(said)
    for image in options.pop("images", ()):
        name, _, tag = image.rpartition(":")
        others = [item for item in edited.get("images", ()) if item["name"] != name]
        edited["images"] = [*others, {"name": name, "newTag": tag}]
    for word in ("replicas", "components", "patches"):
        edited[word] = [*edited.get(word, ()), *options.pop(word, ())]
    path.write_text(yaml.safe_dump({**edited, **options}), encoding="utf-8")
    try:
        return build(path.parent, "argocd")
    finally:
        path.write_text(said, encoding="utf-8")


def merge(wide: Any, narrow: Any) -> Any:
    """Helm's rule for values, written once more on purpose: a witness does not ask the accused."""
    if not (isinstance(wide, dict) and isinstance(narrow, dict)):
        return narrow
    return {
        k: merge(wide[k], narrow[k]) if k in wide and k in narrow else narrow.get(k, wide.get(k))
        for k in {**wide, **narrow}
    }


def applications(checkout: Path) -> list[Object]:
    """Every Argo CD Application below a folder."""
    return [
        item
        for path in sorted(checkout.rglob("*.yaml"))
        for item in documents(path)
        if isinstance(item, dict) and item.get("kind") == "Application"
    ]


def values_of(application: Object, checkout: Path) -> Object:
    """The values an Application gives its chart: files in order, then the inline ones."""
    values: Object = {}
    for source in sources(application):
        helm = source.get("helm", {})
        for name in helm.get("valueFiles", ()):
            [item] = documents(checkout / name.removeprefix("$values/"))
            values = merge(values, item)
        values = merge(values, helm.get("valuesObject", {}))
    return values


def sources(application: Object) -> list[Object]:
    spec = application["spec"]
    return list(spec.get("sources", [spec["source"]] if "source" in spec else []))
