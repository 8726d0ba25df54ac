"""Apps that keep their manifests beside their code: config replication and repo pointer.

"Put infra in separate repo!" has its price: two repositories to review, and no static analysis in
the one that is deployed (the talk, "Disadvantages"). So the manifests are written in the repository
of the code, and either CI copies them into the config repository, or the operator is pointed at
them. In both, nothing that lies in such a folder is ours: it is seeded, and theirs from then on.
"""

from collections.abc import Iterator, Sequence

from gitopsc.model.workload import App
from gitopsc.plan.source import Manifests, Source, Starter
from gitopsc.refs import Ref, Where
from gitopsc.wiring.complaints import Complaints
from gitopsc.wiring.places.placement import Placed
from gitopsc.wiring.scopes import OwnedSection
from gitopsc.wiring.workloads.sourcing import tool_of


def deployed_from(app: App) -> str:
    """The artefact whose place says which folder an app is deployed from."""
    return "source" if _is_pointer(app) else "overlay"


def is_beside_code(app: App) -> bool:
    """Whether the manifests of an app are written in the repository of its code."""
    return app.config is not None and app.config.mode != "rendered"


def is_theirs(app: App) -> bool:
    """Whether an app is deployed exactly as people write it beside its code. A link to a
    kustomization can still change what that builds; a link to manifests cannot, and what CI copies
    must be what was reviewed."""
    return is_beside_code(app) and not (_is_pointer(app) and tool_of(app) == "kustomize")


def names_a_tag(app: App, source: Source) -> bool:
    """Whether something that is seeded beside the code names the tag of the image: the first
    manifests, or the kustomization that is put beside brought ones."""
    if isinstance(source, Manifests):
        return tool_of(app) == "kustomize" and not source.brought.has_kustomization
    return isinstance(source, Starter)


def refuse_changes(
    app: App, ref: Ref, holding: Sequence[OwnedSection], complaints: Complaints
) -> None:
    """Slug `nothing-to-override`, for each thing that is said about an app that is `is_theirs`.
    What its team says for all apps is meant for those that can be changed."""
    way_out = "say `using kustomize`" if _is_pointer(app) else "say `config pointer`"
    for where in _changes(app, ref, holding):
        complaints.error(
            "nothing-to-override",
            f"{ref} is deployed as it is written beside its code: nothing here can change it",
            (where, "cannot be set here"),
            help=f"change it in the repository of the code; or {way_out}, and its link changes it",
        )


def _changes(app: App, ref: Ref, holding: Sequence[OwnedSection]) -> Iterator[Where]:
    for said in holding:
        section = said.section
        if said.depth == 0:
            continue
        yield from (said.where(".".join(setting.key)) for setting in section.settings)
        yield from (said.where(f"patch {item.kind}.{item.name}") for item in section.patches)
        yield from (said.where("values", index) for index, _ in enumerate(section.values))
        if section.version:
            yield said.where("version")
    if app.variants:
        yield Where(ref, "variants")


def refuse_start(app: App, ref: Ref, complaints: Complaints) -> None:
    """Slug `nothing-to-override`, for a `start` where nothing that is seeded names a tag."""
    if app.start:
        complaints.error(
            "nothing-to-override",
            f"nothing is seeded for {ref} that could begin with a version of its own",
            (Where(ref, "start"), "the manifests name their images themselves"),
            help="take `start` out, and write the tag into the manifests",
        )


def refuse_other_repository(app: App, ref: Ref, placed: Placed, complaints: Complaints) -> None:
    """Slug `source-elsewhere`: `config … from` and `place source` name two repositories."""
    assert app.config is not None
    complaints.error(
        "source-elsewhere",
        f"{ref} takes its configuration from `{app.config.repo}`, and its manifests are placed in "
        f"`{placed.place.repo}`",
        (Where(ref, "config"), f"from `{app.config.repo}`"),
        (placed.where, f"in `{placed.place.repo}`"),
        help="name one repository in both, e.g. by a `place source` inside the app",
    )


def _is_pointer(app: App) -> bool:
    return app.config is not None and app.config.mode == "pointer"
