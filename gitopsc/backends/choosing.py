"""Which operators a spec is compiled for: its own, or another one in their place."""

from collections.abc import Iterable

from gitopsc.diagnostics.diagnostic import Diagnostic, Label, Severity
from gitopsc.model.operator import Operator
from gitopsc.model.topology import Topology
from gitopsc.refs import Ref, Where, as_owner

Chosen = tuple[Topology, tuple[Diagnostic, ...]]

OWN_WORDS = ("install", "link", "nest", "generate", "version", "start", "namespace", "shards")
"""The words of an operator's block that mean something to that operator alone."""


def chosen(topology: Topology, name: str | None) -> Chosen:
    """The topology with the operators that it is compiled for. Slugs `no-operator`,
    `one-of-two-operators`, and the note `operator-words-dropped`.

    :param name: an operator to take the place of the spec's own.
    """
    if name is None:
        return topology, () if topology.operators else (_nobody(),)
    if len(topology.operators) > 1:
        return topology, (_one_of_two(name, topology.operators),)
    [said] = topology.operators or (Operator(name=name),)
    if said.name == name:
        return _deployed_by(topology, said), ()
    dropped = [word for word in OWN_WORDS if getattr(said, word)]
    unsaid = {word: Operator.model_fields[word].default for word in OWN_WORDS}
    other = said.model_copy(update={"name": name, **unsaid})
    return _deployed_by(topology, other), (_left_out(said, name, dropped),) if dropped else ()


def as_said(topology: Topology, name: str) -> dict[Ref, Ref]:
    """What is called by the operator of this name once it is chosen, and how the spec called it."""
    said: dict[Ref, Ref] = {}
    for operator in topology.operators:
        said.setdefault(Ref("operator", (name,)), Ref("operator", (operator.name,)))
        for place in operator.places:
            there = Ref("place", (as_owner(name), place.artefact))
            said.setdefault(there, Ref("place", (as_owner(operator.name), place.artefact)))
    return said


def _deployed_by(topology: Topology, operator: Operator) -> Topology:
    return topology.model_copy(update={"operators": (operator,)})


def _nobody() -> Diagnostic:
    return Diagnostic(
        "no-operator",
        "nothing says which operator deploys",
        help=("add `operator argocd` or `operator flux`, or give `--operator`",),
    )


def _one_of_two(name: str, operators: Iterable[Operator]) -> Diagnostic:
    """Their blocks, and above all their places, cannot both become those of one operator."""
    first, second, *_ = operators
    return Diagnostic(
        "one-of-two-operators",
        f"a spec of two operators cannot be compiled for {name} alone: each has its own clusters "
        "and places",
        (
            Label(Where(Ref("operator", (first.name,))), "this one"),
            Label(Where(Ref("operator", (second.name,))), "and this one"),
        ),
        help=("leave `--operator` out: the spec is compiled for both as it stands",),
    )


def _left_out(said: Operator, name: str, words: Iterable[str]) -> Diagnostic:
    ref = Ref("operator", (said.name,))
    return Diagnostic(
        "operator-words-dropped",
        f"compiled for {name}: what was said for {said.name} alone is left out",
        tuple(Label(Where(ref, word), f"`{word}`") for word in words),
        severity=Severity.NOTE,
    )
