"""Every namespace once, with one owner per cluster: the platform, or brought manifests (P31)."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from gitopsc.plan.instance import Instance
from gitopsc.plan.namespace import NamespaceAt
from gitopsc.plan.slots import Slot
from gitopsc.plan.source import Manifests
from gitopsc.plan.unit import Unit
from gitopsc.refs import Ref, Where
from gitopsc.wiring.drawing import Drawing
from gitopsc.wiring.scopes import applicable, sections_of_team
from gitopsc.wiring.workloads.limits import Amount, contradictions
from gitopsc.wiring.workloads.overrides import narrowest

CLUSTER_RESOURCES = "cluster-resources"
"""The folder in the root in which autopilot keeps a folder for each cluster."""

OF_KUBERNETES = frozenset({"kube-node-lease", "kube-public", "kube-system"})
"""Its accounts in them have the rights of the whole cluster."""

BORN_WITH_THE_CLUSTER = OF_KUBERNETES | {"default"}


@dataclass
class _Claim:
    """Who wants a namespace, while all units are looked at."""

    team: str | None
    claimant: Ref
    stages: set[str] = field(default_factory=set)
    labels: dict[str, str] = field(default_factory=dict)


def build_namespaces(drawing: Drawing, units: Iterable[Unit]) -> tuple[NamespaceAt, ...]:
    """The namespaces to create, sorted by cluster and name; disputes become complaints."""
    units = tuple(units)
    brought = _brought(drawing, units)
    claims: dict[tuple[str, str], _Claim] = {}
    for unit in units:
        _claim(drawing, claims, unit)
    made = []
    for (cluster, name), claim in sorted(claims.items()):
        instance = creator(drawing, cluster, claim.team)
        existing = name in BORN_WITH_THE_CLUSTER or (cluster, name) in brought
        if not existing and not (name == instance.namespace and cluster == instance.cluster):
            made.append(_namespace(drawing, cluster, name, claim, instance))
    return tuple(made + _control_namespaces(drawing, units) + _own_namespaces(drawing))


def creator(drawing: Drawing, cluster: str, team: str | None) -> Instance:
    """Whose the namespaces of a team are, or of the platform: the platform's operator creates them
    where there is one; otherwise they are written for a person, beside the team's own."""
    instance = drawing.instance(cluster) or drawing.instance(cluster, team)
    assert instance is not None  # a unit is there, so somebody deploys it
    return instance


def slot_of(drawing: Drawing, cluster: str, instance: Instance) -> Slot:
    """Where the namespaces of a cluster stand: `place namespaces`; otherwise where autopilot has
    them; otherwise in the root, or in a folder per cluster outside it, where the root is not for
    them: on a hub it is applied to the hub itself, and by a team's own operator without the rights
    it would take."""
    placed = drawing.placement.find("namespaces", operator=instance.operator)
    own = {"team": instance.team} if instance.team else {}
    slot = drawing.placement.slot(placed, {"cluster": cluster, **own}) if placed else None
    if slot:
        return slot
    root = instance.root_folder
    if instance.install == "autopilot":
        return root.file_slot(f"{CLUSTER_RESOURCES}/{cluster}")
    if instance.mode == "standalone":
        return root.file_slot("namespaces.yaml")
    return Slot(root.repo, f"namespaces/{cluster}")


def _brought(drawing: Drawing, units: Iterable[Unit]) -> dict[tuple[str, str], Ref]:
    """The namespaces that brought manifests create. A team's own may not (P22): its project has no
    right to cluster-scoped objects."""
    owners: dict[tuple[str, str], Ref] = {}
    for unit in units:
        source = unit.source
        if not isinstance(source, Manifests):
            continue
        for item in source.brought.objects:
            if item.kind != "Namespace":
                continue
            at = Where(unit.declared, "manifests")
            if unit.team:
                drawing.complaints.error(
                    "namespace-in-app",
                    f"{unit.declared} brings the Namespace `{item.name}`; namespaces of teams "
                    "belong to the platform",
                    (at, f"in `{item.file}`"),
                    help="take it out; the namespace is created from the team's `namespace`",
                )
            owner = owners.setdefault((unit.cluster, item.name), unit.declared)
            if owner != unit.declared:
                _dispute(drawing, unit.cluster, item.name, owner, unit.declared)
    return owners


