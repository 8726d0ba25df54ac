"""Kargo: for each team a Project, for each app a Warehouse, for each app and stage a Stage.

What all stages do alike stands once, in PromotionTasks: with every step in every Stage a spec of
fifty apps would fill books (akuity/kargo#3124).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from gitopsc.carriers.edits import chart_found, chart_of, edit, expression
from gitopsc.carriers.hindrances import cannot_carry
from gitopsc.carriers.kargo_hindrances import hindrances
from gitopsc.carriers.tasks import checking_out, folder_of, publishing, tasks
from gitopsc.carriers.ways import Way, by_team, states_of, ways
from gitopsc.diagnostics.diagnostic import Diagnostic
from gitopsc.manifests.draft import Draft
from gitopsc.manifests.kubernetes import KubernetesObject, kubernetes_object, namespace
from gitopsc.plan.carrier import Carrier, Stop
from gitopsc.plan.conventions import Conventions
from gitopsc.plan.slots import RepoAt
from gitopsc.plan.state import State
from gitopsc.plan.unit import Unit
from gitopsc.refs import Ref
from gitopsc.wiring.lengths import LABEL, overlong

API = "kargo.akuity.io/v1alpha1"
STRATEGIES = {
    "semver": "SemVer",
    "newest-build": "NewestBuild",
    "alphabetical": "Lexical",
    "digest": "Digest",
}
"""Kargo's words for the policies of a `bump`."""

ADOPTED = {"kargo.akuity.io/project": "true"}
"""A namespace that is there already is taken over only with this label. It has to be there: nothing
can be applied to a namespace that Kargo would make only later."""

KEPT = {"kargo.akuity.io/keep-namespace": "true"}
"""Otherwise the namespace goes with its Project, and with it what people have put there: the
credentials of repositories."""


def emit_kargo(carrier: Carrier, conventions: Conventions, draft: Draft) -> tuple[Diagnostic, ...]:
    """Put a file for each team. Slug `cannot-carry` for what Kargo cannot be told, and
    `name-too-long` where it could not go by a name."""
    found = [(way, tuple(hindrances(carrier, way))) for way in ways(carrier)]
    open_ways = [way for way, hindering in found if not hindering]
    for team, held in by_team(open_ways).items():
        file = f"{team}.yaml"
        for subject, item in _objects(carrier, team, held, conventions):
            rank = "0" if item["kind"] in ("Namespace", "Project") else "1"
            repo, path = carrier.slot.repo.folder, carrier.slot.file(file)
            draft.gather(repo, path, item, subject, rank)
    refused = (cannot_carry(carrier, way, one) for way, hindering in found for one in hindering)
    return (*refused, *_long(open_ways))


def _long(held: Iterable[Way]) -> Iterator[Diagnostic]:
    """Slug `name-too-long`."""
    for way in held:
        for stop in way.stops:
            yield from overlong("Stage", way.declared, stop.name, LABEL)


def _objects(
    carrier: Carrier, team: str, held: Sequence[Way], conventions: Conventions
) -> Iterator[tuple[Ref, KubernetesObject]]:
    """All of a team, each with what it is about: an app, or what the agent needs for any."""
    scope = carrier.scope(team)
    for item in _scene(scope, [stop for way in held for stop in way.stops], conventions):
        yield carrier.ref, item
    for way in held:
        yield way.declared, _warehouse(scope, way)
        for stop in way.stops:
            yield way.declared, _stage(scope, way, stop, conventions)


def _scene(
    scope: str, stops: Sequence[Stop], conventions: Conventions
) -> Iterator[KubernetesObject]:
    """What a team's stages have in common."""
    yield namespace(scope, labels=ADOPTED, annotations=conventions.kept)
    yield kubernetes_object(API, "Project", scope, annotations=KEPT)
    yield from _policies(scope, stops)
    yield from tasks(scope, [(repo, stop.review) for stop in stops for repo in _edited(stop)])


