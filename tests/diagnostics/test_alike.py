"""What many lines have done wrong alike is told once."""

from gitopsc.diagnostics.alike import FEW, MOST_PLACES, once
from gitopsc.diagnostics.diagnostic import Diagnostic, Edit, Fix, Label
from gitopsc.refs import Ref, Where
from gitopsc.source import Source, Span

A, B = Source("a.gitops", "x\n" * 50), Source("b.gitops", "x\n" * 50)


def unknown(source: Source, line: int, meant: str = "eu") -> Diagnostic:
    span = Span(source, 2 * line - 2, 2 * line - 1)
    fix = Fix(f"replace `x` by `{meant}`", (Edit(span, meant),))
    return Diagnostic("unknown-cluster", f"in line {line}", (Label(span, "here"),), fixes=(fix,))


def test_few_are_told_one_by_one() -> None:
    found = [unknown(A, line) for line in range(1, FEW + 1)]
    assert list(once(found)) == found


def test_of_many_the_first_says_where_the_others_are() -> None:
    first, *others = [unknown(A, 3), unknown(A, 5), unknown(A, 9), unknown(B, 2)]
    assert list(once([first, *others])) == [
        first._replace(help=("the same in 3 more places: a.gitops:5, 9; b.gitops:2",))
    ]


def test_one_line_that_is_wrong_for_many_names_those() -> None:
    place = Label(Span(A, 0, 1), "no `{stage}` in this pattern")
    found = [
        Diagnostic("colliding-paths", f"in line {n}", (place, Label(Span(B, 2 * n, 2 * n + 1))))
        for n in range(4)
    ]
    (told,) = once(found)
    assert told.help == ("the same in 3 more places: b.gitops:2, 3, 4",)


def test_very_many_places_are_not_all_named() -> None:
    (told,) = once([unknown(A, line) for line in range(1, MOST_PLACES + 3)])
    assert told.help[0].startswith(f"the same in {MOST_PLACES + 1} more places: a.gitops:2, 3, ")
    assert told.help[0].endswith(f", {MOST_PLACES + 1}, …")


def test_what_has_another_way_out_is_another_mistake() -> None:
    others = [unknown(A, line, "us") for line in (2, 4)]
    found = [unknown(A, 1), others[0], unknown(A, 3), others[1], unknown(A, 5), unknown(A, 6)]
    told = list(once(found))
    assert [one.message for one in told] == ["in line 1", "in line 2", "in line 4"]


def test_what_has_no_place_in_a_text_is_told_one_by_one() -> None:
    found = [
        Diagnostic("edited-owned-file", f"`{name}` was edited", labels)
        for name in "abcdef"
        for labels in ((), (Label(Where(Ref("app", (name,)))),))
    ]
    assert list(once(found)) == found
