"""An umbrella chart on Flux: a HelmRelease whose chart is a folder in Git.

The folder is a chart, and a chart only: a Kustomization on it would take its files for objects, and
Flux packs whatever lies in it. So the HelmRelease has a folder of its own beside the chart's. Its
name has a dot, which no app and no stage has in theirs, so it is nobody else's.
"""

from collections.abc import Iterator

from gitopsc.backends.flux.site import Site
from gitopsc.diagnostics.diagnostic import Diagnostic, Label
from gitopsc.plan.slots import Slot
from gitopsc.plan.source import GitChart, Umbrella
from gitopsc.plan.unit import Unit
from gitopsc.refs import Ref, Where

BESIDE = ".release"


def applied_folder(unit: Unit) -> Slot:
    """The folder that the Kustomization of a unit applies: where its HelmRelease stands, if its
    overlay is a chart."""
    if is_umbrella(unit):
        return Slot(unit.overlay.repo, unit.overlay.path + BESIDE)
    return unit.deployed


def is_umbrella(unit: Unit) -> bool:
    """Whether Flux builds an umbrella chart; one that is rendered is only a source of manifests."""
    return isinstance(unit.source, Umbrella) and unit.rendered_by is None


def as_release(unit: Unit) -> Unit:
    """The unit as its HelmRelease sees it: a chart from Git, whose values are its own."""
    chart = GitChart(unit.overlay.repo, unit.overlay.path, unit.overlay.repo.branch)
    return unit._replace(
        source=chart, overlay=applied_folder(unit), base=None, base_values={}, values={}
    )


def umbrellas_without_room(site: Site) -> Iterator[Diagnostic]:
    """Slug `umbrella-without-room`: beside the root of a repository there is nothing."""
    for unit in site.apps:
        if is_umbrella(unit) and not unit.overlay.path:
            yield Diagnostic(
                "umbrella-without-room",
                f"the chart of {unit.declared} is the whole of `{unit.overlay.repo.folder}`, and "
                "its HelmRelease has to stand beside it",
                (Label(Where(Ref("place", ("overlay",))), "the root of the repository"),),
                help=('place it in a folder, e.g. at "chart"',),
            )
