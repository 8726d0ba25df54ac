"""One template for the Kustomizations of a set, and an input for each of them.

Every text of it comes from where the texts of the Kustomizations came from: the patterns of their
names, namespaces and folders. What is common to the set is filled in, and what tells its members
apart is an input. A value without a pattern is written as it is where all agree, and otherwise is
an input of its own. Each text is held against the Kustomizations it stands for, so nothing is
guessed.

The operator puts values into the text of the template and reads that as YAML afterwards (its page
"ResourceSet CRD", "Templating functions"): a text that could then be taken for a number is quoted
(P44), and lists are put in as YAML, at the depth of their field.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from gitopsc.backends.flux.sets.gathering import Gathering, Member
from gitopsc.backends.flux.umbrella import BESIDE
from gitopsc.manifests.kubernetes import KubernetesObject
from gitopsc.manifests.scalars import plain_value
from gitopsc.plan.pattern import common, pattern

Input = dict[str, object]

_NEUTRAL: Mapping[str, object] = {
    "components": [],
    "dependsOn": [],
    "images": [],
    "patches": [],
    "suspend": False,
    "wait": False,
}
"""What a field of a Kustomization that is not there stands for."""

_CALLED = {
    "metadata.name": "name",
    "spec.kubeConfig.secretRef.name": "kubeConfig",
    "spec.sourceRef.kind": "sourceKind",
    "spec.sourceRef.name": "source",
}
"""The inputs whose field alone would not say what they are."""


class Template(NamedTuple):
    """What a set makes its Kustomizations from."""

    link: KubernetesObject
    inputs: tuple[Input, ...]
    """Those of the members, in their order."""


def template(gathering: Gathering) -> Template:
    builder = _TemplateBuilder(gathering)
    link = builder.mapping([member.link for member in gathering.members], "")
    indexes = range(len(gathering.members))
    return Template(link, tuple(builder.inputs(index) for index in indexes))


class _TemplateBuilder:
    """Makes one value of the values that all members have in one field."""

    def __init__(self, gathering: Gathering) -> None:
        self._members = gathering.members
        self._fixed = gathering.fixed
        self._columns: dict[str, Sequence[object]] = {}

    def inputs(self, index: int) -> Input:
        """What varies: by its dimension first, then the values of single fields."""
        dimensions = self._members[index].unit.dimensions
        named = [name for name in dimensions if name in self._columns]
        order = [*named, *sorted(name for name in self._columns if name not in named)]
        return {name: self._columns[name][index] for name in order}

    def mapping(self, values: Sequence[Mapping[str, object]], field: str) -> dict[str, object]:
        return {
            key: self._value([_said(value, key) for value in values], field + key)
            for key in _keys(values)
        }

    def _value(self, values: Sequence[object], field: str) -> object:
        first = values[0]
        if isinstance(first, str):
            return self._text([str(value) for value in values], field)
        if isinstance(first, Mapping):
            return self.mapping([v for v in values if isinstance(v, Mapping)], f"{field}.")
        if all(value == first for value in values):
            return escaped(first)
        name = self._input(field, values)
        if isinstance(first, bool):
            return f"<< inputs.{name} >>"
        depth = 2 * (field.count(".") + 1)
        return f"<< inputs.{name} | toYaml | nindent {depth} >>"

    def _text(self, values: Sequence[str], field: str) -> str:
        if all(plain_value(value) == value for value in values):
            for said in common(_patterns(member, field) for member in self._members):
                made = [pattern(said).fill(member.unit.dimensions) for member in self._members]
                if made == list(values):
                    return self._filled(said)
        if len(set(values)) == 1:
            return escaped_text(values[0])
        return f"<< inputs.{self._input(field, values)} | quote >>"

    def _filled(self, said: str) -> str:
        """The pattern with what is fixed, and an input wherever members may differ."""
        used = [name for name in pattern(said).placeholders if name not in self._fixed]
        for name in used:
            self._columns[name] = [member.unit.dimensions[name] for member in self._members]
        return pattern(escaped_text(said)).fill(
            {**self._fixed, **{name: f"<< inputs.{name} >>" for name in used}}
        )

    def _input(self, field: str, values: Sequence[object]) -> str:
        name = _CALLED.get(field, field.rpartition(".")[2])
        self._columns[name] = values
        return name


def _patterns(member: Member, field: str) -> tuple[str, ...]:
    """Those from which a field may be made."""
    patterns, repo = member.unit.patterns, member.unit.repo
    match field:
        case "metadata.name":
            return (patterns.name,)
        case "spec.path":
            return (f"./{patterns.path}", f"./{patterns.overlay}{BESIDE}")
        case "spec.sourceRef.name":
            varied = (f"{{{kind}}}" for kind, _ in repo.dimensions)
            return (patterns.name, "-".join((repo.name, *varied)))
        case "spec.targetNamespace":
            return (patterns.namespace,)
        case "spec.kubeConfig.secretRef.name":
            return ("{cluster}-kubeconfig",)
    return ()


def _keys(values: Sequence[Mapping[str, object]]) -> list[str]:
    """The keys of all values, each before those it stands before somewhere."""
    keys: list[str] = []
    for value in values:
        place = 0
        for key in value:
            if key in keys:
                place = keys.index(key) + 1
            else:
                keys.insert(place, key)
                place += 1
    return keys


def _said(value: Mapping[str, object], key: str) -> object:
    return value[key] if key in value else _NEUTRAL[key]


def escaped(value: object) -> object:
    """A value in which the operator finds nothing to fill in."""
    if isinstance(value, Mapping):
        return {key: escaped(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [escaped(item) for item in value]
    return escaped_text(value) if isinstance(value, str) else value


def escaped_text(text: str) -> str:
    return text.replace("<<", '<< "<<" >>')
