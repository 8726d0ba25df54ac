"""The order in which complaints are read, and the pages behind them."""

from hypothesis import given
from hypothesis import strategies as st

from gitopsc.diagnostics.diagnostic import Diagnostic, Label
from gitopsc.diagnostics.order import in_order
from gitopsc.diagnostics.pages import page, slugs
from gitopsc.refs import Ref, Where
from gitopsc.source import Source, Span

A, B = Source("a.gitops", "one two\n"), Source("b.gitops", "one\n")
IN_ORDER = (
    Diagnostic("x", "x", (Label(Span(A, 0, 3)),)),
    Diagnostic("a", "x", (Label(Span(A, 4, 7)),)),
    Diagnostic("b", "a", (Label(Span(A, 4, 7)),)),
    Diagnostic("a", "x", (Label(Span(B, 0, 3)),)),
    Diagnostic("a", "x"),
    Diagnostic("a", "x", (Label(Where(Ref("app", ("web",)))),)),
)


@given(st.permutations(IN_ORDER))
def test_files_then_places_then_what_has_none(shuffled: list[Diagnostic]) -> None:
    assert in_order(shuffled) == IN_ORDER


def test_what_is_found_twice_is_told_once() -> None:
    assert in_order(IN_ORDER * 2) == IN_ORDER


def test_one_mistake_is_told_once_for_its_place() -> None:
    place = (Label(Span(A, 4, 7)),)
    found = in_order([Diagnostic("a", "for us", place), Diagnostic("a", "for eu", place)])
    assert [diagnostic.slug for diagnostic in found] == ["a"]


def test_every_slug_has_a_page_that_bears_its_name() -> None:
    assert slugs() == tuple(sorted(slugs()))
    assert all((page(slug) or "").startswith(f"# {slug}\n") for slug in slugs())


def test_a_page_is_found_by_its_name_only() -> None:
    assert page("nobody-wrote-this") is None
    assert page("../reference") is None
    assert page("") is None
