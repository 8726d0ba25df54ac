"""Where a version stands in its file: found by what it is the version of, changed and nothing else.

A field is found by its identity, the name of the image or chart, never by its place: people sort
lists, and kustomize passes over an image of another name in silence.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha1

from gitopsc.diagnostics.diagnostic import Diagnostic, Edit, Label
from gitopsc.manifests.kubernetes import CONTAINERS
from gitopsc.manifests.nodes import Items, Leaf, Node, Table, put, read_nodes, replaced
from gitopsc.plan.state import State
from gitopsc.promotion.as_written import tag_in
from gitopsc.promotion.version import Version
from gitopsc.source import Source, Span

SHOWN_NAME = 7
"""Letters of what Git calls a content, as Git shows them."""

_CONFLICT = re.compile(r"^(?:<<<<<<<|>>>>>>>)(?= |$)", re.MULTILINE)
"""What Git writes around two versions of which it could not choose one."""


@dataclass(frozen=True)
class Field:
    """A version in its file, and how another one would be written there."""

    version: Version
    span: Span
    write: Callable[[Version], tuple[Edit, ...]]


def find(source: Source, state: State, manifest: str | None = None) -> Field | Diagnostic:
    """The one field of a file that holds this version; or what is wrong with the file.

    :param manifest: what runs the image, where that is known.
    """
    known = tag_in(source.text, state)
    if known:
        version, span = Version.read(known.text), Span(source, known.start, known.end)
        if not version.flaw(state.what):
            return Field(version, span, partial(_edits, source, state))
    return parsed(source, state, manifest)


def _edits(source: Source, state: State, version: Version) -> tuple[Edit, ...]:
    """Few files of many are changed, so they are parsed when they are."""
    field = parsed(source, state)
    assert isinstance(field, Field)  # or it would not stand as it was written
    return field.write(version)


def parsed(source: Source, state: State, manifest: str | None = None) -> Field | Diagnostic:
    """The same of a file in any form."""
    conflict = _CONFLICT.search(source.text)
    if conflict:
        return nonsense(Span(source, *conflict.span()), "this file is in the middle of a merge")
    documents, diagnostics = read_nodes(source)
    if diagnostics:
        return diagnostics[0]
    if state.form == "whole":
        return _whole(source)
    found = list(_FINDERS[state.form](documents, state))
    problem = next((item for item in found if isinstance(item, Diagnostic)), None)
    fields = [item for item in found if isinstance(item, Field)]
    if problem:
        return problem
    if not fields:
        return _stale(source, state, manifest, documents)
    versions = {field.version for field in fields}
    if len(versions) > 1:
        return _two(state, fields)
    field, flaw = fields[0], fields[0].version.flaw(state.what)
    if flaw:
        return nonsense(field.span, f"`{field.version}` {flaw}")
    return Field(field.version, field.span, lambda v: tuple(e for f in fields for e in f.write(v)))


def _whole(source: Source) -> Field:
    """A file that is promoted as it is. It goes by the name that Git gives to its content, so that
    `git log --find-object` tells where it comes from; its place is taken by another one's."""
    content = source.text.encode()
    name = sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()
    span = Span(source, 0, len(source.text))
    return Field(Version(name[:SHOWN_NAME]), span, lambda _: ())


def nonsense(span: Span, message: str, instead: str = "write one version, in quotes") -> Diagnostic:
    """Slug `not-a-version`: something stands where a version should."""
    return Diagnostic(
        "not-a-version",
        message,
        (Label(span, "here a version is expected"),),
        help=(f"{instead}; `git log` on the file tells which was there before",),
    )


def _no_text(node: Node, state: State) -> Diagnostic:
    """Something else than a text, or a text that is not written on one line as it is."""
    version, said = f"the version of `{state.name}`", node.span.text.strip()
    if isinstance(node, Items | Table):
        return nonsense(node.span, f"{version} is a {'list' if isinstance(node, Items) else 'map'}")
    if not said:
        return nonsense(node.span, f"{version} is empty")
    first, *lines = said.splitlines()
    if first[0] not in "|>":
        return nonsense(node.span, f"`{first}` is not a text")
    told = f"{version} stands in lines below its key"
    if len(lines) != 1:
        return nonsense(node.span, told)
    return nonsense(node.span, told, f'write it behind the key, in quotes: `"{lines[0].strip()}"`')


def _in_images(documents: Sequence[Node], state: State) -> Iterator[Field | Diagnostic]:
    """`images: [{name, newTag, digest}]` of a kustomization: what `kustomize edit set image`
    writes. Renovate knows no `digest` beside a tag, and writes both as the tag. A new name is the
    registry that a stage pulls from, so it stays where it is."""
    for entry in _entries(documents, "images"):
        if entry.text("name") != state.name:
            continue
        leaves = [entry.get(key) for key in ("newTag", "digest")]
        present = [leaf for leaf in leaves if leaf is not None]
        wrong = next((n for n in present if not isinstance(n, Leaf) or n.text is None), None)
        if wrong:
            yield _no_text(wrong, state)
            return
        span = present[0].span if present else entry.span
        if not present:
            yield nonsense(span, f"`{state.name}` has neither `newTag` nor `digest`")
            return
        tag, digest = Version.read(entry.text("newTag") or "")
        version = Version(tag, entry.text("digest") or digest)
        yield Field(version, span, _image_edits(entry))


