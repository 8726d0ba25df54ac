"""What the scopes change about a unit: values, replicas, environment."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeGuard

from gitopsc.manifests.kubernetes import containers_of
from gitopsc.materials.manifests import Brought, BroughtObject
from gitopsc.materials.materials import Materials
from gitopsc.model.section import Literal, Setting
from gitopsc.plan.pattern import pattern
from gitopsc.plan.source import Manifests, RemoteBase, Source
from gitopsc.plan.unit import Target
from gitopsc.refs import Ref, Where
from gitopsc.wiring.complaints import Complaints
from gitopsc.wiring.fleet import Fleet
from gitopsc.wiring.scopes import OwnedSection, Rivals, narrower
from gitopsc.wiring.workloads.values import compose, from_settings, in_order, rivals


class Offer(NamedTuple):
    """What one section says of a key."""

    setting: Setting
    section: OwnedSection


def best(key: Sequence[str], offers: Sequence[Offer], fleet: Fleet) -> Offer | Rivals:
    """The offer of the narrowest section; rivals when two narrowest ones differ.

    :param key: what is offered, joined by dots in a complaint.
    """
    if len(offers) == 1:
        return offers[0]
    first, *others = (
        offer
        for offer in offers
        if not any(narrower(other.section, offer.section, fleet) for other in offers)
    )
    for other in others:
        if other.setting.value != first.setting.value:
            return Rivals(".".join(key), first.section, other.section)
    return first


def narrowest(
    holding: Sequence[OwnedSection], fleet: Fleet, field: str = "settings"
) -> tuple[dict[tuple[str, ...], Offer], Rivals | None]:
    """For every key the setting of the narrowest section; or two rivals over one key."""
    by_key: dict[tuple[str, ...], list[Offer]] = {}
    for said in holding:
        for setting in getattr(said.section, field):
            by_key.setdefault(setting.key, []).append(Offer(setting, said))
    won: dict[tuple[str, ...], Offer] = {}
    for key, offers in sorted(by_key.items()):
        found = best(key, offers, fleet)
        if isinstance(found, Rivals):
            return won, found
        won[key] = found
    return won, None


class HelmValues(NamedTuple):
    base: dict[str, Any]
    overlay: dict[str, Any]


NO_VALUES = HelmValues({}, {})
"""Of what is no chart; one for all of that."""


def helm_values(
    holding: Sequence[OwnedSection],
    dimensions: Mapping[str, str],
    fleet: Fleet,
    materials: Materials,
) -> tuple[HelmValues, Rivals | None]:
    """Unscoped values for the base, everything narrower for the overlay.

    Said in one section, `=` wins over its files; a file whose name varies by unit moves the rest
    of its section to the overlay, so that the order of the section stays true.
    """
    base: dict[str, Any] = {}
    narrow: list[tuple[OwnedSection, dict[str, Any]]] = []
    for said in holding:
        shared, own = _contributions(said, dimensions, materials)
        base = compose(base, shared)
        if own:
            narrow.append((said, own))
    overlay: dict[str, Any] = {}
    for _, values in narrow:
        overlay = compose(overlay, values)
    return HelmValues(in_order(base), in_order(overlay)), rivals(narrow, fleet)


def _contributions(
    said: OwnedSection, dimensions: Mapping[str, str], materials: Materials
) -> tuple[dict[str, Any], dict[str, Any]]:
    levels: list[dict[str, Any]] = [{}, {}]
    section = said.section
    level = 0 if section.scope.is_everywhere else 1
    for index, name in enumerate(section.values):
        path = pattern(name)
        if {"stage", "cluster"} & set(path.placeholders):
            level = 1
        found = materials.values(path.fill(dimensions), said.where("values", index))
        levels[level] = compose(levels[level], found)
    levels[level] = compose(levels[level], from_settings(section.settings))
    return levels[0], levels[1]


_VARIABLE = re.compile(r"[!-<>-~]([ -<>-~]*[!-<>-~])?")
"""Printable characters of ASCII but `=` (Kubernetes 1.34, "Define Environment Variables for a
Container"); blanks at an end are rather a slip."""

MOST_REPLICAS = 2**31 - 1
"""`spec.replicas` is an int32 (apps/v1)."""


class Knobs(NamedTuple):
    """What a kustomize app takes: everything else is a patch."""

    replicas: int | None = None
    env: tuple[tuple[str, str], ...] = ()


def knobs(won: Mapping[tuple[str, ...], Offer], complaints: Complaints) -> Knobs:
    """`replicas` and `env.NAME` from the winning settings; other keys are complaints."""
    replicas: int | None = None
    env: list[tuple[str, str]] = []
    for key, (setting, said) in won.items():
        if len(key) == 2 and key[0] == "env" and not isinstance(setting.value, tuple):
            env.append((key[1], _text(setting.value)))
            if not _VARIABLE.fullmatch(key[1]):
                complaints.error(
                    "unknown-setting",
                    f"`{key[1]}` cannot be the name of a variable",
                    (said.where(".".join(key)), "Kubernetes takes no such name"),
                    help="write letters, digits and `_`",
                )
        elif key == ("replicas",) and _is_count(setting.value):
            replicas = setting.value
        elif key == ("replicas",):
            complaints.error(
                "unknown-setting",
                f"`replicas` takes a whole number from 0 to {MOST_REPLICAS}",
                (said.where("replicas"), "no number of replicas"),
            )
        else:
            dotted = ".".join(key)
            complaints.error(
                "unknown-setting",
                f"`{dotted}` is nothing a kustomize app can be given with `=`",
                (said.where(dotted), "only `replicas = NUMBER` and `env.NAME = TEXT` are"),
                help='set any other field with `patch KIND.NAME { "/path/in/it" = … }`',
            )
    return Knobs(replicas, tuple(env))


def _is_count(value: object) -> TypeGuard[int]:
    """Whether a workload can have so many replicas; `true` is no number."""
    return type(value) is int and 0 <= value <= MOST_REPLICAS


def refuse_on_plain(ref: Ref, won: Mapping[tuple[str, ...], Offer], complaints: Complaints) -> None:
    """Plain manifests are deployed as they are: there is nothing that could change them. What a
    team says is meant for its other apps."""
    own = [said.where(".".join(key)) for key, (_, said) in won.items() if said.depth == 1]
    if own:
        complaints.error(
            "plain-takes-nothing",
            f"{ref} is plain: its manifests are deployed as they are",
            (own[0], "cannot be set"),
            help="say `using kustomize`, or set it in the manifests",
        )


def _text(value: Literal) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def check_target(
    source: Source, target: Target, used: Knobs, ref: Ref, complaints: Complaints
) -> None:
    """`replicas` and `env` need their workload: kustomize would ignore a patch that matches
    nothing, and add a container without an image for a name it does not know."""
    if used.replicas is None and not used.env:
        return
    if used.replicas is not None and target.kind == "DaemonSet":
        complaints.error(
            "nothing-to-override",
            "a DaemonSet has no replicas: it runs once on every node",
            (Where(ref, "workload"), "`replicas` is set on it"),
            help="take `replicas` out",
        )
    if isinstance(source, RemoteBase) and used.env:
        complaints.error(
            "unverifiable-override",
            "`env` cannot be set safely on a remote base: its containers are not known here",
            (Where(ref, "from"), "comes from another repository"),
            help="bring the manifests beside the spec with `manifests`",
        )
    if isinstance(source, Manifests):
        _check_brought(source.brought, target, used, Where(ref, "workload"), complaints)


def _check_brought(
    brought: Brought, target: Target, used: Knobs, at: Where, complaints: Complaints
) -> None:
    found = brought.find(target.kind, target.name)
    known = () if found is None else tuple(_containers(found))
    if found is None and not brought.is_whole:
        if used.env:
            complaints.error(
                "unverifiable-override",
                f"`env` cannot be set safely: what the kustomization in `{brought.path}` fetches "
                "or makes is not known here",
                (at, f"no {target.kind} `{target.name}` among its files"),
                help="bring the manifests themselves, or set it in them",
            )
    elif found is None:
        held = [f"`workload {o.kind}.{o.name}`" for o in brought.objects if any(_containers(o))]
        complaints.error(
            "nothing-to-override",
            f"there is no {target.kind} `{target.name}` in `{brought.path}`",
            (at, "`replicas` and `env` are set on it"),
            help=f"name what is there: {' or '.join(held)}"
            if held
            else "nothing there has containers: bring the workload",
        )
    elif used.env and target.container not in known:
        complaints.error(
            "nothing-to-override",
            f"the {target.kind} `{target.name}` in `{brought.path}` has no container "
            f"`{target.container}`",
            (at, "`env` is set in it"),
            help=f"name its container in the block of `workload {target.kind}.{target.name}`: "
            + " or ".join(f"`container {name}`" for name in known),
        )


def _containers(found: BroughtObject) -> Iterable[str]:
    return (item["name"] for item in containers_of(found.content) if "name" in item)
