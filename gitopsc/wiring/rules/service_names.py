"""Truth: every Service that is seeded has a name that its cluster takes.

Before Kubernetes 1.36 the name of a Service begins with a letter (RFC 1035); from then on it may
begin with a digit, like all other names (KEP-5311, `RelaxedServiceNameValidation`).
"""

from collections.abc import Sequence

from gitopsc.plan.source import Starter
from gitopsc.plan.unit import Unit
from gitopsc.refs import Where
from gitopsc.wiring.drawing import Drawing


def check(drawing: Drawing, units: Sequence[Unit]) -> None:
    """Slug `service-begins-with-digit`; a warning, because nobody says here which release the
    clusters run."""
    for unit in units:
        kind, name, _ = unit.target
        if isinstance(unit.source, Starter) and name[0].isdigit():
            drawing.complaints.warn(
                "service-begins-with-digit",
                f"the Service of {unit.declared} is called `{name}`, and Kubernetes before 1.36 "
                "refuses a name that begins with a digit",
                (Where(unit.declared, "workload"), "seeded under this name"),
                help=f"say `workload {kind}.NAME` with a name that begins with a letter, "
                "or rename the app",
            )
