"""What would stand in one place twice: two objects of one name, or two contents of one file."""

from collections.abc import Mapping, Sequence

from gitopsc.diagnostics.diagnostic import Diagnostic, Label
from gitopsc.manifests.draft import Collision
from gitopsc.plan.plan import Plan
from gitopsc.refs import Ref, Where

_OF_A_UNIT = "rename one, or say `name` on the place of its wiring"
_OF_THE_TREE = "rename one, or the folder that it is called after"


def name_collision(
    kind: str, namespace: str, name: str, one: Ref, other: Ref, way_out: str | None = None
) -> Diagnostic:
    """Slug `name-collision`: one of two objects would overwrite the other.

    :param namespace: empty where the kind has none.
    """
    scene = f" in `{namespace}`" if namespace else ""
    is_of_a_unit = not {"app", "infra"}.isdisjoint((one.kind, other.kind))
    return Diagnostic(
        "name-collision",
        f"two {_several(kind)}{scene} would be called `{name}`",
        (Label(Where(one), "one of them"), Label(Where(other), "the other")),
        help=(way_out or (_OF_A_UNIT if is_of_a_unit else _OF_THE_TREE),),
    )


def _several(kind: str) -> str:
    return f"{kind.removesuffix('y')}ies" if kind.endswith("y") else f"{kind}s"


def told_collisions(collisions: Sequence[Collision], plan: Plan) -> tuple[Diagnostic, ...]:
    """Slugs `name-collision` and `colliding-files`: what a draft saw while it was filled."""
    if not collisions:
        return ()
    declared = {unit.ref: unit.declared for unit in (*plan.units, *plan.installs)}
    return tuple(_told(hit, declared) for hit in collisions)


def _told(hit: Collision, declared: Mapping[Ref, Ref]) -> Diagnostic:
    one, other = (declared.get(subject, subject) for subject in (hit.second, hit.first))
    if hit.name:
        kind, namespace, name = hit.name
        return name_collision(kind, namespace, name, one, other, "rename one of them")
    if hit.first == hit.second:
        return _told_of_one(hit, one)
    return Diagnostic(
        "colliding-files",
        f"two things want different content in `{hit.repo}/{hit.path}`",
        (Label(Where(one), f"{hit.second} does"), Label(Where(other), f"and {hit.first}")),
        help=("let the pattern of the place say what tells them apart",),
    )


def _told_of_one(hit: Collision, declared: Ref) -> Diagnostic:
    """What is two things of one unit: no pattern could tell them apart."""
    return Diagnostic(
        "colliding-files",
        f"two things of {hit.first} want different content in `{hit.repo}/{hit.path}`",
        (Label(Where(declared), "wants both"),),
        help=("give one of them another name, or a place of its own",),
    )
