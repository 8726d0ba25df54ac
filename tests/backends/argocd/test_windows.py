"""A window of a stage holds back the Applications of that stage, and no others."""

from datetime import datetime, timedelta
from fnmatch import fnmatchcase
from zoneinfo import ZoneInfo

import pytest

from gitopsc.model.fleet import Window
from gitopsc.plan.project import Gate
from tests.backends.argocd.plans import emitted_by_name, plan, project, tenant
from tests.compiling import Object, compiled, objects
from tests.payload.factory import app

NIGHT = Window(name="night", days=("mon", "tue"), start="21:00", length="4h", zone="Europe/Berlin")


def is_open(window: Object, moment: datetime) -> bool:
    """Argo CD's rule, written once more: whether it has opened within its length (whole hours)."""
    minute, hour, _, _, days = window["schedule"].split()
    length = timedelta(hours=int(window["duration"].removesuffix("h")))
    local = moment.astimezone(ZoneInfo(window["timeZone"]))
    for ago in range(8):
        opened = (local - timedelta(days=ago)).replace(hour=int(hour), minute=int(minute))
        on_its_day = days == "*" or str(opened.isoweekday() % 7) in days.split(",")
        if on_its_day and opened <= local < opened + length:
            return True
    return False


def project_with(*gates: Gate) -> Object:
    gated = project(tenant(), gates=gates)
    spec: Object = emitted_by_name(plan(app("web"), projects=[gated]))["AppProject", "shop"]["spec"]
    return spec


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-01-05T19:59+00:00", False),
        ("2026-01-05T20:00+00:00", True),  # a Monday, 21:00 in Berlin
        ("2026-01-06T23:59+00:00", True),  # still the window of Tuesday
        ("2026-01-07T00:00+00:00", False),
        ("2026-01-07T20:30+00:00", False),  # a Wednesday
        ("2026-07-06T19:00+00:00", True),  # the same hour in summer
    ],
)
def test_it_is_open_when_it_was_said_to_be(moment: str, expected: bool) -> None:
    [window] = project_with(Gate(NIGHT, ("shop-web-staging",)))["syncWindows"]
    assert is_open(window, datetime.fromisoformat(moment)) is expected


def test_one_that_opens_on_every_day() -> None:
    always = NIGHT.model_copy(
        update={"days": ("mon", "tue", "wed", "thu", "fri", "sat", "sun"), "start": "06:30"}
    )
    [window] = project_with(Gate(always, ("shop-web-staging",)))["syncWindows"]
    assert window["schedule"] == "30 6 * * *"


def test_nobody_goes_round_it_by_hand() -> None:
    [window] = project_with(Gate(NIGHT, ("shop-web-staging",)))["syncWindows"]
    assert (window["kind"], window["manualSync"]) == ("allow", False)


def test_without_a_window_there_is_none() -> None:
    assert "syncWindows" not in project_with()


SPEC = """\
gitops 1

include "preset:argocd-monorepo"
operator argocd
repo platform at "https://git.example.org/platform.git"
cluster main
stage production on main {
  window night
}
stage pre-production on main

window night {
  days [mon, tue]
  start "21:00"
  length 4h
}

infra cert-manager from "https://charts.jetstack.io" {
  version "v1.18.2"
}
team shop {
  app web {
    image "ghcr.io/example/web"
    start "1.0.0"
  }
  app web-production {
    image "ghcr.io/example/web"
    start "1.0.0"
  }
}
"""


def test_names_that_resemble_each_other_are_kept_apart() -> None:
    files = compiled(SPEC).files
    windows = {
        item["metadata"]["name"]: item["spec"]["syncWindows"]
        for item in objects(files, "AppProject")
        if "syncWindows" in item["spec"]
    }
    [night] = windows.pop("shop")
    names = [item["metadata"]["name"] for item in objects(files, "Application")]
    held = [name for name in names if any(fnmatchcase(name, p) for p in night["applications"])]
    assert windows == {}
    assert sorted(held) == ["shop-web-production", "shop-web-production-production"]


def test_an_application_shows_the_window_it_is_held_back_by() -> None:
    """By that its health knows that nobody may wait for it."""
    units = app("web"), app("api")
    gated = project(tenant(), gates=[Gate(NIGHT, (units[0].name,))])
    found = emitted_by_name(plan(*units, projects=[gated]))
    said = [found["Application", unit.name]["spec"].get("info") for unit in units]
    assert said == [[{"name": "window", "value": "night"}], None]
