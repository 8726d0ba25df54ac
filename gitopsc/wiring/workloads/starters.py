"""What an app begins with that brings nothing."""

from gitopsc.diagnostics.suggest import closest
from gitopsc.model.workload import App
from gitopsc.plan.source import STARTER_KINDS, Starter, Theirs
from gitopsc.refs import Ref, Where
from gitopsc.wiring.complaints import Complaints
from gitopsc.wiring.workloads.code import is_beside_code, is_theirs
from gitopsc.wiring.workloads.sourcing import tool_of


def first_manifests(
    app: App, ref: Ref, complaints: Complaints, *, is_based: bool
) -> Starter | Theirs | None:
    """The first manifests, if there is a place, an image and a known kind to begin with; otherwise
    a complaint, unless people write the manifests beside the code anyhow.

    :param is_based: there is a base to seed them in.
    """
    if not is_based and not is_beside_code(app) and tool_of(app) == "kustomize":
        complaints.error(
            "missing-base",
            f"{ref} brings no manifests, and there is no base to seed its first ones in",
            (Where(ref), "nothing to build"),
            help='add `manifests "FOLDER"` to it, or `place base in REPO at "apps/{app}/base"`',
        )
        return None
    if app.image and app.workload.kind in STARTER_KINDS:
        return Starter()
    if is_theirs(app):
        return Theirs()
    if app.image is None:
        complaints.error(
            "missing-image",
            f"{ref} brings no manifests and names no image",
            (Where(ref), "nothing to run"),
            help='add `image "registry.example.org/NAME"`, a chart with `from`, or `manifests`',
        )
        return None
    meant = closest(app.workload.kind, STARTER_KINDS)
    complaints.error(
        "no-starter",
        f"no first manifests are known for a {app.workload.kind}",
        (Where(ref, "workload"), "has to be brought"),
        help=f"write `{meant}`, if that is meant"
        if meant
        else 'add `manifests "FOLDER"` to the app',
    )
    return None
