"""What is true of every tree, whatever the spec: each law is a function that fails where it is not.

The laws read the files; of the plan they take only what was asked for (units and their needs).
"""

import posixpath
import re
from collections import Counter
from collections.abc import Callable, Iterable

from gitopsc.compiler import Compilation
from gitopsc.plan.unit import Unit
from tests.properties import tenancy
from tests.properties.reading import readings
from tests.properties.trees import Checkouts, Key, Object, Reading
from tests.real.kustomize import FILES
from tests.real.schemas import SCHEMAS, complaints

WAVE = "argocd.argoproj.io/sync-wave"
OWN_NAMESPACES = {"argocd": "argocd", "flux": "flux-system"}
BORN = {"default", "kube-system"}
LABEL = re.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
"""RFC 1123. Some names may be longer or hold dots; none of ours needs to."""

Law = Callable[[Compilation, list[Reading]], None]


def every_path_stays_in_its_repository(tree: Compilation, _: list[Reading]) -> None:
    for repo, files in tree.files.items():
        for path in files:
            assert posixpath.normpath(path) == path and not path.startswith(("/", "..")), path
            if posixpath.basename(path) in FILES:
                folder = posixpath.dirname(path)
                [said] = _checkouts(tree).documents(repo, path)
                for name in _references(said):
                    at = posixpath.normpath(posixpath.join(folder, name))
                    stands = at in files or any(file.startswith(f"{at}/") for file in files)
                    assert stands, f"{repo}/{path}: nothing stands at {name}"


def _checkouts(tree: Compilation) -> Checkouts:
    return Checkouts({r: {p: d.text for p, d in fs.items()} for r, fs in tree.files.items()})


def _references(kustomization: dict[str, list[object]]) -> Iterable[str]:
    for word in ("resources", "components"):
        yield from (str(name) for name in kustomization.get(word, ()) if "://" not in str(name))
    patches = kustomization.get("patches", ())
    yield from (
        str(patch["path"]) for patch in patches if isinstance(patch, dict) and "path" in patch
    )


def every_object_passes_its_schema(tree: Compilation, read: list[Reading]) -> None:
    """Objects are what an operator reads, and the kustomizations on the way."""
    if not SCHEMAS.is_dir():
        return
    checkouts = _checkouts(tree)
    items = [item for reading in read for _, item in reading.objects]
    items += [
        {"metadata": {"name": path}, **item}
        for repo, files in tree.files.items()
        for path in files
        if posixpath.basename(path) in FILES
        for item in checkouts.documents(repo, path)
    ]
    assert [wrong for item in items for wrong in complaints(item)] == []


def no_object_stands_twice(_: Compilation, read: list[Reading]) -> None:
    found = Counter(
        (cluster, item["apiVersion"].partition("/")[0], item["kind"], *_place(item))
        for reading in read
        for cluster, item in reading.objects
    )
    assert [name for name, count in found.items() if count > 1] == []


def _place(item: Object) -> Key:
    return item["metadata"].get("namespace", ""), item["metadata"]["name"]


def every_object_can_be_created(_: Compilation, read: list[Reading]) -> None:
    """Its name is one, it fits into the labels that operators make of it, and so do its own."""
    for reading in read:
        for _cluster, item in reading.objects:
            metadata = item["metadata"]
            assert LABEL.fullmatch(metadata["name"]), metadata["name"]
            assert LABEL.fullmatch(metadata.get("namespace", "default")), metadata["namespace"]
            for value in metadata.get("labels", {}).values():
                assert LABEL.fullmatch(value), value


def every_unit_is_deployed_once(tree: Compilation, read: list[Reading]) -> None:
    """In its namespace on its cluster, by the instance that serves it."""
    assert tree.plan is not None
    by_home = {reading.home: reading for reading in read}
    for unit in (*tree.plan.units, *tree.plan.installs):
        reading = by_home[unit.instance.path[1]]
        found = _landings(unit, reading)
        assert len(found) == 1, f"{unit.ref} is deployed {len(found)} times"
    links = Counter((_home(unit), unit.control_namespace, unit.name) for unit in tree.plan.units)
    assert [link for link, count in links.items() if count > 1] == [], "two units, one name"


def _home(unit: Unit) -> str:
    return unit.instance.path[1]


