"""Names of objects: functions of the thing's own identity and of the operator's mode, so that a
growing spec never renames a live object (docs/decisions/0002)."""

from collections.abc import Mapping

from gitopsc.model.place import Place
from gitopsc.wiring.pattern import pattern
from gitopsc.wiring.plan import Instance


def unit_name(wiring: Place | None, dimensions: Mapping[str, str], instance: Instance) -> str:
    """`<team>-<app>-<stage>`, on a hub with the cluster; or what `name` of the place says."""
    if wiring and wiring.name:
        return pattern(wiring.name).fill(dimensions)
    parts = [dimensions["team"], dimensions["app"], dimensions["stage"]]
    return "-".join(parts + _cluster(dimensions, instance))


def infra_name(wiring: Place | None, dimensions: Mapping[str, str], instance: Instance) -> str:
    """`<infra>`, on a hub with the cluster; or what `name` of the place says."""
    if wiring and wiring.name:
        return pattern(wiring.name).fill(dimensions)
    return "-".join([dimensions["infra"], *_cluster(dimensions, instance)])


def _cluster(dimensions: Mapping[str, str], instance: Instance) -> list[str]:
    return [dimensions["cluster"]] if instance.mode == "hub" else []
