"""Which units share a Kustomization: a layer of infra, the apps of a stage, those of a team in a
stage, or each unit by itself.

A Kustomization is one failure domain and one step of an order, so the grouping decides what `needs`
can mean: between groups it is `dependsOn` of Kustomizations, inside one it can only be `dependsOn`
of HelmReleases.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from gitopsc.backends.collisions import name_collision
from gitopsc.backends.flux.link import LINK, Key
from gitopsc.backends.flux.release import ReleaseAt, has_release, release_at
from gitopsc.backends.flux.site import Site
from gitopsc.backends.flux.umbrella import applied_folder
from gitopsc.diagnostics.diagnostic import Diagnostic, Label
from gitopsc.plan.policy import Policy
from gitopsc.plan.slots import Slot
from gitopsc.plan.unit import Unit
from gitopsc.refs import Ref, Where


@dataclass
class Group:
    """A Kustomization to be, and the units it brings, in dependency order."""

    key: Key
    folder: Slot
    units: list[Unit] = field(default_factory=list)
    is_aggregate: bool = False
    """The folder lists its units' folders or files, which is ours to write."""

    @property
    def first(self) -> Unit:
        return self.units[0]

    @cached_property
    def members(self) -> dict[Ref, Unit]:
        """The units by name; asked for once the group is complete."""
        return {unit.ref: unit for unit in self.units}


class Grouping(NamedTuple):
    groups: tuple[Group, ...]
    of: dict[Ref, Group]
    """The group of each unit."""
    diagnostics: tuple[Diagnostic, ...]

    def needs(self, group: Group) -> tuple[Key, ...]:
        """The groups a group comes after."""
        keys = {
            self.of[need.unit].key
            for unit in group.units
            for need in unit.needs
            if need.unit in self.of and self.of[need.unit] is not group
        }
        return tuple(sorted(keys))

    def releases_before(self, site: Site, unit: Unit) -> tuple[ReleaseAt, ...]:
        """The releases of the same group that a release comes after."""
        members = self.of[unit.ref].members
        return tuple(release_at(site, members[n.unit]) for n in unit.needs if n.unit in members)


def grouped(site: Site) -> Grouping:
    """The groups of a site, infra first, or the reasons why they cannot be made."""
    groups: dict[Key, Group] = {}
    nesting = _nesting(site)
    found = list(_no_nesting(site, nesting))
    for unit in site.installs:
        _join(groups, _infra_group(site, unit), unit, found)
    for unit in site.apps:
        group = _app_group(site, unit, nesting)
        if group:
            _join(groups, group, unit, found)
        else:
            found.append(_cannot_aggregate(unit, nesting))
    of = {unit.ref: group for group in groups.values() for unit in group.units}
    grouping = Grouping(tuple(groups.values()), of, ())
    for group in grouping.groups:
        if len(group.units) > 1:
            found += _inside(group)
    if not found:
        found += _circle(grouping)
    return Grouping(grouping.groups, of, tuple(dict.fromkeys(found)))


def _nesting(site: Site) -> str:
    """As the spec says; otherwise by layers where the layout allows it, and nobody gave the links
    of single apps a place of their own."""
    if site.instance.nest is not None:
        return site.instance.nest
    is_alone = site.is_hub or site.has_sets or site.instance.team
    is_open = not (is_alone or site.instance.tenancy or site.instance.shards)
    return "layers" if is_open and _has_layers(site) else "apps"


def _has_layers(site: Site) -> bool:
    """Whether one folder holds everything of a stage, for each stage."""
    folders: dict[str | None, Slot] = {}
    for unit in site.apps:
        if unit.is_alone:
            continue
        if unit.aggregate is None or unit.wiring != site.root:
            return False
        if folders.setdefault(unit.stage, unit.aggregate) != unit.aggregate:
            return False
    return True


def _app_group(site: Site, unit: Unit, nesting: str) -> Group | None:
    """The group of an app's unit; `None` where no folder could hold the group."""
    if nesting == "apps" or unit.is_alone:
        return Group(Key(unit.control_namespace, unit.name), applied_folder(unit))
    if nesting == "layers":
        key, folder = Key(site.namespace, f"apps-{unit.stage}"), unit.aggregate
    else:
        key, folder = Key(unit.control_namespace, _team_link(site, unit)), unit.team_aggregate
    return Group(key, folder, is_aggregate=True) if folder else None


def _team_link(site: Site, unit: Unit) -> str:
    """The name of a team's link. Where overlays tell the stages apart it has none in it: it stands
    in the base, which all stages share."""
    tenant = site.tenant(unit.team)
    has_overlay = tenant is not None and len(tenant.overlays) == 1
    return str(unit.team) if has_overlay else f"{unit.team}-{unit.stage}"


def _infra_group(site: Site, unit: Unit) -> Group:
    if unit.layer is None:
        return Group(Key(site.namespace, unit.name), unit.overlay)
    name = f"infra-{unit.layer}" + (f"-{unit.cluster}" if site.is_hub else "")
    return Group(Key(site.namespace, name), unit.overlay, is_aggregate=True)


