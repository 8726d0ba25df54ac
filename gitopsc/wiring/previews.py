"""Preview environments: which unit each one is like, at which forge, and in which namespace.

A preview belongs to a stage, whose overlay it shows with the image of the pull request. Its
namespace is its own and goes away with it: one that nobody owns stays behind for ever
(kortix-ai/suna#3448).
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gitopsc.diagnostics.diagnostic import Diagnostic, Label, Severity
from gitopsc.model.releases import Preview
from gitopsc.plan.namespace import NamespaceAt
from gitopsc.plan.pattern import pattern
from gitopsc.plan.preview import NUMBER, PreviewAt
from gitopsc.plan.slots import RepoAt
from gitopsc.plan.source import Starter
from gitopsc.plan.unit import Unit
from gitopsc.refs import Ref, Where
from gitopsc.wiring.drawing import Drawing
from gitopsc.wiring.forges import forge_of, full_name, refuse_unknown
from gitopsc.wiring.lengths import HOST, LABEL, overlong

FORGES = ("gitea", "github", "gitlab")
"""The forges whose pull requests both operators can list."""

LARGEST = "999999"
"""A number of a pull request that is longer than any that is likely to come."""


class _Obstacle(NamedTuple):
    """Why a preview cannot be, and the way out."""

    why: str
    help: str


def build_previews(
    drawing: Drawing, units: Sequence[Unit], namespaces: Sequence[NamespaceAt]
) -> tuple[PreviewAt, ...]:
    """Every preview that is said, sorted. Complaints: `cannot-preview`, `unknown-forge`,
    `name-too-long`, `two-namespace-owners`, and the note `ttl-not-enforced`."""
    taken = {(item.cluster, item.name): item for item in namespaces}
    found = []
    by_app: dict[Ref, list[Unit]] = {}
    shown = [(team, app) for team in drawing.topology.teams for app in team.apps if app.previews]
    for unit in units if shown else ():
        by_app.setdefault(unit.declared, []).append(unit)
    for team, app in shown:
        ref = Ref("app", (team.name, app.name))
        own = by_app.get(ref, [])
        for index, said in enumerate(app.previews):
            made = _preview(drawing, said, Where(ref, "preview", index), own, taken)
            if made:
                found.append(made)
    _check_owners(drawing, found)
    return tuple(sorted(found, key=lambda preview: (preview.like.instance, preview.called)))


def _check_owners(drawing: Drawing, found: Sequence[PreviewAt]) -> None:
    """Slug `two-namespace-owners`: the first of two that is closed would take the other along."""
    holders: dict[tuple[str, str], PreviewAt] = {}
    for preview in found:
        place = preview.like.cluster, preview.namespace.name
        other = holders.setdefault(place, preview)
        if other is not preview:
            drawing.complaints.error(
                "two-namespace-owners",
                f"the namespace `{place[1]}` on `{place[0]}` has two owners",
                (preview.where, "previews of this one"),
                (other.where, "and of this one"),
                help="give each a `namespace` of its own",
            )


def _preview(
    drawing: Drawing,
    said: Preview,
    where: Where,
    units: Sequence[Unit],
    namespaces: dict[tuple[str, str], NamespaceAt],
) -> PreviewAt | None:
    like = _like(drawing, said, where, units)
    if like is None:
        return None
    code = drawing.placement.repo(drawing.placement.declared(said.repo), like.dimensions)
    forge = forge_of(code)
    if forge is None:
        why = "lists the pull requests that previews are made for"
        refuse_unknown(code, where, why, drawing.complaints)
        return None
    obstacles = [*_obstacles(drawing, said, like, code, forge)]
    owned = namespaces.get((like.cluster, like.namespace))
    if owned is None:
        obstacles.append(
            _Obstacle(
                f"`{like.namespace}`, where it runs, is not created here, so nobody here knows "
                "what a namespace of theirs should hold",
                "give it a `namespace` of its own, which the platform creates; where manifests "
                "bring the Namespace, take it out of them",
            )
        )
    for obstacle in obstacles:
        _refuse(drawing, where, like.declared, obstacle)
    if obstacles or owned is None:
        return None
    owner, _, name = full_name(code).rpartition("/")
    called = f"{like.name}-pr-{NUMBER}"
    dimensions = {**like.dimensions, "number": NUMBER}
    space = pattern(said.namespace or called).fill(dimensions)
    host = pattern(said.host).fill(dimensions) if said.host else None
    _check_lengths(drawing, where, like.declared, called, space, host)
    _note_ttl(drawing, said, where)
    return PreviewAt(
        like=like,
        where=where,
        code=code,
        forge=forge,
        owner=owner,
        name=name,
        called=called,
        namespace=owned._replace(name=space),
        label=said.label,
        host=host,
    )


def _like(drawing: Drawing, said: Preview, where: Where, units: Sequence[Unit]) -> Unit | None:
    """The one unit it is like; or a complaint that there is none, or more than one."""
    there = [
        unit
        for unit in units
        if said.stage in (None, unit.stage) and said.cluster in (None, unit.cluster)
    ]
    if len(there) == 1:
        return there[0]
    if not there:
        why, help = f"it does not run {_scene(said)}", "name a stage and a cluster that it runs in"
        others = [unit.cluster for unit in units if unit.stage == said.stage]
        if others:
            why += f", but on {' and '.join(f'`{cluster}`' for cluster in others)}"
            help = f"say `on {others[0]}`"
    elif said.stage is None and len({unit.stage for unit in there}) > 1:
        why = "nothing says which of its stages they are like"
        help = f"say `in {there[0].stage}`"
    else:
        why = f"`{there[0].stage}` runs on more than one cluster"
        help = f"say `on {there[0].cluster}`"
    _refuse(drawing, where, where.ref, _Obstacle(why, help))
    return None


def _scene(said: Preview) -> str:
    """Where a preview is to be, in the words of the spec."""
    stage = [f"in `{said.stage}`"] if said.stage else []
    cluster = [f"on `{said.cluster}`"] if said.cluster else []
    return " ".join((*stage, *cluster))


def _obstacles(
    drawing: Drawing, said: Preview, like: Unit, code: RepoAt, forge: str
) -> Iterator[_Obstacle]:
    instance = drawing.instance(like.cluster, like.team)
    if instance and instance.team:
        yield _Obstacle(
            "an operator of a team creates no namespaces, and each preview has one",
            "let an operator of the platform deploy it",
        )
    if like.tool != "kustomize":
        yield _Obstacle(
            "only kustomize takes another image and another namespace for the same overlay",
            "say `using kustomize`",
        )
    if like.rendered_by:
        yield _Obstacle(
            "an agent renders it, and renders no pull request", "let the operator build it"
        )
    if like.image is None and not (like.code and like.code.slot.repo == code):
        yield _Obstacle(
            "nothing in them would come from the pull request",
            "name its `image`, whose tag is the commit of the request",
        )
    if forge not in FORGES:
        yield _Obstacle(
            f"no operator lists the pull requests of {forge}", "declare a stage for them"
        )
    elif "/" not in full_name(code):
        yield _Obstacle(f"`{code.url}` names no owner and repository", "say where the forge has it")
    if said.namespace and NUMBER not in said.namespace:
        yield _Obstacle("all of them would share one namespace", f"put `{NUMBER}` into `namespace`")
    if said.host and NUMBER not in said.host:
        yield _Obstacle("all of them would share one host", f"put `{NUMBER}` into `host`")
    if said.host and isinstance(like.source, Starter):
        yield _Obstacle("nothing that is seeded has a host", "bring an Ingress, or take `host` out")


def _check_lengths(
    drawing: Drawing, where: Where, ref: Ref, called: str, space: str, host: str | None
) -> None:
    """Slug `name-too-long`, for the longest number that may come (P42)."""
    names = [
        ("preview", called, LABEL),
        ("namespace of a preview", space, LABEL),
        ("host of a preview", host or "", HOST),
        *(("host of a preview", part, LABEL) for part in (host or "").split(".")),
    ]
    for what, name, limit in names:
        longest = name.replace(NUMBER, LARGEST)
        drawing.complaints.add(*overlong(what, ref, longest, limit, where))


def _note_ttl(drawing: Drawing, said: Preview, where: Where) -> None:
    if said.ttl:
        drawing.complaints.add(
            Diagnostic(
                "ttl-not-enforced",
                f"nobody ends a preview after {said.ttl}: it lives as long as its pull request",
                (Label(where, "`ttl` is for people"),),
                help=("let the forge close or unlabel requests that nobody touches",),
                severity=Severity.NOTE,
            )
        )


def _refuse(drawing: Drawing, where: Where, ref: Ref, obstacle: _Obstacle) -> None:
    drawing.complaints.error(
        "cannot-preview",
        f"there can be no previews of {ref}: {obstacle.why}",
        (where, "said here"),
        help=obstacle.help,
    )
