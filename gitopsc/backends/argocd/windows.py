"""Sync windows: when Applications of a project may be synced (docs/user-guide/sync_windows.md)."""

from collections.abc import Iterable

from gitopsc.model.fleet import Window
from gitopsc.plan.project import Gate

_DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
"""As cron counts them."""


def sync_windows(gates: Iterable[Gate]) -> dict[str, object]:
    """The windows of a project, if it has any."""
    windows = [_window(gate) for gate in gates]
    return {"syncWindows": windows} if windows else {}


def _window(gate: Gate) -> dict[str, object]:
    """Applications by their exact names: a pattern, a namespace or a cluster would be joined to
    them by *or* and catch others as well. By hand is no way around it either: on a stage that is
    synced by hand the window would mean nothing, and who is in need takes it out of the spec."""
    window = gate.window
    return {
        "kind": "allow",
        "schedule": _schedule(window),
        "duration": window.length,
        "timeZone": window.zone,
        "applications": list(gate.units),
        "manualSync": False,
    }


def _schedule(window: Window) -> str:
    """The moments at which it opens, in the notation of cron."""
    hour, minute = window.opens_at
    days = sorted(_DAYS.index(day) for day in window.days)
    said = "*" if len(days) == len(_DAYS) else ",".join(map(str, days))
    return f"{minute} {hour} * * {said}"
