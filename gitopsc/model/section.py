"""What is said about a workload, and where it holds: the scopes of teams, apps and infra."""

from collections.abc import Sequence

from gitopsc.model.thing import Thing

Literal = bool | int | float | str


class Scope(Thing):
    """`in production on us-prod with eu`: an empty dimension means "wherever"."""

    stages: tuple[str, ...] = ()
    clusters: tuple[str, ...] = ()
    """Names of clusters and groups."""
    variants: tuple[str, ...] = ()

    @property
    def is_everywhere(self) -> bool:
        return not (self.stages or self.clusters or self.variants)

    def __str__(self) -> str:
        return scope_text(self.stages, self.clusters, self.variants)


def scope_text(stages: Sequence[str], clusters: Sequence[str], variants: Sequence[str]) -> str:
    """A scope in the words of the language."""
    words = (("in", stages), ("on", clusters), ("with", variants))
    return " ".join(
        f"{word} {names[0] if len(names) == 1 else '[' + ', '.join(names) + ']'}"
        for word, names in words
        if names
    )


class Setting(Thing):
    """`controller.replicaCount = 3`: a value handed through to the workload."""

    key: tuple[str, ...]
    value: Literal | tuple[Literal, ...]


class Patch(Thing):
    """`patch ClusterIssuer.letsencrypt { "/spec/acme/server" = "…" }`.

    Keys of the settings are JSON pointers (RFC 6901), one segment per part of the key.
    """

    kind: str
    name: str
    settings: tuple[Setting, ...]


class Section(Thing):
    """Everything said in one scope of one thing."""

    scope: Scope = Scope()
    settings: tuple[Setting, ...] = ()
    values: tuple[str, ...] = ()
    """Values files beside the spec, in the order in which Helm would read them."""
    manifests: str | None = None
    """A file or folder of manifests beside the spec."""
    version: str | None = None
    patches: tuple[Patch, ...] = ()
    quota: tuple[Setting, ...] = ()
    limits: tuple[Setting, ...] = ()
    """Keys are the kind of limit and the resource: `max`, `memory`."""
