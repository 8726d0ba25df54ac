"""The objects by which agents in a cluster are told what to carry where."""

from collections.abc import Mapping

from gitopsc.carriers.kargo import emit_kargo
from gitopsc.carriers.promoter import emit_promoter
from gitopsc.diagnostics.diagnostic import Diagnostic
from gitopsc.manifests.draft import Draft
from gitopsc.plan.conventions import Conventions
from gitopsc.plan.plan import Plan
from gitopsc.refs import Ref

_WORKSHOPS = {"gitops-promoter": emit_promoter, "kargo": emit_kargo}


def emit_carriers(
    plan: Plan, conventions: Mapping[Ref, Conventions], draft: Draft
) -> tuple[Diagnostic, ...]:
    """Put what each agent is told into its folder.

    :param conventions: those of the operators that apply it, by instance.
    :return: what the plan asks that an agent cannot do.
    """
    found: list[Diagnostic] = []
    for carrier in plan.carriers:
        found += _WORKSHOPS[carrier.using](carrier, conventions[carrier.instance], draft)
    return tuple(found)