def _policies(scope: str, stops: Iterable[Stop]) -> Iterator[KubernetesObject]:
    """Kargo promotes by itself only where it is told so: never where somebody has to agree, and not
    where a window would have to be kept, which the open Kargo does not do ("Promotion Windows")."""
    free = sorted(stop.name for stop in stops if not (stop.review or stop.waits))
    if free:
        policies = [
            {"stageSelector": {"name": name}, "autoPromotionEnabled": True} for name in free
        ]
        spec = {"promotionPolicies": policies}
        yield kubernetes_object(API, "ProjectConfig", scope, scope, spec=spec)


def _warehouse(scope: str, way: Way) -> KubernetesObject:
    subscribed: dict[tuple[str, str], dict[str, object]] = {}
    for stop in way.stops:
        for unit in stop.units:
            for state in unit.states:
                subscribed[state.what, state.name] = _subscription(way, unit, state)
    spec = {
        "interval": "5m0s",
        "freightCreationPolicy": "Automatic",
        "subscriptions": [subscribed[key] for key in sorted(subscribed)],
    }
    return kubernetes_object(API, "Warehouse", way.app, scope, spec=spec)


def _subscription(way: Way, unit: Unit, state: State) -> dict[str, object]:
    """What Kargo looks for. Without a `bump` that is the greatest version."""
    bump = way.bump(state.what)
    constraint = bump.range if bump else None
    if state.what == "chart":
        url, *name = chart_found(chart_of(unit))
        chart: dict[str, object] = {"repoURL": url, **({"name": name[0]} if name else {})}
        return {"chart": {**chart, **({"semverConstraint": constraint} if constraint else {})}}
    image: dict[str, object] = {
        "repoURL": state.name,
        "imageSelectionStrategy": STRATEGIES[(bump and bump.policy) or "semver"],
    }
    if constraint:
        image["constraint"] = constraint
    return {"image": {**image, "strictSemvers": True}}


def _stage(scope: str, way: Way, stop: Stop, conventions: Conventions) -> KubernetesObject:
    requested = {
        "origin": {"kind": "Warehouse", "name": way.app},
        "sources": _sources(way, stop),
    }
    spec = {
        "requestedFreight": [requested],
        "promotionTemplate": {"spec": {"steps": list(_steps(way, stop, conventions))}},
    }
    return kubernetes_object(API, "Stage", stop.name, scope, spec=spec)


def _sources(way: Way, stop: Stop) -> dict[str, object]:
    """What has been verified in one of the stages before may come, as with `gitopsc promote`."""
    if not stop.sources:
        return {"direct": True}
    names = {other.stage: other.name for other in way.stops}
    return {"stages": [names[stage] for stage in stop.sources]}


def _steps(way: Way, stop: Stop, conventions: Conventions) -> Iterator[dict[str, object]]:
    """Check out, edit, publish; for each repository in which the versions of the stage stand."""
    count = 0
    for repo, edits in _edited(stop).items():
        yield checking_out(repo)
        first = count + 1
        for unit, state in edits:
            count += 1
            by_digest = _is_by_digest(way, state)
            yield from edit(unit, state, folder_of(repo), f"edit-{count}", by_digest=by_digest)
        said = (f"outputs['edit-{n}'].commitMessage" for n in range(first, count + 1))
        yield publishing(repo, stop.review, "\n".join(expression(one) for one in said))
    apps = [dict(conventions.told[unit.ref]) for unit in stop.units if unit.ref in conventions.told]
    if apps:
        yield {"uses": "argocd-update", "config": {"apps": apps}}


def _edited(stop: Stop) -> Mapping[RepoAt, list[tuple[Unit, State]]]:
    """The files to edit in each repository, each once: clusters of a stage may share one."""
    units = {state: unit for unit in reversed(stop.units) for state in unit.states}
    found: dict[RepoAt, list[tuple[Unit, State]]] = {}
    for state in states_of(stop):
        found.setdefault(state.slot.repo, []).append((units[state], state))
    return found


def _is_by_digest(way: Way, state: State) -> bool:
    bump = way.bump(state.what)
    return bump is not None and bump.policy == "digest"
