"""Windows in time: whether one is open at a moment, and when it opens next."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from gitopsc.model.fleet import Window

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours"}
_WEEK = 7


def zone_of(window: Window) -> ZoneInfo | None:
    """Its time zone; `None` where this machine has never heard of it."""
    try:
        return ZoneInfo(window.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def opens(window: Window, at: datetime, zone: ZoneInfo) -> datetime | None:
    """When a window opens that is closed at a moment; `None` if it is open then.

    It opens by the clock on the wall and stays open for its length, whatever that clock does.
    """
    length = _length(window)
    starts = list(_starts(window, at.astimezone(zone), length))
    if any(start <= at < start + length for start in starts):
        return None
    return min(start for start in starts if start > at).astimezone(zone)


def _starts(window: Window, at: datetime, length: timedelta) -> Iterator[datetime]:
    """Every opening of the week to come, and those before that may still last."""
    hour, minute = window.opens_at
    for day in range(-length.days - 1, _WEEK + 2):
        date = at.date() + timedelta(days=day)
        if _DAYS[date.weekday()] in window.days:
            local = datetime(date.year, date.month, date.day, hour, minute, tzinfo=at.tzinfo)
            yield local.astimezone(UTC)


def _length(window: Window) -> timedelta:
    match = re.fullmatch(r"(\d+)(s|m|h)", window.length)
    assert match is not None
    return timedelta(**{_UNITS[match[2]]: int(match[1])})