def _landings(unit: Unit, reading: Reading) -> list[Key]:
    """The links that deploy a unit: by name on Argo CD, by the folder they come to on Flux."""
    if unit.instance.path[0] == "argocd":
        here = unit.control_namespace, unit.name
        return [
            landed.link
            for landed in reading.deployed
            if landed.link == here
            and (landed.cluster, landed.namespace) == (unit.cluster, unit.namespace)
        ]
    return [
        landed.link
        for landed in reading.deployed
        if (landed.repo, landed.folder) == (unit.repo.folder, unit.path)
        and (unit.is_infra or (landed.cluster, landed.namespace) == (unit.cluster, unit.namespace))
    ]


def every_namespace_exists_once(tree: Compilation, read: list[Reading]) -> None:
    """Those of units and of the teams' links; not those that are there before anything."""
    assert tree.plan is not None
    found = Counter(
        (cluster, item["metadata"]["name"])
        for reading in read
        for cluster, item in reading.objects
        if item["kind"] == "Namespace"
    )
    needed = set()
    for unit in (*tree.plan.units, *tree.plan.installs):
        operator, home = unit.instance.path
        wanted = {(unit.cluster, unit.namespace), (home, unit.control_namespace)}
        needed |= {(c, n) for c, n in wanted if (c, n) != (home, OWN_NAMESPACES[operator])}
    assert {name: found[name] for name in needed if name[1] not in BORN} == {
        name: 1 for name in needed if name[1] not in BORN
    }
    assert set(found.values()) <= {1}


def needs_are_honoured(tree: Compilation, read: list[Reading]) -> None:
    """What is needed comes first, or the tree says that it cannot be."""
    assert tree.plan is not None
    by_home = {reading.home: reading for reading in read}
    units = {unit.ref: unit for unit in (*tree.plan.units, *tree.plan.installs)}
    for unit in units.values():
        reading = by_home[_home(unit)]
        for need in unit.needs:
            honoured = _waits if unit.instance.path[0] == "flux" else _comes_later
            assert honoured(tree, reading, unit, units[need.unit]), f"{unit.ref} and {need.unit}"


def _waits(_: Compilation, reading: Reading, unit: Unit, needed: Unit) -> bool:
    """By `dependsOn` on a Kustomization that waits, or of two releases in one Kustomization."""
    [mine], [theirs] = _landings(unit, reading), _landings(needed, reading)
    if mine == theirs:
        release, other = _release(reading, unit), _release(reading, needed)
        own = _place(release)[0]
        after = [(o.get("namespace", own), o["name"]) for o in release["spec"].get("dependsOn", ())]
        return _place(other) in after
    spec = reading.links[mine]["spec"]
    depends = {(on.get("namespace", mine[0]), on["name"]) for on in spec.get("dependsOn", ())}
    return theirs in depends and reading.links[theirs]["spec"].get("wait") is True


def _release(reading: Reading, unit: Unit) -> Object:
    [release] = [
        item
        for _, item in reading.objects
        if item["kind"] == "HelmRelease"
        and item["spec"]["releaseName"] == unit.app
        and item["spec"].get("targetNamespace", _place(item)[0]) == unit.namespace
    ]
    return release


def _comes_later(tree: Compilation, reading: Reading, unit: Unit, needed: Unit) -> bool:
    """By waves where the ways from the root part; an Application waits for the health of another
    only if Argo CD is told to look at it."""
    slugs = Counter(diagnostic.slug for diagnostic in tree.diagnostics)
    mine, theirs = (_way(reading, (u.control_namespace, u.name)) for u in (unit, needed))
    here, there = next(pair for pair in zip(mine, theirs, strict=False) if pair[0] != pair[1])
    later = _wave(reading.links[here]) > _wave(reading.links[there])
    looks = slugs["operator-setting-needed"] > 0 or any(
        "health.argoproj.io_Application" in document.text
        for files in tree.files.values()
        for path, document in files.items()
        if posixpath.basename(path) in ("argocd-cm.yaml", "values.yaml")
    )
    return (later and looks) or slugs["order-not-enforced"] > 0


def _way(reading: Reading, link: Key) -> list[Key]:
    """The links from the root down to this one."""
    above = reading.parents[link]
    return [*(_way(reading, above) if above else []), link]


def _wave(link: Object) -> int:
    return int(link["metadata"].get("annotations", {}).get(WAVE, 0))


LAWS: tuple[Law, ...] = (
    every_path_stays_in_its_repository,
    every_object_passes_its_schema,
    no_object_stands_twice,
    every_object_can_be_created,
    every_unit_is_deployed_once,
    every_namespace_exists_once,
    needs_are_honoured,
    *tenancy.LAWS,
)


def check(tree: Compilation) -> None:
    """Hold one compilation against all laws."""
    read = readings(tree)
    for law in LAWS:
        law(tree, read)
