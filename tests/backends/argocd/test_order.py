"""Sync waves: every need is honoured between siblings, or reported."""

import posixpath
from itertools import groupby

from hypothesis import given, settings
from hypothesis import strategies as st

from gitopsc.backends.argocd.order import order
from gitopsc.backends.argocd.site import sites
from gitopsc.plan.plan import Plan
from gitopsc.plan.unit import Need, Unit
from gitopsc.refs import Ref
from tests.backends.argocd.plans import (
    HOME,
    TENANT,
    after,
    emitted,
    emitted_by_name,
    instance,
    plan,
    slugs,
    tenant,
)
from tests.compiling import Object, placed
from tests.payload.factory import APPS_REPO, PLATFORM, app, infra, place

WAVE = "argocd.argoproj.io/sync-wave"


def wave(item: Object) -> str | None:
    found: str | None = item["metadata"].get("annotations", {}).get(WAVE)
    return found


def test_nothing_is_said_where_nothing_is_ordered() -> None:
    found = emitted_by_name(plan(app("a"), app("b")))
    assert wave(found["Application", "shop-a-staging"]) is None


def test_a_need_makes_a_wave() -> None:
    first = app("a")
    second = after(app("b"), first)
    found = emitted_by_name(plan(first, second, after(app("c"), second)))
    assert [wave(found["Application", f"shop-{n}-staging"]) for n in "abc"] == [None, "1", "2"]


def test_a_folder_comes_after_what_its_units_need_and_before_what_needs_them() -> None:
    cache = infra("cache")
    inside = after(app("b", wiring=place("links", PLATFORM)), cache)
    found = emitted_by_name(plan(cache, inside, after(app("c"), inside)))
    assert wave(found["Application", "cache"]) is None
    assert wave(found["Application", "wiring-links"]) == "1"
    assert wave(found["Application", "shop-c-staging"]) == "2"


def test_a_unit_waits_for_the_whole_folder_of_what_it_needs() -> None:
    """Its own depth is 1, but the folder with what it needs comes only after another unit."""
    folder = place("links", PLATFORM)
    cache, early = infra("cache"), app("early", wiring=folder)
    late = after(app("late", wiring=folder), cache)
    found = emitted_by_name(plan(cache, early, late, after(app("c"), early)))
    assert wave(found["Application", "wiring-links"]) == "1"
    assert wave(found["Application", "shop-c-staging"]) == "2"


def test_folders_that_need_each_other_are_reported() -> None:
    one, two = place("one", PLATFORM), place("two", PLATFORM)
    a, b = app("a", wiring=one), app("b", wiring=two)
    made = plan(a, b, after(app("c", wiring=two), a), after(app("d", wiring=one), b))
    assert slugs(made).count("order-not-enforced") == 1
    assert not any(diagnostic.is_error for diagnostic in emitted(made)[1])


LINKS = place("argocd", TENANT)
SHOP = tenant(
    control_namespace="shop-gitops",
    slot=place("tenants/shop.yaml", PLATFORM),
    wiring=(LINKS,),
)
FOLDERS = [place("clusters/eu", PLATFORM), LINKS, place("links", PLATFORM), SHOP.slot.folder]


@st.composite
def fleets(draw: st.DrawFn) -> tuple[Unit, ...]:
    """Units in dependency order, with needs among the earlier ones, in any of four folders: the
    root, one beside it, the team's own, and the one that the Application on the team's stands in.
    """
    units: list[Unit] = []
    for number in range(draw(st.integers(1, 12))):
        folder = draw(st.sampled_from(FOLDERS))
        needed = draw(st.sets(st.integers(0, number - 1), max_size=3)) if number else set()
        unit = app(f"a{number}", wiring=folder, control_namespace="shop-gitops")
        units.append(after(unit, *(units[index] for index in sorted(needed))) if needed else unit)
    return tuple(units)


@settings(deadline=None)
@given(fleets())
def test_every_need_is_honoured_or_reported(units: tuple[Unit, ...]) -> None:
    made = plan(*units, tenants=[SHOP], instances=[instance(home=HOME, start="9.1.0")])
    [site] = sites(made)
    excused = {unit.ref for unit in order(site, {}).unordered}
    started, finished = played(made)
    by_ref = {unit.ref: unit.name for unit in units}
    for unit in units:
        late = [n for n in unit.needs if finished[by_ref[n.unit]] > started[unit.name]]
        assert not late or unit.ref in excused


URLS = {repo.folder: repo.url for repo in (APPS_REPO, PLATFORM, TENANT)}


def played(made: Plan) -> tuple[dict[str, int], dict[str, int]]:
    """When each Application starts, and when it is healthy, with Argo CD played by the book: a
    parent starts a wave when all of the one before are healthy; it is healthy when its last is."""
    standing: dict[tuple[str, str], list[Object]] = {}
    for repo, path, item in placed(emitted(made)[0].tree(), "Application"):
        if item["metadata"]["name"] != "root":
            standing.setdefault((URLS[repo], posixpath.dirname(path)), []).append(item)
    started: dict[str, int] = {}
    finished: dict[str, int] = {}

    def play(folder: tuple[str, str], now: int) -> int:
        for _, together in groupby(sorted(standing[folder], key=number), key=number):
            now = max([start(item, now) for item in together])
        return now

    def start(item: Object, now: int) -> int:
        name, source = item["metadata"]["name"], item["spec"]["source"]
        below = (source["repoURL"], source["path"])
        started[name] = now
        finished[name] = play(below, now) if below in standing else now + 1
        return finished[name]

    play((PLATFORM.url, "clusters/eu"), 0)
    return started, finished


def number(item: Object) -> int:
    return int(wave(item) or 0)


def test_a_need_that_was_left_out_orders_nothing() -> None:
    gone = Need(Ref("install", ("gone", "eu")), is_infra=True)
    found = emitted_by_name(plan(app("a")._replace(needs=(gone,))))
    assert wave(found["Application", "shop-a-staging"]) is None
