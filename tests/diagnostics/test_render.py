"""Reports are text, so they are held against text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gitopsc.diagnostics.diagnostic import Diagnostic, Edit, Fix, Label, Severity
from gitopsc.diagnostics.render import WIDEST, render
from gitopsc.refs import Ref, Where
from gitopsc.source import Source, Span


def label(source: Source, marked: str, text: str = "") -> Label:
    """A label on the first place where `marked` stands."""
    start = source.text.index(marked)
    return Label(Span(source, start, start + len(marked)), text)


def report(*labels: Label) -> list[str]:
    """The lines between the title and the way to the page."""
    return render([Diagnostic("a-slug", "it is wrong", labels)], color=False).splitlines()[1:-1]


def test_a_whole_report() -> None:
    spec = Source("a.gitops", "cluster eu-prod\nstage production on eu-prd\n")
    wrong = label(spec, "eu-prd", "not declared")
    diagnostic = Diagnostic(
        "unknown-cluster",
        "there is no cluster `eu-prd`",
        (wrong, label(spec, "eu-prod", "this one?")),
        help=("declare it",),
        fixes=(Fix("replace `eu-prd` by `eu-prod`", (Edit(wrong.at, "eu-prod"),)),),  # type: ignore[arg-type]
    )
    assert render([diagnostic], color=False) == (
        "error[unknown-cluster]: there is no cluster `eu-prd`\n"
        "   ┌─ a.gitops:2:21\n"
        " 1 │ cluster eu-prod\n"
        "   │         ------- this one?\n"
        " 2 │ stage production on eu-prd\n"
        "   │                     ^^^^^^ not declared\n"
        "   = fix: replace `eu-prd` by `eu-prod`\n"
        "   = help: declare it\n"
        "   = why: gitopsc explain unknown-cluster\n"
    )


def test_a_blank_line_stands_between_two_reports() -> None:
    one = Diagnostic("one", "first")
    two = Diagnostic("two", "second", severity=Severity.WARNING)
    assert render([one, two], color=False) == (
        "error[one]: first\n   = why: gitopsc explain one\n\n"
        "warning[two]: second\n   = why: gitopsc explain two\n"
    )


def test_nothing_to_say_is_no_text() -> None:
    assert render([], color=False) == ""


def test_lines_between_two_labels_are_left_out() -> None:
    spec = Source("a.gitops", "one\ntwo\nthree\n")
    assert report(label(spec, "one"), label(spec, "three")) == [
        "   ┌─ a.gitops:1:1",
        " 1 │ one",
        "   │ ^^^",
        "   ·",
        " 3 │ three",
        "   │ -----",
    ]


def test_two_labels_on_one_line_stand_below_each_other_from_the_left() -> None:
    spec = Source("a.gitops", "stage production on eu\n")
    assert report(label(spec, "eu", "here"), label(spec, "production", "of this")) == [
        "   ┌─ a.gitops:1:21",
        " 1 │ stage production on eu",
        "   │       ---------- of this",
        "   │                     ^^ here",
    ]


def test_labels_in_two_files_have_an_excerpt_each() -> None:
    here, there = Source("a.gitops", "team shop\n"), Source("b.gitops", "\n\nteam shop\n")
    assert report(label(there, "shop", "again"), label(here, "shop", "first")) == [
        "   ┌─ b.gitops:3:6",
        " 3 │ team shop",
        "   │      ^^^^ again",
        "   ┌─ a.gitops:1:6",
        " 1 │ team shop",
        "   │      ---- first",
    ]


def test_two_sources_of_one_name_and_text_are_not_mixed_up() -> None:
    one, other = Source("a.gitops", "x\n"), Source("a.gitops", "x\n")
    assert len([line for line in report(label(one, "x"), label(other, "x")) if "┌─" in line]) == 2


def test_a_place_without_text_is_named() -> None:
    where = Where(Ref("app", ("shop", "web")), "image")
    assert report(Label(where, "no `start`")) == ["   ┌─ app `shop.web`: no `start`"]
    assert report(Label(where)) == ["   ┌─ app `shop.web`"]


def test_tabs_are_two_columns_wide() -> None:
    assert report(label(Source("a.gitops", "\tx\ty z\n"), "y")) == [
        "   ┌─ a.gitops:1:4",
        " 1 │   x  y z",
        "   │      ^",
    ]


@pytest.mark.parametrize(
    "before, columns",
    [("名前", 4), ("e\N{COMBINING ACUTE ACCENT}", 1), ("é", 1), ("ｗ", 2)],
    ids=["wide", "combining", "plain", "fullwidth"],
)
def test_marks_stand_below_what_they_mark(before: str, columns: int) -> None:
    marks = report(label(Source("a.gitops", f'"{before}" wrong\n'), "wrong"))[-1]
    assert marks == "   │ " + " " * (columns + 3) + "^^^^^"


def test_wide_letters_have_wide_marks() -> None:
    assert report(label(Source("a.gitops", "x 名前 y\n"), "名前"))[-1] == "   │   ^^^^"


def test_a_place_between_two_letters_has_one_mark() -> None:
    assert report(Label(Span(Source("a.gitops", "abc\n"), 1, 1), "here"))[-1] == "   │  ^ here"


@pytest.mark.parametrize("text, line", [("", 1), ("abc", 1), ("abc\n", 2), ("abc\r\n", 2)])
def test_the_end_of_a_text_can_be_marked(text: str, line: int) -> None:
    found = report(Label(Span(Source("a.gitops", text), len(text), len(text))))
    assert found[1].startswith(f" {line} │")
    assert found[2].endswith("^")


def test_a_mark_over_several_lines_ends_with_the_first() -> None:
    assert report(label(Source("a.gitops", "a {\n  b\n}\n"), "{\n  b\n}", "block")) == [
        "   ┌─ a.gitops:1:3",
        " 1 │ a {",
        "   │   ^ block",
    ]


def test_a_windows_line_end_is_no_part_of_the_line() -> None:
    assert report(label(Source("a.gitops", "one\r\ntwo\r\n"), "two\r\n")) == [
        "   ┌─ a.gitops:2:1",
        " 2 │ two",
        "   │ ^^^",
    ]


def test_long_lines_are_cut_around_what_is_marked() -> None:
    spec = Source("a.gitops", "x" * 500 + " wrong " + "y" * 500 + "\n")
    _, line, marks = report(label(spec, "wrong", "here"))
    shown = line.removeprefix(" 1 │ ")
    assert shown.startswith("…") and shown.endswith("…")
    assert len(shown) == WIDEST + 2
    at = marks.index("^") - len("   │ ")
    assert shown[at : at + 5] == "wrong"


def test_the_gutter_is_as_wide_as_the_largest_number() -> None:
    spec = Source("a.gitops", "\n" * 1233 + "wrong\n")
    assert report(label(spec, "wrong")) == [
        "     ┌─ a.gitops:1234:1",
        "1234 │ wrong",
        "     │ ^^^^^",
    ]


@pytest.mark.parametrize("letter", ["\x1b", "\x00", "\x9b", "\u202e", "\u2066", "\ufeff"])
def test_a_terminal_is_told_nothing_by_a_spec(letter: str) -> None:
    spec = Source(f"a{letter}.gitops", f"x {letter}[31m wrong\n")
    where = label(spec, "wrong", f"of {letter}")
    told = Diagnostic("a-slug", f"it is {letter}", (where,), help=(f"mind {letter}",))
    assert letter not in render([told], color=False)


def test_colour_changes_no_letter() -> None:
    spec = Source("a.gitops", "one two\n")
    told = [Diagnostic("a-slug", "it is wrong", (label(spec, "two", "x"), label(spec, "one")))]
    colored = render(told, color=True)
    assert "\033[1;31m^^^ x\033[0m" in colored
    plain = "".join(part.partition("m")[2] for part in ("m" + colored).split("\033["))
    assert plain == render(told, color=False)


@given(st.text(), st.data())
def test_any_place_of_any_text_can_be_shown(text: str, data: st.DataObject) -> None:
    spec = Source("a.gitops", text)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    shown = render(
        [Diagnostic("a-slug", "wrong", (Label(Span(spec, start, end), "x"),))], color=True
    )
    assert shown.endswith("\n")
    assert not any(
        unicodedata.category(letter) in ("Cc", "Cs") for letter in shown if letter not in "\n\033"
    )
