"""Sync waves: every need is honoured between siblings, or reported."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from gitopsc.backends.argocd.order import order
from gitopsc.backends.argocd.site import folder_of, sites
from gitopsc.refs import Ref
from gitopsc.wiring.unit import Need, Unit
from tests.backends.argocd.plans import TENANT, after, emitted, objects, plan, slugs
from tests.payload.factory import PLATFORM, app, infra, place

WAVE = "argocd.argoproj.io/sync-wave"
ELSEWHERE = [place("clusters/eu", PLATFORM), place("argocd", TENANT), place("links", PLATFORM)]


def wave(item: dict) -> str | None:  # type: ignore[type-arg]
    found: str | None = item["metadata"].get("annotations", {}).get(WAVE)
    return found


def test_nothing_is_said_where_nothing_is_ordered() -> None:
    found = objects(plan(app("a"), app("b")))
    assert wave(found["Application", "shop-a-staging"]) is None


def test_a_need_makes_a_wave() -> None:
    first = app("a")
    second = after(app("b"), first)
    found = objects(plan(first, second, after(app("c"), second)))
    assert [wave(found["Application", f"shop-{n}-staging"]) for n in "abc"] == [None, "1", "2"]


def test_a_folder_comes_after_what_its_units_need_and_before_what_needs_them() -> None:
    cache = infra("cache")
    inside = after(app("b", wiring=place("links", PLATFORM)), cache)
    found = objects(plan(cache, inside, after(app("c"), inside)))
    assert wave(found["Application", "cache"]) is None
    assert wave(found["Application", "wiring-links"]) == "1"
    assert wave(found["Application", "shop-c-staging"]) == "2"


def test_a_unit_waits_for_the_whole_folder_of_what_it_needs() -> None:
    """Its own depth is 1, but the folder with what it needs comes only after another unit."""
    folder = place("links", PLATFORM)
    cache, early = infra("cache"), app("early", wiring=folder)
    late = after(app("late", wiring=folder), cache)
    found = objects(plan(cache, early, late, after(app("c"), early)))
    assert wave(found["Application", "wiring-links"]) == "1"
    assert wave(found["Application", "shop-c-staging"]) == "2"


def test_folders_that_need_each_other_are_reported() -> None:
    one, two = place("one", PLATFORM), place("two", PLATFORM)
    a, b = app("a", wiring=one), app("b", wiring=two)
    made = plan(a, b, after(app("c", wiring=two), a), after(app("d", wiring=one), b))
    assert slugs(made).count("order-not-enforced") == 2
    assert not any(diagnostic.is_error for diagnostic in emitted(made)[1])


@st.composite
def fleets(draw: st.DrawFn) -> tuple[Unit, ...]:
    """Units in dependency order, with needs among the earlier ones, in any of three folders."""
    units: list[Unit] = []
    for number in range(draw(st.integers(1, 12))):
        folder = draw(st.sampled_from(ELSEWHERE))
        needed = draw(st.sets(st.sampled_from(units), max_size=3) if units else st.just(set()))
        unit = app(f"a{number}", wiring=folder)
        units.append(after(unit, *sorted(needed, key=str)) if needed else unit)
    return tuple(units)


@given(fleets())
def test_every_need_is_honoured_or_reported(units: tuple[Unit, ...]) -> None:
    [site] = sites(plan(*units))
    found = order(site)
    by_ref = {unit.ref: unit for unit in units}
    for unit in units:
        for need in unit.needs:
            assert unit in found.ring or _comes_after(site.root, found, unit, by_ref[need.unit])


def _comes_after(root, found, unit: Unit, other: Unit) -> bool:  # type: ignore[no-untyped-def]
    mine, theirs = folder_of(unit.wiring), folder_of(other.wiring)
    if mine == theirs != root:
        return found.of_unit(unit) > found.of_unit(other)
    return _in_root(root, found, unit) > _in_root(root, found, other)


def _in_root(root, found, unit: Unit) -> int:  # type: ignore[no-untyped-def]
    folder = folder_of(unit.wiring)
    return int(found.of_unit(unit) if folder == root else found.of_folder(folder))


def test_a_need_that_was_left_out_orders_nothing() -> None:
    gone = Need(Ref("install", ("gone", "eu")), is_infra=True)
    found = objects(plan(replace(app("a"), needs=(gone,))))
    assert wave(found["Application", "shop-a-staging"]) is None
