"""Apps whose manifests an agent renders: the operator is pointed at what comes out.

The talk's "`helm template` via CI server"; elsewhere called the rendered manifests pattern. What it
is rendered from is the same tree as ever: base, overlay, umbrella chart.
"""

from gitopsc.model.workload import App
from gitopsc.refs import Ref, Where
from gitopsc.wiring.complaints import Complaints


def renderer(app: App) -> str | None:
    """The agent that renders an app; `None` where its operator does, as usual."""
    if app.config is None or app.config.mode != "rendered":
        return None
    return app.config.by


def called(artefact: str) -> str:
    """How messages speak of what is kept at the place of an artefact."""
    return "rendered folder" if artefact == "rendered" else artefact


def missing_rendered(ref: Ref, complaints: Complaints) -> None:
    """Slug `missing-place`: nobody knows where what is rendered goes."""
    complaints.error(
        "missing-place",
        f"nothing says where the rendered manifests of {ref} go",
        (Where(ref, "config"), "no `place rendered`"),
        help='add `place rendered in REPO at "rendered/{app}/{stage}"`',
    )
