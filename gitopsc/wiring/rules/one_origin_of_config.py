"""Truth: an app has its manifests from one place, and what copies them has something to copy."""

from gitopsc.model.workload import App
from gitopsc.refs import Ref, Where
from gitopsc.wiring.drawing import Drawing
from gitopsc.wiring.workloads.code import is_beside_code
from gitopsc.wiring.workloads.sourcing import tool_of


def check(drawing: Drawing) -> None:
    """Slugs `two-sources` (`config` for something that comes `from` elsewhere, or for a chart) and
    `nothing-to-copy` (`config pointer … by` somebody)."""
    for team in drawing.topology.teams:
        for app in team.apps:
            ref = Ref("app", (team.name, app.name))
            if app.config is None or not is_beside_code(app):
                continue
            if app.origin or tool_of(app) == "helm":
                _two_sources(drawing, app, ref)
            if app.config.mode == "pointer" and app.config.by:
                drawing.complaints.error(
                    "nothing-to-copy",
                    f"{ref} is pointed at where it is written, so nothing is copied",
                    (Where(ref, "config"), f"nothing for `{app.config.by}` to do"),
                    help=f"take `by {app.config.by}` out, or say `config replicated`",
                )


def _two_sources(drawing: Drawing, app: App, ref: Ref) -> None:
    """The talk's advice for charts is to split: the chart from where it is published, its values in
    the config repository. That is what a chart does without `config`."""
    is_chart = tool_of(app) == "helm"
    drawing.complaints.error(
        "two-sources",
        f"{ref} is a chart and takes its manifests from its code as well"
        if is_chart
        else f"{ref} has a `from` and takes its manifests from its code as well",
        (Where(ref, "from" if app.origin else "using"), "comes from here"),
        (Where(ref, "config"), "and from here"),
        help="take `config` out: the chart is read from where it lies, and its values are kept at "
        "`place overlay`"
        if is_chart
        else "keep one; the other one can be an app of its own",
    )
