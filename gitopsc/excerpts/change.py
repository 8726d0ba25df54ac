"""What a change of some parts changes in the trees, as far as that can be known from an excerpt."""

from collections.abc import Mapping
from typing import NamedTuple

from gitopsc.compiler import compile_spec
from gitopsc.excerpts.excerpt import Excerpt, ExcerptParser, concerned
from gitopsc.excerpts.outside import is_same_outside
from gitopsc.language.library import Library
from gitopsc.manifests.tree import Document, FileTree, Ownership
from gitopsc.memory.parts import Parts
from gitopsc.source import Source
from gitopsc.syntax.parser import Parse


class Change(NamedTuple):
    """The files that differ, by repository and path."""

    owner: str
    """The identity of the spec."""
    before: Mapping[str, Mapping[str, Document]]
    after: Mapping[str, Mapping[str, Document]]


class Spec(NamedTuple):
    """What is compiled."""

    entry: Source
    library: Library
    operator: str | None
    parse: Parse


def change(spec: Spec, parts: Parts, changed: frozenset[str]) -> Change | None:
    """Compile the parts that changed as they were and as they are, each with all it needs; `None`
    where that says nothing certain about the whole: it has to be compiled then.

    :param changed: paths of parts that have another text than the one in `parts`.
    """
    inside = concerned(changed, parts.files)
    if 2 * len(inside) > len(parts.files):
        return None  # twice the half is the whole
    left_out = parts.files.keys() - inside
    texts = {path: parts.files[path].text for path in changed}
    parse = ExcerptParser(spec.parse)
    before, after = (
        compile_spec(spec.entry, Excerpt(spec.library, left_out, said), spec.operator, parse)
        for said in (texts, {})
    )
    planned = after.planned
    if before.planned is None or planned is None or not is_same_outside(before.planned, planned):
        return None
    differing = _differing(before.files, after.files)
    if differing is None or differing & parts.shared:
        return None
    return Change(
        planned.topology.name, _only(before.files, differing), _only(after.files, differing)
    )


def _differing(before: FileTree, after: FileTree) -> frozenset[tuple[str, str]] | None:
    """The files whose content differs; `None` where one is new, gone, or not ours to change."""
    found = set()
    if before.keys() != after.keys():
        return None
    for repo, were in before.items():
        documents = after[repo]
        if were.keys() != documents.keys():
            return None
        for path, was in were.items():
            if documents[path] != was:
                if not was.ownership is documents[path].ownership is Ownership.OWNED:
                    return None
                found.add((repo, path))
    return frozenset(found)


def _only(tree: FileTree, wanted: frozenset[tuple[str, str]]) -> FileTree:
    found: dict[str, dict[str, Document]] = {}
    for repo, path in sorted(wanted):
        found.setdefault(repo, {})[path] = tree[repo][path]
    return found
