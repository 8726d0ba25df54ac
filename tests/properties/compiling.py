"""Compiling random specs, in memory or in a process of its own."""

from gitopsc.compiler import Compilation, compile_spec
from gitopsc.source import Source
from tests.properties.sentences import Spec
from tests.texts import Texts

OPERATORS = ("argocd", "flux")

TREE = dict[str, dict[str, str]]


def compiled(spec: Spec, operator: str) -> Compilation:
    """A spec with everything beside it, without a disk."""
    return compile_spec(Source("random.gitops", spec.text), Texts(spec.beside), operator)


def texts(tree: Compilation) -> TREE:
    """Repository to path to text, with who owns the file in front."""
    return {
        repo: {path: f"{d.ownership} {d.text}" for path, d in files.items()}
        for repo, files in tree.files.items()
    }