def _join(groups: dict[Key, Group], new: Group, unit: Unit, found: list[Diagnostic]) -> None:
    group = groups.setdefault(new.key, new)
    if group.units and not (group.is_aggregate and new.is_aggregate):
        found.append(name_collision(LINK, *new.key, unit.declared, group.first.declared))
    elif group.folder != new.folder:
        found.append(_scattered(group, unit))
    elif group.units and group.first.wiring != unit.wiring:
        found.append(_two_files(group, unit))
    elif group.units and not _agree(group.first.policy, unit.policy):
        found.append(_uneven(group, unit))
    group.units.append(unit)


def _agree(one: Policy, other: Policy) -> bool:
    """Whether two policies are one for a Kustomization: the rest is said in each release."""
    return one == other or one == other._replace(retries=one.retries, heal_is_said=one.heal_is_said)


def _inside(group: Group) -> Iterable[Diagnostic]:
    """Needs inside a group that no HelmRelease can honour."""
    for unit in group.units:
        for index, need in enumerate(unit.needs):
            other = group.members.get(need.unit)
            if other and not (has_release(unit) and has_release(other)):
                yield Diagnostic(
                    "layer-cannot-order",
                    f"`{group.key.name}` applies {unit.declared} and {other.declared} together, so "
                    "neither can wait for the other",
                    (
                        Label(Where(unit.declared, "needs", index), "needs the other one"),
                        Label(Where(other.declared), "in the same Kustomization"),
                    ),
                    help=("give each app a Kustomization of its own: `nest apps`",)
                    if unit.team
                    else ("put them into two layers",),
                )


def _circle(grouping: Grouping) -> Iterable[Diagnostic]:
    """Layers that need each other although their members do not."""
    groups = {group.key: group for group in grouping.groups}
    waiting = {key: needs for key, group in groups.items() if (needs := grouping.needs(group))}
    while free := [key for key, needs in waiting.items() if not waiting.keys() & needs]:
        for key in free:
            del waiting[key]
    stuck = sorted(waiting)
    if stuck:
        names = ", ".join(f"`{key.name}`" for key in stuck)
        yield Diagnostic(
            "layer-cycle",
            f"{names} would wait for each other",
            tuple(
                Label(Where(groups[key].first.declared, "needs"), "one of them") for key in stuck
            ),
            help=("move what is needed in a circle into a layer of its own",),
        )


def _no_nesting(site: Site, nesting: str) -> Iterable[Diagnostic]:
    """A Kustomization is applied to one cluster, with the rights of one account."""
    if nesting != "apps" and site.is_hub:
        why, way_out = "a hub applies apps to many clusters", "say `nest apps`"
    elif nesting != "apps" and site.instance.team:
        why, way_out = "each team has a Flux of its own", "say `nest apps`"
    elif nesting == "layers" and site.instance.tenancy:
        why, way_out = "teams have rights of their own", "say `nest teams` or `nest apps`"
    elif nesting == "layers" and site.instance.shards:
        why, way_out = "its teams are in several shards", "say `nest teams` or `nest apps`"
    elif nesting != "apps" and site.has_sets:
        why, way_out = "a ResourceSet makes one for each app", "say `nest apps`"
    else:
        return
    what = "a whole stage" if nesting == "layers" else "all apps of a team"
    yield Diagnostic(
        "cannot-aggregate",
        f"`nest {nesting}` puts {what} into one Kustomization, but {why}",
        (Label(Where(site.declared, "nest"), "said here"),),
        help=(way_out,),
    )


def _cannot_aggregate(unit: Unit, nesting: str) -> Diagnostic:
    if nesting == "layers":
        whose, why = f"of stage `{unit.stage}`", "the stage comes after the app"
        way_out = "put the stage first: `apps/{stage}/{app}`"
    else:
        whose = f"of team `{unit.team}` in stage `{unit.stage}`"
        why = "not a folder per team and stage"
        way_out = "put stage and team first: `apps/{stage}/{team}/{app}`"
    return Diagnostic(
        "cannot-aggregate",
        f"no folder holds the apps {whose} and nothing else: {unit.declared} lives in "
        f"`{unit.path}`",
        (Label(Where(Ref("place", ("overlay",))), why),),
        help=(f"say `nest apps`, or {way_out}",),
    )


def _scattered(group: Group, unit: Unit) -> Diagnostic:
    return Diagnostic(
        "cannot-aggregate",
        f"`{group.key.name}` would have to read two folders: `{group.folder.path}` of "
        f"`{group.folder.repo.folder}`, and another one for {unit.declared}",
        (Label(Where(unit.declared), "lives elsewhere"), Label(Where(group.first.declared))),
        help=("say `nest apps`",),
    )


def _two_files(group: Group, unit: Unit) -> Diagnostic:
    return Diagnostic(
        "cannot-aggregate",
        f"`{group.key.name}` is one link, and this place puts those of {group.first.declared} and "
        f"{unit.declared} into two files",
        (Label(Where(Ref("place", (unit.link_artefact,))), "varies inside the Kustomization"),),
        help=("say `nest apps`",) if unit.team else ("place it by cluster only",),
    )


def _uneven(group: Group, unit: Unit) -> Diagnostic:
    return Diagnostic(
        "uneven-sync",
        f"`{group.key.name}` reconciles all of its members alike, and {unit.declared} says "
        "otherwise",
        (Label(Where(unit.declared, "sync"), "said here"), Label(Where(group.first.declared))),
        help=("say it for the whole stage or layer, or give each app its own: `nest apps`",),
    )
