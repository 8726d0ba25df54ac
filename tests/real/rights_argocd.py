"""What a tree for Argo CD permits, by the rules of its AppProjects (P20, P21, P22, P28, P29)."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

from tests import yamls
from tests.real.rights import OF_KUBERNETES, Ground, Key, Live, Object, is_cluster_scoped, key
from tests.real.trees import sources

HERE = "https://kubernetes.default.svc"
LINKS = ("Application", "ApplicationSet")


@dataclass
class Realm:
    """One Argo CD: everything that comes to live through its root."""

    namespace: str
    """Its own."""
    live: list[Live] = field(default_factory=list)
    watched: tuple[str, ...] = ()
    """Patterns of the namespaces in which it looks for Applications, besides its own."""

    @property
    def projects(self) -> dict[str, Live]:
        return {
            one.item["metadata"]["name"]: one
            for one in self.live
            if one.item["kind"] == "AppProject"
            and one.item["metadata"]["namespace"] == self.namespace
        }

    @property
    def applications(self) -> list[Live]:
        return [one for one in self.live if one.item["kind"] == "Application"]


def violations(ground: Ground) -> list[str]:
    """Everything that some team could do beyond its rights, or that Argo CD would refuse."""
    return [complaint for realm in realms(ground) for complaint in _violations(ground, realm)]


def realms(ground: Ground) -> list[Realm]:
    """One for each Application that reads the folder it stands in: the one a person applies."""
    found = []
    for repo, path in ground.files():
        for item in ground.checkouts.documents(repo, path):
            if item.get("kind") == "Application" and _reads(ground, item, repo, path):
                found.append(_walk(ground, item))
    return found


def _reads(ground: Ground, application: Object, repo: str, path: str) -> bool:
    return any(
        _folder(ground, source) == (repo, posixpath.dirname(path))
        for source in sources(application)
    )


def _folder(ground: Ground, source: Object) -> tuple[str, str] | None:
    repo = ground.addresses.get((source["repoURL"], source.get("targetRevision", "")))
    if repo is None or repo not in ground.texts or "path" not in source:
        return None
    return repo, "" if source["path"] == "." else source["path"]


def _walk(ground: Ground, root: Object) -> Realm:
    realm = Realm(root["metadata"]["namespace"], watched=tuple(_watched(ground)))
    pending, seen = [Live(root, HERE, None, None)], set[Key]()
    while pending:
        one = pending.pop()
        at = key(one.item)
        if one.item["kind"] in LINKS:
            if one.cluster != HERE or at in seen:
                continue
            seen.add(at)
        realm.live.append(one)
        if one.item["kind"] == "Application":
            pending.extend(_brought(ground, one.item))
    return realm


def _watched(ground: Ground) -> Iterator[str]:
    """`application.namespaces`, from whatever configures Argo CD: values of its chart, a ConfigMap
    or a patch of one."""
    for repo, path in ground.files():
        if "application.namespaces" in ground.texts[repo][path]:
            for item in yamls.load_all(ground.texts[repo][path]):
                yield from _settings(item)


def _settings(item: Any) -> Iterator[str]:
    if isinstance(item, dict):
        for key, value in item.items():
            if key == "application.namespaces":
                yield from str(value).split(",")
            yield from _settings(value)
    elif isinstance(item, list):
        for one in item:
            yield from _settings(one)


def _brought(ground: Ground, application: Object) -> Iterator[Live]:
    """What an Application puts onto its cluster. Charts are not looked into."""
    destination = application["spec"]["destination"]
    for source in sources(application):
        at = _folder(ground, source)
        if at is None:
            continue
        repo, folder = at
        for item in _manifests(ground, repo, folder, source):
            metadata = dict(item["metadata"])
            if not is_cluster_scoped(item):
                metadata.setdefault("namespace", destination.get("namespace", ""))
            yield Live(
                {**item, "metadata": metadata},
                _cluster(destination),
                ground.writers.get(repo),
                key(application),
            )


def _manifests(ground: Ground, repo: str, folder: str, source: Object) -> list[Object]:
    checkouts = ground.checkouts
    if posixpath.join(folder, "Chart.yaml") in ground.texts[repo]:
        return []
    if checkouts.kustomization(repo, folder):
        found = checkouts.build(repo, folder)
    else:
        recurse = source.get("directory", {}).get("recurse", False)
        found = checkouts.manifests(repo, folder, recurse=recurse)
    return [item for item in found if "kind" in item and "metadata" in item]


def _cluster(destination: Object) -> str:
    return str(destination.get("server") or destination.get("name") or "")


# -- the rules ---------------------------------------------------------------------------------


def _violations(ground: Ground, realm: Realm) -> Iterator[str]:
    for one in realm.live:
        if one.item["kind"] in LINKS:
            yield from _unclear(one.item)
        if one.item["kind"] == "AppProject" and one.writer:
            yield f"team {one.writer} writes the project {one.item['metadata']['name']}"
    for one in realm.applications:
        project = realm.projects.get(one.item["spec"]["project"])
        if project is None:
            yield f"{key(one.item)} names a project that is not there"
            continue
        spec = project.item["spec"]
        yield from _not_at_home(realm, one.item, spec)
        yield from _not_permitted(realm, one.item, spec)
        yield from _loose(ground, realm, one.item, project.item)


def _unclear(link: Object) -> Iterator[str]:
    """P29: a project that is filled in by a generator is chosen by whoever writes its input."""
    spec = (
        link["spec"].get("template", link)["spec"] if "template" in link["spec"] else link["spec"]
    )
    if "{{" in str(spec["project"]):
        yield f"{key(link)} has a project made from a template"


def _not_at_home(realm: Realm, application: Object, project: Object) -> Iterator[str]:
    """Outside of Argo CD's own namespace an Application may name only projects that list it."""
    namespace = application["metadata"]["namespace"]
    if namespace == realm.namespace:
        return
    if not any(fnmatchcase(namespace, pattern) for pattern in realm.watched):
        yield f"{key(application)} is where Argo CD does not look"
    if not any(fnmatchcase(namespace, p) for p in project.get("sourceNamespaces", ())):
        yield f"{key(application)} may not name the project {application['spec']['project']}"


