"""What keeps an agent from going the way of an app: slug `cannot-carry`."""

from typing import NamedTuple

from gitopsc.carriers.ways import Way
from gitopsc.diagnostics.diagnostic import Diagnostic, Label, Severity
from gitopsc.plan.carrier import Carrier
from gitopsc.refs import Where


class Hindrance(NamedTuple):
    """One reason, and the way out."""

    why: str
    where: Where
    help: str
    severity: Severity = Severity.ERROR


def cannot_carry(carrier: Carrier, way: Way, hindrance: Hindrance) -> Diagnostic:
    return Diagnostic(
        "cannot-carry",
        f"`{carrier.name}` cannot carry {way.declared}: {hindrance.why}",
        (Label(hindrance.where, "this one"), Label(Where(carrier.ref), "carries releases")),
        help=(hindrance.help,),
        severity=hindrance.severity,
    )