def _claim(drawing: Drawing, claims: dict[tuple[str, str], _Claim], unit: Unit) -> None:
    key = (unit.cluster, unit.namespace)
    claim = claims.get(key)
    if claim is None:
        claim = claims[key] = _Claim(unit.team, unit.declared)
    if claim.team != unit.team:
        _dispute(drawing, unit.cluster, unit.namespace, claim.claimant, unit.declared)
        return
    if unit.stage:
        claim.stages.add(unit.stage)
    for label, value in drawing.labels(unit.declared, unit.team):
        if claim.labels.setdefault(label, value) != value:
            drawing.complaints.error(
                "two-namespace-owners",
                f"the namespace `{unit.namespace}` would be labelled `{label}` in two ways",
                (Where(unit.declared, "labels"), f"`{value}` here"),
                (Where(claim.claimant, "labels"), f"`{claim.labels[label]}` here"),
                help="say the label once, or give one of them a namespace of its own",
            )


def _dispute(drawing: Drawing, cluster: str, name: str, first: Ref, second: Ref) -> None:
    drawing.complaints.error(
        "two-namespace-owners",
        f"the namespace `{name}` on `{cluster}` has two owners",
        (Where(second), "this one"),
        (Where(first), "and this one"),
        help="give one of them a `namespace` of its own",
    )


def _namespace(
    drawing: Drawing, cluster: str, name: str, claim: _Claim, instance: Instance
) -> NamespaceAt:
    team = drawing.team(claim.team)
    limits = _amounts(drawing, cluster, claim, "limits")
    contradictions(limits, drawing.complaints)
    return NamespaceAt(
        cluster=cluster,
        name=name,
        team=claim.team,
        labels=tuple(sorted(claim.labels.items())),
        quota=tuple(
            (".".join(key), amount)
            for key, (amount, _) in _amounts(drawing, cluster, claim, "quota").items()
        ),
        limits=tuple((key[0], key[1], amount) for key, (amount, _) in limits.items()),
        denies_network=team is not None and team.network == "deny-all",
        admins=team.admins if team else (),
        slot=slot_of(drawing, cluster, instance),
        instance=instance.ref,
    )


def _amounts(
    drawing: Drawing, cluster: str, claim: _Claim, field: str
) -> dict[tuple[str, ...], Amount]:
    """What the team says in `quota` or `limits` for the stages that share a namespace, sorted."""
    team = drawing.team(claim.team)
    said = sections_of_team(team) if team else []
    found: dict[tuple[str, ...], Amount] = {}
    for stage in sorted(claim.stages):
        holding = applicable(said, drawing.fleet, stage, cluster)
        won, rivals = narrowest(holding, drawing.fleet, field)
        drawing.sourcing.report(rivals)
        for key, (setting, section) in won.items():
            found[key] = (str(setting.value), section.where(f"{field} {'.'.join(key)}"))
    return dict(sorted(found.items()))


def _control_namespaces(drawing: Drawing, units: Iterable[Unit]) -> list[NamespaceAt]:
    """The teams' `<team>-gitops`, on the cluster where their operator runs."""
    wanted = {
        (instance.ref, team): (name, instance)
        for cluster, team, name in {(u.cluster, u.team, u.control_namespace) for u in units}
        if team and (instance := drawing.instance(cluster, team))
        if name != instance.namespace
    }
    return [
        _empty(drawing, instance.cluster, name, team, instance, is_control=True)
        for (_, team), (name, instance) in sorted(wanted.items(), key=lambda item: item[0])
    ]


def _own_namespaces(drawing: Drawing) -> list[NamespaceAt]:
    """The operators' own: those of teams, and those that are among what every cluster has, as
    autopilot keeps them. Everywhere else they are part of the installation."""
    found = []
    for instance in drawing.instances:
        cluster, name = instance.cluster, instance.namespace
        if instance.team:
            keeper = creator(drawing, cluster, instance.team)
            found.append(_empty(drawing, cluster, name, instance.team, keeper))
        elif instance.install == "autopilot":
            made = _empty(drawing, cluster, name, None, instance)
            file = made.slot.file_slot(f"{name}-ns.yaml")
            found.append(made._replace(slot=file))
    return found


def _empty(
    drawing: Drawing,
    cluster: str,
    name: str,
    team: str | None,
    instance: Instance,
    *,
    is_control: bool = False,
) -> NamespaceAt:
    """A namespace in which no workload runs."""
    return NamespaceAt(
        cluster=cluster,
        name=name,
        team=team,
        labels=drawing.labels(Ref("team", (team,)), team) if team else (),
        quota=(),
        limits=(),
        denies_network=False,
        admins=(),
        slot=slot_of(drawing, cluster, instance),
        instance=instance.ref,
        is_control=is_control,
    )