def _image_edits(entry: Table) -> Callable[[Version], tuple[Edit, ...]]:
    def write(version: Version) -> tuple[Edit, ...]:
        tag, digest = put(entry, "newTag", version.tag), put(entry, "digest", version.digest)
        return (*tag, *digest)

    return write


def _in_containers(documents: Sequence[Node], state: State) -> Iterator[Field | Diagnostic]:
    """`image: NAME:TAG` of a workload that nothing builds."""
    name = state.name
    for document in documents:
        for leaf in _images_of(document):
            text = leaf.text or ""
            rest = text.removeprefix(name)
            if text.startswith(name) and rest[:1] in ("", ":", "@"):
                version = Version.read(rest.removeprefix(":"))
                yield Field(version, leaf.span, _container_edits(leaf, name))


def _container_edits(leaf: Leaf, name: str) -> Callable[[Version], tuple[Edit, ...]]:
    def write(version: Version) -> tuple[Edit, ...]:
        return (replaced(leaf, f"{name}{':' if version.tag else ''}{version}"),)

    return write


def _in_chart(documents: Sequence[Node], state: State) -> Iterator[Field | Diagnostic]:
    """`dependencies: [{name, version}]` of a chart: what Renovate's `helmv3` manager edits."""
    for entry in _entries(documents, "dependencies"):
        version = entry.get("version")
        if entry.text("name") != state.name:
            continue
        if isinstance(version, Leaf) and version.text is not None:
            yield Field(Version(version.text), version.span, _single(version))
        elif version:
            yield _no_text(version, state)
        else:
            yield nonsense(entry.span, f"`{state.name}` has no `version`")


def _single(leaf: Leaf) -> Callable[[Version], tuple[Edit, ...]]:
    return lambda version: (replaced(leaf, str(version)),)


def _in_values(documents: Sequence[Node], state: State) -> Iterator[Field | Diagnostic]:
    """One value of a chart, at the key that the spec says."""
    for document in documents:
        node: Node | None = document
        for key in state.key:
            node = node.get(key) if isinstance(node, Table) else None
        if isinstance(node, Leaf) and node.text is not None:
            yield Field(Version.read(node.text), node.span, _single(node))
        elif node is not None:
            yield _no_text(node, state)


_FINDERS = {
    "images": _in_images,
    "containers": _in_containers,
    "dependencies": _in_chart,
    "values": _in_values,
}
"""By the form of a state."""


def _entries(documents: Sequence[Node], key: str) -> Iterator[Table]:
    """The tables of a list at the top of a document."""
    for document in documents:
        listed = document.get(key) if isinstance(document, Table) else None
        if isinstance(listed, Items):
            yield from (node for node in listed.nodes if isinstance(node, Table))


def _images_of(node: Node) -> Iterator[Leaf]:
    """The `image` of every container below a node."""
    if isinstance(node, Items):
        for item in node.nodes:
            yield from _images_of(item)
    elif isinstance(node, Table):
        for key, value in node.pairs:
            if key.text in CONTAINERS and isinstance(value, Items):
                images = (n.get("image") for n in value.nodes if isinstance(n, Table))
                yield from (image for image in images if isinstance(image, Leaf))
            else:
                yield from _images_of(value)


def _stale(
    source: Source, state: State, manifest: str | None, documents: Sequence[Node]
) -> Diagnostic:
    """Slug `stale-version-file`: after a rename in the spec the file still names the old one, and
    every tool would pass over it in silence."""
    if state.form == "values":
        return _without_key(source, state)
    others: list[Node | None] = []
    if state.form == "containers":
        others += [leaf for document in documents for leaf in _images_of(document)]
    else:
        others += [entry.get("name") for entry in _entries(documents, state.form)]
    labels = tuple(Label(node.span, f"not `{state.name}`") for node in others if node)
    help = [f"name the {state.what} there as the spec does: `{state.name}`"]
    if state.form == "images":
        where = f"`{manifest}`" if manifest else "the manifests that run it"
        help.append(f"and in {where}: kustomize passes over an image of another name")
    return Diagnostic(
        "stale-version-file",
        f"`{source.path}` holds no version of `{state.name}`",
        labels or (Label(Span(source, 0, 0), "nowhere in this file"),),
        help=tuple(help),
    )


def _without_key(source: Source, state: State) -> Diagnostic:
    key = ".".join(state.key)
    return Diagnostic(
        "stale-version-file",
        f"`{source.path}` holds no version of `{state.name}`",
        (Label(Span(source, 0, 0), f"no `{key}` in this file"),),
        help=(f"write it there: the spec says that `{key}` is the tag",),
    )


def _two(state: State, fields: Sequence[Field]) -> Diagnostic:
    """One file says two versions of one thing: nobody can tell which one runs."""
    return Diagnostic(
        "not-a-version",
        f"`{state.name}` has two versions in one file",
        tuple(Label(field.span, f"`{field.version}`") for field in fields),
        help=("keep one of them",),
    )
