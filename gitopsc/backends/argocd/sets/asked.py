"""Whether a spec asks for sets, and for something that none can be."""

from collections.abc import Iterator

from gitopsc.backends.argocd.site import Site
from gitopsc.diagnostics.diagnostic import Diagnostic, Label
from gitopsc.plan.instance import Instance
from gitopsc.refs import Where

SETS = "applicationset"


def makes_sets(instance: Instance) -> bool:
    """By `link applicationset`; `generate` alone means it as well."""
    return instance.link == SETS or (instance.link is None and instance.generate is not None)


def contradictory_words(site: Site) -> Iterator[Diagnostic]:
    """Words that contradict each other: slugs `nothing-to-generate`, `clusters-not-selectable`."""
    instance = site.instance
    said = Where(site.declared, "generate")
    if instance.generate and not makes_sets(instance):
        yield Diagnostic(
            "nothing-to-generate",
            f"`link {instance.link}` writes out each link, and `generate {instance.generate}` "
            "makes them from a set",
            (
                Label(Where(site.declared, "link"), "written out one by one"),
                Label(said, "made from few"),
            ),
            help=(f"say `link {SETS}`, or leave `generate` out",),
        )
    if instance.generate == "clusters" and instance.mode != "hub":
        yield Diagnostic(
            "clusters-not-selectable",
            f"the Argo CD on `{instance.cluster}` knows no other cluster to generate for",
            (Label(said, "selects among the clusters of a hub"),),
            help=("say `generate list`, or `as hub on CLUSTER`",),
        )
