"""Random histories of compiles, kills and edits by hand: what is not ours is never lost."""

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from gitopsc.delivery import Kind, carry_out, differences, survey
from gitopsc.delivery.steps import SEEDING
from gitopsc.manifests.tree import Document, Ownership
from tests.delivery.compiling import check, files, put, slugs, stamps
from tests.delivery.fuse import KilledError, failing

PATHS = ("a/x", "a/y", "a/deep/z", "b/u", "b/v", "c")
"""No two are called alike: a file of ours that is gone and stands elsewhere under its name would be
taken for moved, and contents are few here."""
OWNERS = ("acme", "other")
documents = st.builds(
    Document,
    st.sampled_from(["1\n", "2\n", "3\n"]),
    st.sampled_from([Ownership.OWNED, Ownership.OWNED, Ownership.SEEDED]),
    st.none(),
)


def in_sets(tree: Mapping[str, Document]) -> dict[str, Document]:
    """The same, with the seeds of a folder as a set."""
    return {
        path: d._replace(seeded_with=path.partition("/")[0])
        if d.ownership is Ownership.SEEDED and "/" in path
        else d
        for path, d in tree.items()
    }


trees = st.dictionaries(st.sampled_from(PATHS), documents)
trees |= trees.map(in_sets)
Tree = Mapping[str, Document]


class History(RuleBasedStateMachine):
    """Two specs and a person work on one checkout."""

    @initialize()
    def begin(self) -> None:
        self.checkout = Path(tempfile.mkdtemp())
        self.edits = 0
        self.by_hand: dict[str, str] = {}
        """What the person wrote last, where no force was used since."""
        self.seeds: dict[str, str] = {}
        """What stands in files that were seeded and are theirs now."""

    def teardown(self) -> None:
        shutil.rmtree(self.checkout, ignore_errors=True)

    @rule(path=st.sampled_from(PATHS))
    def edit(self, path: str) -> None:
        self.edits += 1
        self.by_hand[path] = f"by hand {self.edits}\n"
        self.seeds.pop(path, None)
        put(self.checkout, path, self.by_hand[path])

    @rule(path=st.sampled_from(PATHS))
    def remove(self, path: str) -> None:
        (self.checkout / path).unlink(missing_ok=True)
        self.by_hand.pop(path, None)
        self.seeds.pop(path, None)

    @rule(tree=trees, owner=st.sampled_from(OWNERS), forced=st.sets(st.sampled_from(PATHS)))
    def compile(self, tree: Tree, owner: str, forced: set[str]) -> None:
        others = self.owned_by(owner)
        delivery = survey(tree, self.checkout, owner, frozenset(forced))
        before = stamps(self.checkout)
        quiet = not differences(delivery)
        assert carry_out([delivery]) == ()
        if quiet:
            assert stamps(self.checkout) == before
        self.take_note(delivery.steps, tree)
        self.assert_settled(tree, owner, set(slugs(delivery)))
        assert {path: files(self.checkout).get(path) for path in others} == others

    @rule(tree=trees, owner=st.sampled_from(OWNERS), operations=st.integers(0, 30))
    def be_killed(self, tree: Tree, owner: str, operations: int) -> None:
        delivery = survey(tree, self.checkout, owner, frozenset())
        with failing(operations):
            try:
                carry_out([delivery])
            except KilledError:
                for path, kind in delivery.steps.items():
                    if kind is Kind.ADOPT:
                        self.seeds.pop(path, None)
            else:
                self.take_note(delivery.steps, tree)

    @invariant()
    def what_is_theirs_stands(self) -> None:
        standing = files(self.checkout)
        for path, text in (self.by_hand | self.seeds).items():
            assert standing.get(path) == text

    @invariant()
    def no_file_is_half_written(self) -> None:
        assert all(text.endswith("\n") for text in files(self.checkout).values())

    def take_note(self, steps: Mapping[str, Kind], tree: Tree) -> None:
        """What this compile may have overwritten by force, and what it handed over."""
        for path, kind in steps.items():
            if kind in (Kind.OVERWRITE, Kind.DELETE):
                self.by_hand.pop(path, None)
            if kind is Kind.ADOPT or kind is Kind.UNCHANGED:
                self.seeds.pop(path, None)
            if kind in SEEDING:
                self.seeds[path] = tree[path].text

    def owned_by(self, owner: str) -> dict[str, str | None]:
        """The files of the other spec that nobody touched."""
        (other,) = set(OWNERS) - {owner}
        record = survey({}, self.checkout, other, frozenset())
        standing = files(self.checkout)
        mine = survey({}, self.checkout, owner, frozenset()).recorded.owned
        return {p: standing.get(p) for p in record.recorded.owned if p not in mine}

    def assert_settled(self, tree: Tree, owner: str, found: set[str]) -> None:
        """A second compile has nothing to do, and what is not reported is as the spec says."""
        again = survey(tree, self.checkout, owner, frozenset())
        reported = {p for p, kind in again.steps.items() if kind in (Kind.EDITED, Kind.FOREIGN)}
        assert again.pending == () and again.record == again.recorded
        assert {line.split()[1] for line in check(tree, self.checkout, owner)} == reported
        assert set(slugs(again)) <= found
        standing = files(self.checkout)
        for path, document in tree.items():
            if document.ownership is Ownership.OWNED and path not in reported:
                assert standing[path] == document.text


History.TestCase.settings = settings(max_examples=60, stateful_step_count=20, deadline=None)
TestHistories = History.TestCase
