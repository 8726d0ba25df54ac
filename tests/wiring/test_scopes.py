"""Narrower is a strict order, and the order in which scopes are written means nothing."""

import random

from hypothesis import given
from hypothesis import strategies as st

from gitopsc.model.fleet import Cluster, Group, Stage, Variant
from gitopsc.model.section import Scope, Section, Setting
from gitopsc.model.topology import Topology
from gitopsc.refs import Ref
from gitopsc.wiring.fleet import Fleet
from gitopsc.wiring.scopes import OwnedSection, Rivals, applicable, narrower
from gitopsc.wiring.workloads.overrides import narrowest

CLUSTERS = ("a", "b", "c")
STAGES = ("dev", "prod")
FLEET = Fleet(
    Topology(
        groups=(Group(name="west"),),
        clusters=tuple(
            Cluster(name=name, groups=("west",) if name != "c" else ()) for name in CLUSTERS
        ),
        variants=(Variant(name="gpu"), Variant(name="slim")),
        stages=(
            Stage(name="dev", on=("a", "c"), variants=("slim",)),
            Stage(name="prod", on=("west",), variants=("gpu", "slim")),
        ),
    )
)


def some(*names: str) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(names), unique=True, max_size=2).map(lambda n: tuple(sorted(n)))


SCOPES = st.builds(
    Scope, stages=some(*STAGES), clusters=some(*CLUSTERS, "west"), variants=some("gpu", "slim")
)
SAID = st.builds(
    lambda depth, scope, value: OwnedSection(
        Ref("app" if depth else "team", ("t", "x")[: 1 + depth]),
        depth,
        Section(scope=scope, settings=(Setting(key=("replicas",), value=value),)),
    ),
    st.integers(0, 1),
    SCOPES,
    st.integers(1, 3),
)


@given(SAID, SAID, SAID)
def test_narrower_is_a_strict_order(
    one: OwnedSection, other: OwnedSection, third: OwnedSection
) -> None:
    assert not narrower(one, one, FLEET)
    if narrower(one, other, FLEET):
        assert not narrower(other, one, FLEET)
        if narrower(other, third, FLEET):
            assert narrower(one, third, FLEET)


@given(st.lists(SAID, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_lines_means_nothing(said: list[OwnedSection], chance: random.Random) -> None:
    shuffled = list(said)
    chance.shuffle(shuffled)
    for stage in STAGES:
        for cluster in FLEET.clusters_of[stage]:
            first, rivals = narrowest(applicable(said, FLEET, stage, cluster), FLEET)
            again, others = narrowest(applicable(shuffled, FLEET, stage, cluster), FLEET)
            assert (rivals is None) == (others is None)
            if rivals is None:
                assert {k: s.value for k, (s, _) in first.items()} == {
                    k: s.value for k, (s, _) in again.items()
                }


@given(st.lists(SAID, min_size=1, max_size=6))
def test_from_wide_to_narrow(said: list[OwnedSection]) -> None:
    ordered = applicable(said, FLEET, "prod", "a")
    for at, wide in enumerate(ordered):
        assert not any(narrower(wide, later, FLEET) for later in ordered[at + 1 :])


def replicas(*said: tuple[int, Scope, int]) -> int | Rivals | None:
    """What holds in `prod` on `a`: owner's depth, scope and value of each line."""
    lines = [
        OwnedSection(
            Ref("team", ("t",)),
            depth,
            Section(scope=scope, settings=(Setting(key=("replicas",), value=value),)),
        )
        for depth, scope, value in said
    ]
    won, rivals = narrowest(applicable(lines, FLEET, "prod", "a"), FLEET)
    return rivals or (won["replicas",].setting.value if won else None)  # type: ignore[return-value]


EVERYWHERE = Scope()


def test_the_words_of_the_rule() -> None:
    """docs/decisions/0001, rule 4, line by line."""
    prod, on_a, west = Scope(stages=("prod",)), Scope(clusters=("a",)), Scope(clusters=("west",))
    both = Scope(stages=("prod",), clusters=("a",))
    gpu = Scope(variants=("gpu",))
    assert replicas((1, EVERYWHERE, 1), (1, prod, 2)) == 2
    assert replicas((1, west, 1), (1, on_a, 2)) == 2
    assert isinstance(replicas((1, prod, 1), (1, on_a, 2)), Rivals)
    assert replicas((1, prod, 1), (1, on_a, 2), (1, both, 3)) == 3
    assert replicas((1, gpu, 1), (1, prod, 2)) == 2
    assert replicas((1, gpu, 1), (1, EVERYWHERE, 2)) == 1
    assert replicas((0, EVERYWHERE, 1), (1, EVERYWHERE, 2)) == 2
    assert isinstance(replicas((0, prod, 1), (1, EVERYWHERE, 2)), Rivals)
    assert replicas((0, prod, 1), (1, EVERYWHERE, 1)) == 1, "two that agree are no rivals"
    assert replicas((1, Scope(stages=("dev",)), 1)) is None
