"""Two objects of one operator that would have one name; one would overwrite the other."""

from gitopsc.diagnostics.diagnostic import Diagnostic, Label
from gitopsc.refs import Ref, Where

_OF_A_UNIT = "rename one, or say `name` on the place of its wiring"
_OF_THE_TREE = "rename one, or the folder that it is called after"


def collision(
    kind: str, namespace: str, name: str, one: Ref, other: Ref, way_out: str | None = None
) -> Diagnostic:
    """Slug `name-collision`.

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
