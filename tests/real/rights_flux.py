"""What a tree for Flux permits, by its accounts and their bindings (P9, P10, P28)."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from tests.real.resourcesets import API as OPERATOR
from tests.real.resourcesets import made_by, made_of_set
from tests.real.rights import OF_KUBERNETES, Ground, Key, Live, Object, is_cluster_scoped, key

KUSTOMIZE, HELM = "kustomize.toolkit.fluxcd.io", "helm.toolkit.fluxcd.io"
LOCKS = {
    "--no-cross-namespace-refs=true": ("kustomize-controller", "helm-controller"),
    "--no-remote-bases=true": ("kustomize-controller",),
    "--default-service-account=default": ("kustomize-controller", "helm-controller"),
}
"""The flags of the page on multi-tenancy lock-down, and the controllers that have to have them."""

Home = tuple[str, str]
"""A cluster and a namespace on it."""


@dataclass
class Realm:
    """One Flux: everything that comes to live through its root."""

    namespace: str
    cluster: str
    """A name for its own; the others go by the Secret that reaches them."""
    unlocked: list[str]
    """What its controllers lack of the lock-down."""
    live: list[Live] = field(default_factory=list)
    sources: dict[Key, str] = field(default_factory=dict)
    """GitRepositories, and the folder of the checkout of each."""
    lost: list[Key] = field(default_factory=list)
    """Links whose source is nowhere."""

    def of_kind(self, kind: str, group: str) -> list[Live]:
        return [
            one
            for one in self.live
            if one.item["kind"] == kind and one.item["apiVersion"].startswith(group)
        ]

    def reach(self, account: Key, cluster: str) -> set[Home] | None:
        """Where an account has rights on a cluster; `None` for everywhere."""
        found: set[Home] = set()
        for one in self.live:
            item = one.item
            if one.cluster == cluster and account in _accounts(item):
                if item["kind"] == "ClusterRoleBinding":
                    return None
                found.add((cluster, item["metadata"]["namespace"]))
        return found


def violations(ground: Ground) -> list[str]:
    """Everything that some team could do beyond its rights, or that Flux would refuse."""
    return [complaint for realm in realms(ground) for complaint in _violations(ground, realm)]


def realms(ground: Ground) -> list[Realm]:
    """One for each folder that `flux bootstrap`, or the Flux Operator, was pointed at."""
    found = []
    for repo, path in ground.files():
        folder, name = posixpath.split(path)
        if name == "gotk-sync.yaml":
            source, link = ground.checkouts.documents(repo, path)
            unlocked = list(_unlocked(ground.texts[repo][f"{folder}/kustomization.yaml"]))
        elif name == "flux-instance.yaml":
            [instance] = ground.checkouts.documents(repo, path)
            source, link = made_by(instance)
            unlocked = list(_unlocked_instance(instance))
        else:
            continue
        realm = Realm(link["metadata"]["namespace"], f"{repo}/{folder}", unlocked)
        realm.sources[key(source)] = ground.addresses[source["spec"]["url"], _branch(source)]
        _walk(ground, realm, repo, posixpath.dirname(folder))
        found.append(realm)
    return found


def _branch(source: Object) -> str:
    reference = source["spec"]["ref"]
    return str(reference.get("branch") or reference.get("name", "").removeprefix("refs/heads/"))


def _walk(ground: Ground, realm: Realm, repo: str, root: str) -> None:
    """As the controllers would come by it: a link waits until its source is there."""
    pending = [Live(item, realm.cluster, None, None) for item in ground.checkouts.scan(repo, root)]
    while pending:
        waiting = []
        for one in pending:
            if one.item["kind"] == "GitRepository":
                at = (one.item["spec"]["url"], _branch(one.item))
                realm.sources.setdefault(key(one.item), ground.addresses.get(at, ""))
        for one in pending:
            if _is_link(realm, one.item) and _source(one.item) in realm.sources:
                realm.live.append(one)
                waiting += _brought(ground, realm, one.item)
            elif _is_link(realm, one.item) and _source(one.item) not in realm.sources:
                waiting.append(one)
            else:
                realm.live.append(one)
                waiting += [replace(one, item=made) for made in made_of_set(one.item)]
        if waiting == pending:
            realm.lost += [key(one.item) for one in waiting]
            return
        pending = waiting


def _is_link(realm: Realm, item: Object) -> bool:
    if item["kind"] != "Kustomization" or not item["apiVersion"].startswith(KUSTOMIZE):
        return False
    return key(item) != (realm.namespace, realm.namespace)


def _source(link: Object) -> Key:
    reference = link["spec"]["sourceRef"]
    return reference.get("namespace", link["metadata"]["namespace"]), reference["name"]


def _cluster(realm: Realm, item: Object) -> str:
    reached = item["spec"].get("kubeConfig", {}).get("secretRef", {}).get("name")
    return reached or realm.cluster


def _brought(ground: Ground, realm: Realm, link: Object) -> Iterator[Live]:
    spec, repo = link["spec"], realm.sources[_source(link)]
    if repo not in ground.texts:
        return
    for item in ground.checkouts.scan(repo, spec["path"].removeprefix("./")):
        metadata = dict(item["metadata"])
        if "targetNamespace" in spec and not is_cluster_scoped(item):
            metadata["namespace"] = spec["targetNamespace"]
        placed = {**item, "metadata": metadata}
        yield Live(placed, _cluster(realm, link), ground.writers.get(repo), key(link))


def _accounts(binding: Object) -> set[Key]:
    if binding["kind"] not in ("RoleBinding", "ClusterRoleBinding"):
        return set()
    return {
        (subject.get("namespace", ""), subject["name"])
        for subject in binding["subjects"]
        if subject["kind"] == "ServiceAccount"
    }


# -- the rules ---------------------------------------------------------------------------------


def _violations(ground: Ground, realm: Realm) -> Iterator[str]:
    links = [one for one in realm.of_kind("Kustomization", KUSTOMIZE) if _is_link(realm, one.item)]
    read = {key(one.item): ground.writers.get(realm.sources[_source(one.item)]) for one in links}
    yield from (f"{key} reads a source that is not there" for key in realm.lost)
    if not any(read.values()):
        return
    yield from realm.unlocked
    territory: dict[Home, str] = {}
    own = {name[0]: team for name, team in read.items() if team and name[0] != realm.namespace}
    for one in links:
        # Whoever writes links into a namespace writes every link there, whatever those read.
        team = read[key(one.item)] or own.get(key(one.item)[0])
        if team:
            yield from _beyond(realm, one.item, team, territory)
        elif "serviceAccountName" not in one.item["spec"]:
            yield f"{key(one.item)} has no rights: the lock-down makes it the account `default`"
    yield from _releases(realm, territory)
    yield from _sets(realm, territory)
    yield from _loose(realm, territory)
    for one in realm.live:
        if one.writer and one.item["kind"] != "Namespace":
            yield from _misplaced(one, territory)


def _unlocked(locks: str) -> Iterator[str]:
    """The lock-down, and the root's own account, without which it would be locked out as well.

    :param locks: the text of the kustomization around the controllers.
    """
    for flag, controllers in LOCKS.items():
        blocks = [block for block in locks.split("- patch:") if flag in block]
        for controller in controllers:
            if not any(controller in block for block in blocks):
                yield f"{controller} runs without {flag}"
    if "/spec/serviceAccountName" not in locks:
        yield "the root has no account"


def _unlocked_instance(instance: Object) -> Iterator[str]:
    """The operator has one switch for all of it (`profileClusterMultitenant`)."""
    cluster = instance["spec"]["cluster"]
    if not cluster.get("multitenant"):
        yield "the FluxInstance is not multitenant"
    if cluster.get("tenantDefaultServiceAccount", "default") != "default":
        yield "who names no account has one with rights"


def _beyond(realm: Realm, link: Object, team: str, territory: dict[Home, str]) -> Iterator[str]:
    """A link that reads what a team writes: its account is all that holds the team."""
    spec, namespace = link["spec"], link["metadata"]["namespace"]
    who = f"team {team} writes what {key(link)} applies, and it"
    account = spec.get("serviceAccountName")
    if namespace == realm.namespace:
        yield f"{who} stands beside Flux itself"
    if account is None:
        yield f"{who} names no account"
        return
    if spec["sourceRef"].get("namespace", namespace) != namespace:
        yield f"{who} reads a source of another namespace"
    own = {(realm.cluster, namespace)}
    reach = realm.reach((namespace, account), _cluster(realm, link))
    if not reach:
        yield f"{who} has {'no rights at all' if reach == set() else 'rights on the whole cluster'}"
    yield from _claimed(realm, who, team, own | (reach or set()), territory)


def _claimed(
    realm: Realm, who: str, team: str, reach: set[Home], territory: dict[Home, str]
) -> Iterator[str]:
    """What is reached is the team's, unless it is somebody else's."""
    for home in sorted(reach):
        if territory.setdefault(home, team) != team:
            yield f"{who} reaches {home[1]}, as does team {territory[home]}"
        if home[1] in {*OF_KUBERNETES, realm.namespace}:
            yield f"{who} reaches {home[1]}"


def _loose(realm: Realm, territory: dict[Home, str]) -> Iterator[str]:
    """In its namespaces a team may run anything as any account; none may have more rights."""
    for one in realm.live:
        for account in sorted(_accounts(one.item)):
            team = territory.get((one.cluster, account[0])) or territory.get(
                (realm.cluster, account[0])
            )
            if not team:
                continue
            if account[1] == "default":
                yield f"the account `default` in {account[0]} has rights"
            where = (one.cluster, one.item["metadata"].get("namespace", ""))
            if territory.get(where) != team:
                yield f"{account} of team {team} has rights in {where[1] or 'the whole cluster'}"


def _releases(realm: Realm, territory: dict[Home, str]) -> Iterator[str]:
    """A HelmRelease acts as an account of its namespace, and reads a source beside it. On a hub it
    stays there and installs elsewhere, as the account of the same name over there."""
    for one in realm.of_kind("HelmRelease", HELM):
        spec, namespace = one.item["spec"], one.item["metadata"]["namespace"]
        team = territory.get((one.cluster, namespace)) or one.writer
        if not team:
            continue
        who = f"the release {key(one.item)} of team {team}"
        cluster = _cluster(realm, one.item) if "kubeConfig" in spec else one.cluster
        account = spec.get("serviceAccountName")
        reach = realm.reach((namespace, account), cluster) if account else set()
        if reach is None:
            yield f"{who} has rights on the whole cluster"
            continue
        if account is None:
            yield f"{who} names no account"
        elif (cluster, spec.get("targetNamespace", namespace)) not in reach:
            yield f"{who} may not install where it wants to"
        yield from _claimed(realm, who, team, reach, territory)
        chart = spec.get("chartRef") or spec["chart"]["spec"]["sourceRef"]
        if chart.get("namespace", namespace) != namespace:
            yield f"{who} reads a source of another namespace"


def _sets(realm: Realm, territory: dict[Home, str]) -> Iterator[str]:
    """The operator makes what a set says as the account that the set names; it has all rights
    itself, and takes none for others only if it was installed like that."""
    for one in realm.of_kind("ResourceSet", OPERATOR):
        namespace = one.item["metadata"]["namespace"]
        team = territory.get((one.cluster, namespace)) or one.writer
        if not team:
            continue
        who = f"the set {key(one.item)} of team {team}"
        account = one.item["spec"].get("serviceAccountName")
        if account is None:
            yield f"{who} names no account"
            continue
        reach = realm.reach((namespace, account), one.cluster)
        if not reach:
            yield f"{who} has {'no rights at all' if reach == set() else 'all rights'}"
        yield from _claimed(realm, who, team, reach or set(), territory)


def _misplaced(one: Live, territory: dict[Home, str]) -> Iterator[str]:
    """What a team brings, its account has to be able to apply."""
    if is_cluster_scoped(one.item):
        yield f"team {one.writer} brings the {one.item['kind']} {one.item['metadata']['name']}"
    elif territory.get((one.cluster, one.item["metadata"].get("namespace", ""))) != one.writer:
        yield f"team {one.writer} brings {key(one.item)} to where it has no rights"
