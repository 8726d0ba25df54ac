"""Compiling a spec that was never on a disk, and reading object by object what it became."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from gitopsc.compiler import Compilation, compile_spec
from gitopsc.manifests.tree import FileTree
from gitopsc.source import Source
from tests import yamls
from tests.texts import Texts

OPERATORS = ("argocd", "flux")

Object = dict[str, Any]


def outcome(
    text: str,
    operator: str | None = None,
    beside: Mapping[str, str] | None = None,
    name: str = "spec.gitops",
) -> Compilation:
    """What becomes of the text of a spec, right or wrong.

    :param operator: compile for this operator instead of the spec's own.
    :param beside: the files that lie beside the spec, by path.
    :param name: of the spec, which stands in the files that are made of it.
    """
    return compile_spec(Source(name, text), Texts({**(beside or {}), name: text}), operator)


def compiled(
    text: str,
    operator: str | None = None,
    beside: Mapping[str, str] | None = None,
    name: str = "spec.gitops",
) -> Compilation:
    """What becomes of a spec without mistakes; it may be warned of something."""
    made = outcome(text, operator, beside, name)
    assert made.ok, [(d.slug, d.message) for d in made.diagnostics if d.is_error]
    return made


def mistakes(made: Compilation) -> list[str]:
    """The slugs of what is wrong; warnings and notes are not."""
    return [diagnostic.slug for diagnostic in made.diagnostics if diagnostic.is_error]


class Placed(NamedTuple):
    """An object and where it stands."""

    repo: str
    path: str
    object: Object


def manifests(files: FileTree, *kinds: str) -> Iterator[Placed]:
    """Whatever has a kind or a name: objects, patches of them, and the files of kustomize.

    :param kinds: only these; all, if there are none.
    """
    for repo, inside in files.items():
        for path, document in inside.items():
            if path.endswith((".yaml", ".yml")):
                for item in _read(document.text, kinds):
                    if not kinds or item["kind"] in kinds:
                        yield Placed(repo, path, item)


def _read(text: str, kinds: tuple[str, ...]) -> Iterator[Object]:
    if kinds and not any(kind in text for kind in kinds):
        return  # To read a text takes longer than to look for a word in it.
    for item in yamls.load_all(text):
        if isinstance(item, dict) and ("kind" in item or "metadata" in item):
            yield item


def placed(files: FileTree, *kinds: str) -> Iterator[Placed]:
    """Every Kubernetes object, wherever it stands: whatever has a name."""
    return (one for one in manifests(files, *kinds) if "metadata" in one.object)


def objects(files: FileTree, *kinds: str) -> list[Object]:
    """The same without their places."""
    return [item for _, _, item in placed(files, *kinds)]


def by_name(files: FileTree, *kinds: str) -> dict[tuple[str, str], Object]:
    """The same by kind and name."""
    return {(item["kind"], item["metadata"]["name"]): item for item in objects(files, *kinds)}
