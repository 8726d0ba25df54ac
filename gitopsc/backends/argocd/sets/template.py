"""One template for the Applications of a set.

Every text of it comes from where the texts of the Applications came from: the patterns of their
names, namespaces and folders. What is common to the set is filled in, and what tells its members
apart is left to the generator. A text without a pattern is a literal where all agree, and otherwise
a parameter of its own, which only a generator can carry that writes its parameters out. Each text
is held against the Applications it stands for, so nothing is guessed.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from gitopsc.backends.argocd.chart import VALUES
from gitopsc.backends.argocd.sets.gathering import Gathering, Member
from gitopsc.plan.pattern import common, pattern

Row = dict[str, str]
"""The parameters of one Application, by name."""

_TAKEN = {"path": "folder"}
"""Fields whose name means something else to a generator (`.path` of a git generator)."""


class Words(NamedTuple):
    """How a generator says what tells Applications apart."""

    placeholders: Mapping[str, str]
    """What stands for a dimension: `{{.app}}`."""
    folder: str | None = None
    """What stands for the folder that is deployed."""
    carries_more: bool = True
    """Whether it hands over parameters of any name."""


class Template(NamedTuple):
    name: str
    annotations: Mapping[str, str]
    spec: Mapping[str, object]
    rows: tuple[Row, ...]
    """For each member the parameters that are handed over besides its dimensions."""
    underivable: tuple[str, ...]
    """Fields that the generator cannot say."""


def template(gathering: Gathering, words: Words) -> Template:
    """The template of a set in the words of its generator."""
    builder = _TemplateBuilder(gathering, words)
    names = [member.link.name for member in gathering.members]
    name = builder.text(names, "name", "metadata.name")
    annotations = builder.texts([member.link.consent.annotations for member in gathering.members])
    spec = builder.mapping([member.link.spec for member in gathering.members], "spec")
    rows = tuple(builder.row(index) for index in range(len(gathering.members)))
    return Template(name, annotations, spec, rows, tuple(builder.underivable))


class _TemplateBuilder:
    """Makes one value of the values that all members have in one field."""

    def __init__(self, gathering: Gathering, words: Words) -> None:
        self._members = gathering.members
        self._words = words
        self._sayings = {**_agreed(gathering), **words.placeholders, **gathering.dimensions}
        self._parameters: dict[str, Sequence[str]] = {}
        self.underivable: list[str] = []

    def row(self, index: int) -> Row:
        return {name: values[index] for name, values in self._parameters.items()}

    def texts(self, values: Sequence[Mapping[str, str]]) -> dict[str, str]:
        """Annotations: an agent carries the releases of a stage, so all members have the same."""
        return {
            key: self.text([value[key] for value in values], key, f"metadata.annotations.{key}")
            for key in values[0]
        }

    def mapping(self, values: Sequence[Mapping[str, object]], field: str) -> dict[str, object]:
        return {
            key: self._value([value[key] for value in values], key, f"{field}.{key}")
            for key in values[0]
        }

    def _value(self, values: Sequence[object], key: str, field: str) -> object:
        """The set's members have one form (`gathering`), so the first speaks for the shape."""
        first = values[0]
        if isinstance(first, Mapping):
            return self.mapping([v for v in values if isinstance(v, Mapping)], field)
        if isinstance(first, list):
            columns = zip(*(v for v in values if isinstance(v, list)), strict=True)
            return [self._value(column, key, field) for column in columns]
        if isinstance(first, str):
            return self.text([str(value) for value in values], key, field)
        return first

    def text(self, values: Sequence[str], key: str, field: str) -> str:
        folder = self._words.folder
        if key == "path" and folder and self._are(values, [m.unit.path for m in self._members]):
            return folder
        for said in common(_patterns(member, key) for member in self._members):
            made = [pattern(said).fill(member.unit.dimensions) for member in self._members]
            if self._are(values, made) and set(pattern(said).placeholders) <= set(self._sayings):
                return pattern(said).fill(self._sayings)
        if len(set(values)) == 1:
            return literal(values[0])
        if not self._words.carries_more:
            self.underivable.append(field)
            return ""
        return f"{{{{.{self._parameter(values, key)}}}}}"

    def _are(self, values: Sequence[str], made: Sequence[str]) -> bool:
        return list(values) == list(made)

    def _parameter(self, values: Sequence[str], key: str) -> str:
        """A parameter named after the field; a second one of that name is numbered."""
        name = stem = _TAKEN.get(key, key)
        number = 1
        while self._parameters.setdefault(name, values) != values:
            number += 1
            name = f"{stem}{number}"
        return name


def _patterns(member: Member, key: str) -> tuple[str, ...]:
    """Those from which a field of this name may be made."""
    patterns = member.unit.patterns
    match key:
        case "name":
            return (patterns.name, "{cluster}")
        case "namespace":
            return (patterns.namespace,)
        case "path":
            return (patterns.path, patterns.overlay or patterns.path)
        case "releaseName":
            return ("{app}",)
        case "valueFiles":
            folders = (patterns.base, patterns.overlay or patterns.path, patterns.version)
            return tuple(f"${VALUES}/{folder}/values.yaml" for folder in folders if folder)
    said = member.link.consent.patterns.get(key)
    return (said,) if said else ()


def _agreed(gathering: Gathering) -> dict[str, str]:
    """Dimensions in which the members happen to agree: said by value where the generator has no
    word for them."""
    first = gathering.first.unit.dimensions
    return {
        name: value
        for name, value in first.items()
        if all(member.unit.dimensions[name] == value for member in gathering.members)
    }


def literal(text: str) -> str:
    """A text in which Argo CD finds nothing to fill in."""
    return text.replace("{{", '{{"{{"}}')
