"""Of clusters none is at the address of another one, and a kubeconfig opens one.

What is deployed to two names of one cluster is fought over by both. Argo CD knows a cluster by its
address, and takes either of two that have the same one (argo-cd issue 15027).
"""

from gitopsc.language.entry import Entry
from gitopsc.language.forms.form import Said
from gitopsc.language.mistakes import Mistakes, listed


def own_addresses(root: Entry, mistakes: Mistakes) -> None:
    """Complain about clusters that share an address or a kubeconfig (`one-address-for-many`),
    whether one line declares them or several."""
    said_of: dict[tuple[str, str], Said] = {}
    for clusters in root.nested("cluster"):
        for word, what in (("at", "address"), ("credentials", "kubeconfig")):
            for said in clusters.fields.get(word, ()):
                earlier = said_of.setdefault((word, said.text), said)
                if "{cluster}" in said.text:
                    continue
                if len(clusters.value) > 1:
                    _shared(clusters, said, what, mistakes)
                elif earlier is not said:
                    mistakes.report(
                        "one-address-for-many",
                        f"{clusters.title} has the {what} of another one",
                        (said.span, "said again"),
                        (earlier.span, "said here"),
                        help="correct one of them; several stages may run on one cluster",
                    )


def _shared(clusters: Entry, said: Said, what: str, mistakes: Mistakes) -> None:
    """What one line declares are many clusters."""
    mistakes.report(
        "one-address-for-many",
        f"{listed([name.text for name in clusters.value])} are clusters of their own, and they "
        f"have the same {what}",
        (said.span, "no `{cluster}` in it"),
        help="write `{cluster}` where the name of each belongs, or give each of them a line of "
        "its own",
    )