def _not_permitted(realm: Realm, application: Object, project: Object) -> Iterator[str]:
    """The check of the controller: sources, destination, and every object that is deployed."""
    name, destination = key(application), application["spec"]["destination"]
    for source in sources(application):
        if not _source_permitted(source["repoURL"], project):
            yield f"{name} reads {source['repoURL']}, which its project does not allow"
    if not destination.get("namespace") or not _may_land(
        project, _cluster(destination), destination["namespace"]
    ):
        yield f"{name} deploys to {destination}, which its project does not allow"
    for one in realm.live:
        if one.parent == name:
            item = one.item
            if not _kind_permitted(item, project):
                yield f"{name} brings a {item['kind']}, which its project does not allow"
            elif not is_cluster_scoped(item) and not _may_land(
                project, one.cluster, item["metadata"]["namespace"]
            ):
                yield f"{name} brings {key(item)}, where its project does not allow it"


def _source_permitted(url: str, project: Object) -> bool:
    plain = _normal(url)
    rules = [str(rule) for rule in project.get("sourceRepos", ())]
    denied = [rule[1:] for rule in rules if rule.startswith("!")]
    allowed = [rule for rule in rules if not rule.startswith("!")]
    return any(_glob(plain, _normal(rule)) for rule in allowed) and not any(
        _glob(plain, _normal(rule)) for rule in denied
    )


def _normal(url: str) -> str:
    return url.lower().removesuffix("/").removesuffix(".git")


def _glob(text: str, pattern: str) -> bool:
    """`*` stops at a slash, except alone."""
    if pattern == "*":
        return True
    parts, patterns = text.split("/"), pattern.split("/")
    return len(parts) == len(patterns) and all(map(fnmatchcase, parts, patterns))


def _may_land(project: Object, cluster: str, namespace: str) -> bool:
    return any(
        fnmatchcase(cluster, str(place.get("server") or place.get("name") or ""))
        and fnmatchcase(namespace, str(place.get("namespace", "")))
        for place in project.get("destinations", ())
    )


def _kind_permitted(item: Object, project: Object) -> bool:
    if is_cluster_scoped(item):
        allowed = _listed(item, project.get("clusterResourceWhitelist") or ())
        return allowed and not _listed(item, project.get("clusterResourceBlacklist") or ())
    whitelist = project.get("namespaceResourceWhitelist")
    allowed = whitelist is None or _listed(item, whitelist)
    return allowed and not _listed(item, project.get("namespaceResourceBlacklist") or ())


def _listed(item: Object, kinds: Any) -> bool:
    group = item["apiVersion"].rpartition("/")[0]
    return any(
        fnmatchcase(group, kind["group"])
        and fnmatchcase(item["kind"], kind["kind"])
        and fnmatchcase(item["metadata"]["name"], kind.get("name", "*"))
        for kind in kinds
    )


# -- what a team could write -------------------------------------------------------------------


def _loose(ground: Ground, realm: Realm, application: Object, project: Object) -> Iterator[str]:
    """P28: whatever a team puts where an Application reads it is held by the project alone. So the
    project must not let it out: not onto the cluster as such, nor to the operator or others."""
    writers = {
        ground.writers.get(ground.addresses.get((s["repoURL"], s.get("targetRevision", "")), ""))
        for s in sources(application)
    }
    for team in sorted(writer for writer in writers if writer):
        spec, name = project["spec"], project["metadata"]["name"]
        who = f"team {team} writes what {key(application)} reads, and its project {name}"
        if spec.get("clusterResourceWhitelist"):
            yield f"{who} allows objects outside of namespaces"
        if any("*" in str(rule) for rule in spec.get("sourceRepos", ())):
            yield f"{who} allows any repository"
        for place in spec.get("destinations", ()):
            yield from (f"{who} {why}" for why in _too_far(ground, realm, team, name, place))


def _too_far(ground: Ground, realm: Realm, team: str, project: str, place: Object) -> Iterator[str]:
    cluster, namespace = _cluster(place), str(place.get("namespace", ""))
    if "*" in namespace or "*" in cluster:
        yield "allows any namespace or cluster"
        return
    if namespace in OF_KUBERNETES:
        yield f"allows {namespace}"
    if cluster == HERE and namespace == realm.namespace:
        yield "allows the namespace of Argo CD, where any project may be named"
    for other, held in realm.projects.items():
        if other == project:
            continue
        listed = held.item["spec"].get("sourceNamespaces", ())
        if cluster == HERE and any(fnmatchcase(namespace, pattern) for pattern in listed):
            yield f"allows {namespace}, where the project {other} may be named"
        readers = {
            _team_of(ground, a.item)
            for a in realm.applications
            if a.item["spec"]["project"] == other
        }
        if readers - {None, team} and _may_land(held.item["spec"], cluster, namespace):
            yield f"shares {namespace} with the project {other}"


def _team_of(ground: Ground, application: Object) -> str | None:
    for source in sources(application):
        at = ground.addresses.get((source["repoURL"], source.get("targetRevision", "")), "")
        if at in ground.writers:
            return ground.writers[at]
    return None
