"""How long names may be (P42). Nothing is shortened: a hash in a name hides whose it is, and a name
that changes later deletes what it named."""

from collections.abc import Iterator

from gitopsc.diagnostics.diagnostic import Diagnostic, Label
from gitopsc.refs import Ref, Where

LABEL = 63
"""Kubernetes: namespaces, and names that end up in labels (RFC 1123 label). Flux labels what a
Kustomization applies with its name (fluxcd/flux2#2004), Argo CD the Applications of a set
(argoproj/argo-cd#13456), and Kargo looks for what a Stage ran by its name (akuity/kargo#4600)."""
RELEASE = 53
"""Helm: release names."""
HOST = 253
"""RFC 1035: the letters of a host name."""


def overlong(
    what: str,
    of: Ref,
    name: str,
    limit: int,
    *parts: Where,
    says: str = "a part of the name",
    help: str = "shorten a part of the name",
) -> Iterator[Diagnostic]:
    """Slug `name-too-long`, where it is.

    :param parts: where the parts of the name were said, if not where it is declared whose it is.
    """
    if len(name) > limit:
        yield Diagnostic(
            "name-too-long",
            f"the {what} of {of} would be called `{name}`: {len(name)} characters, and {limit} is "
            "the limit",
            tuple(Label(where, says) for where in parts or (Where(of),)),
            help=(help,),
        )
