"""What an excerpt says of a change is what compiling the whole spec twice says of it."""

from collections import Counter

import pytest
from hypothesis import given, settings

from gitopsc.compiler import Compilation, compile_spec
from gitopsc.excerpts.change import Change, Spec, change
from gitopsc.excerpts.parts import TeamFindingParser, parts_of
from gitopsc.language.watched import WatchedLibrary
from gitopsc.manifests.tree import FileTree
from gitopsc.source import Source
from gitopsc.syntax.parser import parse
from tests.compiling import OPERATORS
from tests.excerpts.edits import Edited, edits
from tests.properties.trying import FEW
from tests.texts import Texts

SOME = settings(FEW, max_examples=60)
MORE = settings(SOME, max_examples=1000, derandomize=settings.default.derandomize)


def holds(edited: Edited, operator: str) -> bool:
    """Assert the law for one edit; whether it was about anything."""
    entry = Source("spec.gitops", edited.entry)
    library = WatchedLibrary(Texts(edited.before), entry)
    texts = TeamFindingParser(parse)
    before = compile_spec(entry, library, operator, texts)
    if before.planned is None:
        return False
    parts = parts_of(before.planned, before.shared, library, texts)
    spec = Spec(entry, Texts(edited.after), operator, parse)
    found = change(spec, parts, frozenset({edited.changed}))
    if found is None or not stand(found.before, before.files):
        return False
    after = compile_spec(entry, Texts(edited.after), operator)
    assert after.ok
    assert told(after) == told(before)
    assert put(before.files, found) == after.files
    return bool(found.after)


def stand(wanted: FileTree, tree: FileTree) -> bool:
    """Whether all these files are in the tree; the amendment asks the disk."""
    return all(tree[repo].get(path) == was for repo in wanted for path, was in wanted[repo].items())


def put(tree: FileTree, found: Change) -> FileTree:
    return {repo: {**files, **found.after.get(repo, {})} for repo, files in tree.items()}


def told(compilation: Compilation) -> Counter[tuple[str, str]]:
    return Counter((d.slug, d.message) for d in compilation.diagnostics)


@pytest.mark.parametrize("operator", OPERATORS)
def test_a_change_is_that_of_the_whole(operator: str) -> None:
    believed: list[bool] = []

    @SOME
    @given(edited=edits())
    def law(edited: Edited) -> None:
        believed.append(holds(edited, operator))

    law()
    assert sum(believed) > 3, "the law is about something"


@pytest.mark.slow
@pytest.mark.parametrize("operator", OPERATORS)
@MORE
@given(edited=edits())
def test_many_changes_are_those_of_the_whole(operator: str, edited: Edited) -> None:
    holds(edited, operator)
