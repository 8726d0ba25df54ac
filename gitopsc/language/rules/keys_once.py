"""In one scope, a key is set once, and is either a value or a map."""

from collections.abc import Iterable, Iterator

from gitopsc.language.entry import Entry, KeyValue
from gitopsc.language.forms.form import Said
from gitopsc.language.mistakes import Mistakes
from gitopsc.language.scopes import by_scope
from gitopsc.source import Span


def keys_once(root: Entry, mistakes: Mistakes) -> None:
    """Complain about keys that are set twice (`key-twice`), labels included, about keys that are a
    value and a map (`key-shape-conflict`), and about an attribute said twice for one scope."""
    for labelled in (*root.nested("cluster"), *root.nested("infra"), *root.nested("team")):
        _labels(labelled, mistakes)
    for owner in _owners(root):
        for entries in by_scope(owner).values():
            _distinct([line for entry in entries for line in entry.settings], mistakes)
            for blocks in _objects(entries):
                _distinct([line for block in blocks for line in block.settings], mistakes)
            if len(entries) > 1:
                _said_once(entries, mistakes)


def _owners(root: Entry) -> Iterator[Entry]:
    yield from root.nested("infra")
    for team in root.nested("team"):
        yield team
        yield from team.nested("app")


def _objects(entries: list[Entry]) -> Iterable[list[Entry]]:
    """The blocks of patches and amounts, together where they are about one object. Of a patch whose
    object was refused nobody knows what it is about."""
    found: dict[object, list[Entry]] = {}
    for entry in entries:
        for word in ("patch", "quota", "limits"):
            for block in entry.nested(word):
                about = id(block) if block.noun.value else word
                found.setdefault(block.value[0].value if block.value else about, []).append(block)
    return found.values()


def _distinct(lines: list[KeyValue], mistakes: Mistakes) -> None:
    if len(lines) < 2:
        return
    first: dict[tuple[str, ...], KeyValue] = {}
    for line in lines:
        earlier = first.setdefault(line.key, line)
        if earlier is not line:
            what = f"`{line.dotted}` is set twice in one scope"
            _twice(what, line.key_span, earlier.key_span, mistakes)
    _shapes(first, mistakes)


def _shapes(lines: dict[tuple[str, ...], KeyValue], mistakes: Mistakes) -> None:
    for key, line in lines.items():
        prefixes = [key[:length] for length in range(len(key) - 1, 0, -1)]
        above = next((lines[prefix] for prefix in prefixes if prefix in lines), None)
        if above is not None:
            mistakes.report(
                "key-shape-conflict",
                f"`{above.dotted}` is a value here and a map there",
                (line.key_span, "needs a map"),
                (above.key_span, "sets a value"),
                help="keep one of them",
            )


def _labels(entry: Entry, mistakes: Mistakes) -> None:
    """The element of a list is `key=value`."""
    first: dict[str, Said] = {}
    for said in sorted(entry.fields.get("labels", ()), key=lambda said: said.span.start):
        key = said.text.partition("=")[0]
        earlier = first.setdefault(key, said)
        if earlier is not said:
            what = f"the label `{key}` of {entry.title} has two values"
            _twice(what, said.span, earlier.span, mistakes)


def _twice(what: str, again: Span, before: Span, mistakes: Mistakes) -> None:
    mistakes.report(
        "key-twice", what, (again, "and again"), (before, "set here"), help="keep one of them"
    )


def _said_once(entries: list[Entry], mistakes: Mistakes) -> None:
    first: dict[str, tuple[Entry, tuple[Said, ...]]] = {}
    for entry in entries:
        for word in ("version", "values", "manifests"):
            said = entry.fields.get(word)
            if not said:
                continue
            earlier, before = first.setdefault(word, (entry, said))
            if earlier is not entry:
                mistakes.report(
                    "duplicate-attribute",
                    f"`{word}` is said twice for one scope",
                    (said[0].span, "and again"),
                    (before[0].span, "said here"),
                    help="say it once",
                )
