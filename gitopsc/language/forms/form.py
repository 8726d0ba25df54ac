"""What a form is, and the values that forms read."""

from typing import NamedTuple, Protocol

from gitopsc.language.mistakes import Mistakes
from gitopsc.source import Span
from gitopsc.syntax.tree import Chain, List, Path, Scalar, Value

Plain = bool | int | str | tuple[str, ...]


class Said(NamedTuple):
    """One value as it was said, and where. `bare` is a name of ours, without quotes."""

    value: Plain
    span: Span
    bare: bool = False

    @property
    def text(self) -> str:
        """The value of a form that reads texts and names."""
        assert isinstance(self.value, str)
        return self.value


class Form(Protocol):
    """Reads the value after a word; an empty answer means that a mistake was reported."""

    @property
    def described(self) -> str:
        """The form in the words of docs/reference.md."""

    def read(self, value: Value, word: str, mistakes: Mistakes) -> tuple[Said, ...]:
        """What `value`, which stands after `word`, says."""


def bare_text(value: Value) -> str | None:
    """The text of something written without quotes: names come from the text, not from the
    token (`2048` and `7d` are names too)."""
    if isinstance(value, Path):
        return ".".join([segment.text for segment in value.segments])
    if isinstance(value, Scalar) and value.kind != "string":
        return value.text
    return None


def quoted_text(value: Value) -> str | None:
    """The text of a string."""
    return value.text if isinstance(value, Scalar) and value.kind == "string" else None


class Many(NamedTuple):
    """One value or a list of them. Only where order has a meaning it is kept."""

    form: Form
    ordered: bool = False
    omitted: str | None = ""
    """On what condition the word may be left out; `None` where it never may."""

    @property
    def described(self) -> str:
        kind = "list, in order" if self.ordered else "list"
        return f"{self.form.described}, or a {kind}"

    def read(self, value: Value, word: str, mistakes: Mistakes) -> tuple[Said, ...]:
        if not isinstance(value, List):
            return self.form.read(value, word, mistakes)
        if not value.items:
            condition = f", {self.omitted}" if self.omitted else ""
            mistakes.report(
                "empty-list",
                f"the list after `{word}` is empty",
                (value.span, "nothing in it"),
                help="name at least one"
                + (f", or leave `{word}` out{condition}" if self.omitted is not None else ""),
            )
            return ()
        said = [one for item in value.items for one in self.form.read(item, word, mistakes)]
        kept = _without_repeats(said, word, mistakes)
        return tuple(kept if self.ordered else sorted(kept, key=lambda one: str(one.value)))


def _without_repeats(said: list[Said], word: str, mistakes: Mistakes) -> list[Said]:
    first: dict[Plain, Said] = {}
    for one in said:
        earlier = first.setdefault(one.value, one)
        if earlier is not one:
            mistakes.report(
                "duplicate-element",
                f"the list after `{word}` names `{one.value}` twice",
                (one.span, "once is enough"),
                (earlier.span, "named here"),
            )
    return list(first.values())


def refuse_many(value: Value, word: str, mistakes: Mistakes) -> bool:
    """Complain about a list or a chain where one value belongs; says whether it did."""
    if not isinstance(value, (List, Chain)):
        return False
    what = "a list" if isinstance(value, List) else "a chain"
    mistakes.report(
        "one-value-expected",
        f"`{word}` takes one value, not {what}",
        (value.span, "one value belongs here"),
    )
    return True
