"""Names of objects: functions of the thing's own identity and of the operator's mode, so that a
growing spec never renames a live object (docs/decisions/0002)."""

from gitopsc.model.place import Place
from gitopsc.wiring.plan import Instance


def unit_name(wiring: Place | None, instance: Instance) -> str:
    """The pattern `{team}-{app}-{stage}`, on a hub with the cluster; or what `name` of the place
    says."""
    return _said(wiring) or "{team}-{app}-{stage}" + _cluster(instance)


def infra_name(wiring: Place | None, instance: Instance) -> str:
    """The pattern `{infra}`, on a hub with the cluster; or what `name` of the place says."""
    return _said(wiring) or "{infra}" + _cluster(instance)


def _said(wiring: Place | None) -> str | None:
    return wiring.name if wiring else None


def _cluster(instance: Instance) -> str:
    return "-{cluster}" if instance.mode == "hub" else ""
