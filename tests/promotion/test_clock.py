"""Windows open by the clock on the wall, and stay open for their length."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gitopsc.model.fleet import Window
from gitopsc.promotion.clock import opens, zone_of

BERLIN = ZoneInfo("Europe/Berlin")
NIGHT = Window(name="n", days=("mon", "tue"), start="21:00", length="4h", zone="Europe/Berlin")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


@pytest.mark.parametrize(
    "moment, next_time",
    [
        ("2026-06-01 20:59:59", "2026-06-01 21:00"),
        ("2026-06-01 21:00", None),
        ("2026-06-02 00:59:59", None),
        ("2026-06-02 01:00", "2026-06-02 21:00"),
        ("2026-06-03 00:30", None),
        ("2026-06-03 12:00", "2026-06-08 21:00"),
    ],
)
def test_a_window_over_midnight(moment: str, next_time: str | None) -> None:
    found = opens(NIGHT, at(moment).astimezone(UTC), BERLIN)
    assert found == (at(next_time) if next_time else None)


def test_its_length_is_that_of_a_clock_that_is_never_set() -> None:
    """In the night of 25 October 2026 Berlin has the hour from two to three twice."""
    window = Window(name="n", days=("sun",), start="01:30", length="2h", zone="Europe/Berlin")
    begin = datetime(2026, 10, 24, 23, 30, tzinfo=UTC)
    assert opens(window, begin + timedelta(minutes=119), BERLIN) is None
    assert opens(window, begin + timedelta(minutes=120), BERLIN) is not None


def test_one_that_is_longer_than_a_week_is_never_closed() -> None:
    window = Window(name="n", days=("mon",), start="00:00", length="168h", zone="UTC")
    for hours in range(0, 24 * 14, 5):
        moment = datetime(2026, 6, 1, tzinfo=UTC) + timedelta(hours=hours)
        assert opens(window, moment, ZoneInfo("UTC")) is None


def test_a_zone_that_nobody_knows() -> None:
    assert zone_of(NIGHT) == BERLIN
    assert zone_of(NIGHT.model_copy(update={"zone": "Europe/Atlantis"})) is None


@given(
    days=st.sets(st.sampled_from(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]), min_size=1),
    start=st.times(),
    hours=st.integers(1, 60),
    zone=st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"]),
    moment=st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC)),
)
def test_a_closed_window_opens_when_it_says(
    days: set[str], start: datetime, hours: int, zone: str, moment: datetime
) -> None:
    window = Window(
        name="n", days=tuple(days), start=f"{start:%H:%M}", length=f"{hours}h", zone=zone
    )
    next_time = opens(window, moment, ZoneInfo(zone))
    if next_time:
        assert moment < next_time <= moment + timedelta(days=8)
        assert opens(window, next_time, ZoneInfo(zone)) is None
        assert opens(window, next_time - timedelta(seconds=1), ZoneInfo(zone)) is not None
