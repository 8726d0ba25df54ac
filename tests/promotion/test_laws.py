"""Laws of promotion, on random specs: whatever people, bots and compiles do, and in what order."""

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from gitopsc.compiler import Compilation
from gitopsc.delivery import differences
from gitopsc.diagnostics.diagnostic import Diagnostic
from gitopsc.manifests.nodes import edited
from gitopsc.plan.state import State
from gitopsc.promotion.fields import Field, find
from gitopsc.promotion.policies import Policies
from gitopsc.promotion.promote import PlannedPromotion, Request, promote
from gitopsc.promotion.table import rows
from gitopsc.promotion.version import Version
from gitopsc.refs import Ref
from gitopsc.source import Source
from gitopsc.wiring.versions.promotions import Promotions
from tests import yamls
from tests.compiling import OPERATORS, outcome
from tests.delivery.compiling import everything, surveyed
from tests.properties.fleets import specs
from tests.properties.sentences import Spec
from tests.properties.trying import FEW

pytestmark = pytest.mark.slow

NIGHT = datetime(2026, 6, 1, 21, tzinfo=UTC)
"""A Monday, when the windows of random specs are open."""
SOME = settings(
    FEW,
    suppress_health_check=[*FEW.suppress_health_check, HealthCheck.filter_too_much],
)

PROMOTED = specs().filter(lambda spec: "promote " in spec.text)


class Ground:
    """A folder of repositories that a spec was compiled into."""

    def __init__(self, tree: Compilation, folder: Path) -> None:
        assert tree.plan is not None and tree.topology is not None
        self.tree, self.folder, self.plan = tree, folder, tree.plan
        self.promotions, self.policies = Promotions(tree.topology), Policies(tree.plan.movers)
        self._read: dict[str, Source] = {}

    def text(self, repo: str, path: str) -> Source | None:
        name = f"{repo}/{path}"
        file = self.folder / name
        if not file.is_file():
            return None
        return self._read.setdefault(name, Source(name, file.read_bytes().decode()))

    def put(self, repo: str, path: str, text: str) -> None:
        (self.folder / repo / path).write_bytes(text.encode())
        self._read.pop(f"{repo}/{path}", None)

    def compile(self) -> None:
        with surveyed(self.tree.files, self.folder, "random") as deliveries:
            assert not deliveries.blocked
            assert deliveries.carry_out() == ()

    def settled(self) -> bool:
        with surveyed(self.tree.files, self.folder, "random") as deliveries:
            return not any(deliveries.each(differences))

    def field(self, state: State) -> Field:
        source = self.text(state.slot.repo.folder, state.path)
        assert source is not None
        found = find(source, state)
        assert isinstance(found, Field)
        return found

    @property
    def releases(self) -> Sequence[tuple[Ref, str | None]]:
        """Every app in every stage."""
        return sorted({(unit.declared, unit.stage) for unit in self.plan.units})

    def bump(self, release: tuple[Ref, str | None], version: Version) -> None:
        """Another version of an app on all clusters of a stage."""
        units = (unit for unit in self.plan.units if (unit.declared, unit.stage) == release)
        for state in dict.fromkeys(state for unit in units for state in unit.states):
            found = self.field(state)
            source = found.span.source
            is_whole = state.form == "whole"
            text = (
                f"{source.text}# {version}\n" if is_whole else edited(source, found.write(version))
            )
            self.put(state.slot.repo.folder, state.path, text)

    def promote(self, request: Request) -> PlannedPromotion | tuple[Diagnostic, ...]:
        found = promote(self.plan, self.promotions, self.policies, self, request)
        if isinstance(found, PlannedPromotion):
            for change in found.changes:
                self.put(change.repo, change.path, change.after)
        return found

    def requests(self) -> list[Request]:
        """Every promotion that could be asked for along an arrow."""
        apps = sorted({unit.declared for unit in self.plan.units})
        return [
            Request(app, arrow.target, source, NIGHT)
            for app in apps
            for arrow in self.promotions.arrows
            for source in (None, arrow.source)
        ]


def ground(spec: Spec, operator: str, folder: str) -> Ground:
    tree = outcome(spec.text, operator, spec.beside)
    assume(tree.ok)
    made = Ground(tree, Path(folder))
    made.compile()
    return made


def meaning(text: str) -> Any:
    return list(yamls.load_all(text))


def without_versions(node: Any) -> Any:
    """A document without any field that a version could stand in."""
    if isinstance(node, list):
        return [without_versions(item) for item in node]
    if isinstance(node, dict):
        kept = {k: v for k, v in node.items() if k not in ("newTag", "digest", "image")}
        return {k: without_versions(v) for k, v in kept.items() if k != "version" or "alias" in v}
    return node


def changed(before: Mapping[str, str], after: Mapping[str, str]) -> set[str]:
    return {path for path in {*before, *after} if before.get(path) != after.get(path)}


@pytest.mark.parametrize("operator", OPERATORS)
@SOME
@given(spec=PROMOTED, dice=st.randoms(use_true_random=False))
def test_a_promotion_changes_the_version_of_its_target_alone(
    operator: str, spec: Spec, dice: Random
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        made = ground(spec, operator, folder)
        for release in made.releases:
            made.bump(release, Version(f"2.0.{dice.randint(0, 99)}"))
        for request in made.requests():
            before = everything(made.folder)
            promotion = made.promote(request)
            after = everything(made.folder)
            if not isinstance(promotion, PlannedPromotion):
                assert before == after
                continue
            mine = [
                state
                for unit in made.plan.units
                if unit.declared == request.app and unit.stage == request.target
                for state in unit.states
            ]
            files = {f"{s.slot.repo.folder}/{s.path}" for s in mine}
            assert changed(before, after) <= files
            for path in changed(before, after):
                assert without_versions(meaning(after[path])) == without_versions(
                    meaning(before[path])
                )
            wanted = {move.name: move.after for move in promotion.moves}
            assert all(made.field(state).version == wanted[state.name] for state in mine)
            again = made.promote(request)
            assert isinstance(again, PlannedPromotion) and again.changes == ()
            assert everything(made.folder) == after
        assert made.settled()


@pytest.mark.parametrize("operator", OPERATORS)
@SOME
@given(spec=PROMOTED, dice=st.randoms(use_true_random=False))
def test_the_order_of_compiles_is_no_matter(operator: str, spec: Spec, dice: Random) -> None:
    """A history of bumps and promotions, once with compiles strewn in and once without."""
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        made = ground(spec, operator, one)
        shutil.copytree(one, other, dirs_exist_ok=True)
        twin = Ground(made.tree, Path(other))
        releases, requests = made.releases, made.requests()
        for _ in range(8):
            if dice.random() < 0.5:
                release, tag = dice.choice(releases), f"1.{dice.randint(0, 99)}.0"
                for each in (made, twin):
                    each.bump(release, Version(tag))
            else:
                request = dice.choice(requests)
                done = [each.promote(request) for each in (made, twin)]
                assert len({isinstance(found, PlannedPromotion) for found in done}) == 1
            if dice.random() < 0.5:
                made.compile()
        made.compile()
        assert everything(made.folder) == everything(twin.folder)
        assert made.settled() and twin.settled()
        assert told(made) == told(twin)


def told(made: Ground) -> list[Version | None]:
    """What `versions` tells."""
    return [row.held and row.held.version for row in rows(made.plan, made.promotions, made)]
