"""What each word about a workload is for: which of them mean nothing to what builds it.

Nothing said is ever ignored. A word that leaves no trace in the tree is refused by name, with what
builds the workload as the reason; whoever wrote it believes that it does something.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gitopsc.model.workload import App, Infra, Workload
from gitopsc.plan.source import Manifests, Starter, Theirs
from gitopsc.plan.unit import Unit
from gitopsc.refs import Ref, Where
from gitopsc.wiring.scopes import own_sections
from gitopsc.wiring.workloads.sourcing import CHARTS, tool_of

UNSAID = Workload()


class Lost(NamedTuple):
    """A word without effect, where it was said, why, and what to do instead."""

    word: str
    where: Where
    why: str
    help: str


def lost_on_app(app: App, ref: Ref, units: Sequence[Unit]) -> Iterator[Lost]:
    """The words of an app that none of its units has a use for."""
    yield from _of_charts(app, ref)
    yield from _image(app, ref, units)
    yield from _start(app, ref, units)
    if app.variants and tool_of(app) != "kustomize":
        yield Lost(
            "variants",
            Where(ref, "variants"),
            "variants are kustomize Components",
            "say what differs in a scope: `with VARIANT { … }`",
        )
    has_target = any(
        isinstance(unit.source, (Starter, Theirs)) or unit.replicas is not None or unit.env
        for unit in units
    )
    if not has_target and app.workload != UNSAID:
        is_chart = tool_of(app) in CHARTS
        yield Lost(
            "workload",
            Where(ref, "workload"),
            "a chart is changed by its values"
            if is_chart
            else "nothing is seeded for it, and neither `replicas` nor `env` is set",
            "take it out",
        )


def lost_on_infra(infra: Infra, ref: Ref, units: Sequence[Unit]) -> Iterator[Lost]:
    """The words of an infra that none of its units has a use for."""
    yield from _of_charts(infra, ref)
    if any(isinstance(unit.source, Manifests) for unit in units):
        for said in own_sections(ref, infra):
            if said.section.version:
                yield Lost(
                    "version",
                    said.where("version"),
                    "brought manifests name their versions themselves",
                    "take it out",
                )


def _of_charts(declared: App | Infra, ref: Ref) -> Iterator[Lost]:
    """`chart`, `values` and `at`, on what is no chart, or a chart that is found otherwise."""
    origin, is_chart = declared.origin, tool_of(declared) in CHARTS
    if declared.chart and not is_chart:
        yield Lost(
            "chart",
            Where(ref, "chart"),
            _built(declared),
            'take it out, or say where the chart comes from: `from "https://…"`',
        )
    elif declared.chart and origin and origin.repo:
        yield Lost(
            "chart",
            Where(ref, "chart"),
            "a chart in a repository is named by its folder",
            "take it out; `at` says which folder",
        )
    if is_chart and origin and origin.address and origin.path:
        yield Lost(
            "at",
            Where(ref, "at"),
            "a published chart is named, and lies in no folder",
            "say `chart NAME`; or declare the repository, and say `from REPO at` its folder",
        )
    for said in () if is_chart else own_sections(ref, declared):
        if said.section.values:
            yield Lost("values", said.where("values"), _built(declared), _instead(declared))


def _image(app: App, ref: Ref, units: Sequence[Unit]) -> Iterator[Lost]:
    """What is deployed as it stands names its images itself; a tag that is seeded into the first
    manifests is theirs from then on, and no later `version` would come to it."""
    if app.image_key and tool_of(app) not in CHARTS:
        why, help = "it is no chart, and has no values in which a tag could stand", "take `in` out"
        yield Lost("image … in", Where(ref, "image in"), why, help)
    if tool_of(app) != "plain":
        return
    why = "plain manifests are deployed as they are, and name their images themselves"
    if app.image and not any(isinstance(unit.source, Starter) for unit in units):
        yield Lost("image", Where(ref, "image"), why, "take it out, or say `using kustomize`")
    for said in own_sections(ref, app):
        if said.section.version:
            yield Lost(
                "version",
                said.where("version"),
                why,
                "say `start`, which they begin with, or `using kustomize`",
            )


def _start(app: App, ref: Ref, units: Sequence[Unit]) -> Iterator[Lost]:
    if app.start is None or any(
        unit.states or (unit.code is not None and unit.code.start is not None) for unit in units
    ):
        return
    if tool_of(app) == "helm":
        why = "the version of a chart is what `version` says"
        help = "take it out; or say `using umbrella`, whose `Chart.yaml` begins with it"
    elif any(said.section.version for said in own_sections(ref, app)):
        why, help = "`version` pins it wherever it runs", "keep one of them"
    elif app.image is None:
        why, help = "it names no image", 'add `image "registry.example.org/NAME"`, or take it out'
    else:
        why, help = "nothing that is seeded names a tag", "take it out"
    yield Lost("start", Where(ref, "start"), why, help)


def _built(declared: App | Infra) -> str:
    if tool_of(declared) == "plain":
        return "plain manifests are deployed as they are"
    return "it is built by kustomize, and is no chart"


def _instead(declared: App | Infra) -> str:
    """What to say in place of values."""
    if tool_of(declared) == "plain":
        return "write it into the manifests"
    patch = '`patch KIND.NAME { "/path/in/it" = … }`'
    if isinstance(declared, Infra):
        return f"set a field with {patch}"
    return f"set `replicas`, `env.NAME`, or any field with {patch}"
