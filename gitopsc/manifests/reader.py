"""The YAML reader: a text people wrote, as the plain data Kubernetes sees in it."""

from gitopsc.diagnostics.diagnostic import Diagnostic
from gitopsc.manifests.unreadable import UnreadableError
from gitopsc.source import Source


def read_documents(source: Source) -> tuple[tuple[object, ...], tuple[Diagnostic, ...]]:
    """Every document that is not empty, made of dicts, lists, texts, numbers, booleans and `None`.

    Scalars mean what they mean to sigs.k8s.io/yaml; anchors and merge keys are written out. The
    first mistake ends the reading: then there are no documents and one diagnostic, `invalid-yaml`
    or, for a text that would expand beyond every honest manifest, `yaml-too-large`.
    """
    # ruamel.yaml costs more to import than most compilations that bring no YAML take in all.
    from gitopsc.manifests.composer import compose
    from gitopsc.manifests.events import events

    try:
        return tuple(compose(source, events(source))), ()
    except UnreadableError as error:
        return (), (error.diagnostic,)
