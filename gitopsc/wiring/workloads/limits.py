"""Whether what is said about containers fits together: the API server refuses it otherwise."""

from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise

from gitopsc.refs import Where
from gitopsc.wiring.complaints import Complaints

Amount = tuple[str, Where]
"""An amount, and where it was said."""

_UPWARDS = ("min", "defaultRequest", "default", "max")
"""Each may be at most the next (Kubernetes, `ValidateLimitRange`)."""

_UNITS = {
    **{
        unit: Decimal(1000) ** power
        for power, unit in enumerate(("n", "u", "m", "", *"kMGTPE"), -3)
    },
    **{f"{unit}i": Decimal(1024) ** power for power, unit in enumerate("KMGTPE", 1)},
}


def contradictions(limits: Mapping[tuple[str, ...], Amount], complaints: Complaints) -> None:
    """Slug `limits-contradict`: a container could never have what it has to have."""
    for resource in dict.fromkeys(resource for _, resource in limits):
        said = [(kind, *limits[kind, resource]) for kind in _UPWARDS if (kind, resource) in limits]
        for (low, less, where), (high, more, other) in pairwise(said):
            if _number(less) > _number(more):
                complaints.error(
                    "limits-contradict",
                    f"`{low}.{resource}` is more than `{high}.{resource}`: {less} and {more}",
                    (where, "more than"),
                    (other, "this"),
                    help=f"`{low}` is at most `{high}`",
                )


def _number(amount: str) -> Decimal:
    """The amount without its unit; `2e3` is a number as it stands."""
    unit = amount.lstrip("0123456789.")
    if unit[:1] in ("e", "E") and unit != "E":
        return Decimal(amount)
    return Decimal(amount.removesuffix(unit)) * _UNITS[unit]
