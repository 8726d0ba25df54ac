"""A Flux that only builds: from what a person starts it with to all that a cluster ends up with.

It follows each Kustomization to its source, and the source to a checkout or to a slice, which is
copied out of a checkout as source-watcher does it. Nothing here asks the compiler.
"""

import shutil
from collections.abc import Mapping
from pathlib import Path

from tests.real.resourcesets import made_by, made_of_set
from tests.real.trees import Key, Object, documents, flux_build, key


def reconcile(checkouts: Mapping[str, Path], root: Path, scratch: Path) -> dict[Key, Object]:
    """Every object of a cluster, its links included; what a hub puts on others is built only.

    :param checkouts: a checkout for each address of a repository.
    :param root: the folder that Flux was pointed at, in its checkout.
    :param scratch: an empty folder, for slices.
    """
    found: dict[Key, Object] = {}
    bootstrapped = {key(item): item for item in _started_with(root / "flux-system")}
    pending = [item for item in bootstrapped.values() if is_link(item)]
    sources = dict(bootstrapped)
    while pending:
        ready = [link for link in pending if _folder(link, sources, checkouts, scratch)]
        assert ready, f"nobody brings the sources of {sorted(key(link) for link in pending)}"
        for link in ready:
            pending.remove(link)
            folder = _folder(link, sources, checkouts, scratch)
            assert folder
            brought = flux_build(folder, link["spec"])
            brought += [made for one in brought for made in made_of_set(one)]
            for item in brought if "kubeConfig" not in link["spec"] else ():
                assert key(item) not in found, f"{key(item)} has two owners"
                found[key(item)] = sources[key(item)] = item
                if is_link(item) and key(item) not in bootstrapped:
                    pending.append(item)
    return found


def _started_with(folder: Path) -> list[Object]:
    """The source and the link that `flux bootstrap` writes, or that the Flux Operator makes."""
    if (folder / "gotk-sync.yaml").exists():
        return documents(folder / "gotk-sync.yaml")
    [instance] = documents(folder / "flux-instance.yaml")
    return list(made_by(instance))


def is_link(item: Object) -> bool:
    return bool(item["apiVersion"].startswith("kustomize.toolkit.fluxcd.io"))


def _folder(
    link: Object, objects: Mapping[Key, Object], checkouts: Mapping[str, Path], scratch: Path
) -> Path | None:
    """The files that a link reads, or nothing while its source is not there. A source is in the
    namespace of its link: no reference of ours crosses one (P10)."""
    reference, namespace = link["spec"]["sourceRef"], link["metadata"]["namespace"]
    assert "namespace" not in reference
    if reference["kind"] == "ExternalArtifact":
        return _slice(reference["name"], namespace, objects, checkouts, scratch)
    source = objects.get((reference["kind"], namespace, reference["name"]))
    return checkouts[source["spec"]["url"]] if source else None


def _slice(
    name: str,
    namespace: str,
    objects: Mapping[Key, Object],
    checkouts: Mapping[str, Path],
    scratch: Path,
) -> Path | None:
    for (kind, at, _), generator in objects.items():
        if kind != "ArtifactGenerator" or at != namespace:
            continue
        sources = {source["alias"]: source for source in generator["spec"]["sources"]}
        if any((s["kind"], namespace, s["name"]) not in objects for s in sources.values()):
            continue
        for artifact in generator["spec"]["artifacts"]:
            if artifact["name"] != name:
                continue
            folder = scratch / namespace / name
            for copy in () if folder.exists() else artifact["copy"]:
                alias, _, pattern = copy["from"].removeprefix("@").partition("/")
                source = objects[sources[alias]["kind"], namespace, sources[alias]["name"]]
                _copy(checkouts[source["spec"]["url"]], pattern, folder, copy["to"])
            return folder
    return None


def _copy(checkout: Path, pattern: str, artifact: Path, to: str) -> None:
    """Everything below a folder into a folder; one that is not there fails the whole generator."""
    assert pattern == "**" or pattern.endswith("/**")
    source = checkout / pattern.removesuffix("**")
    assert source.is_dir() and any(source.iterdir()), f"{source}: source does not exist"
    target = artifact / to.removeprefix("@artifact/")
    shutil.copytree(source, target, dirs_exist_ok=True)
