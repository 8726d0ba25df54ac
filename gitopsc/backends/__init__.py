"""One workshop per operator. A backend is a package that keeps this protocol, and a line here."""

from collections.abc import Mapping
from importlib import import_module
from typing import NamedTuple, Protocol, cast

from gitopsc.backends.shared_folders import WholeRead
from gitopsc.diagnostics.diagnostic import Diagnostic
from gitopsc.manifests.draft import Draft
from gitopsc.plan.conventions import Conventions
from gitopsc.plan.plan import Plan
from gitopsc.plan.step import Step
from gitopsc.refs import Ref
from gitopsc.wiring.instances import Defaults


class Emitted(NamedTuple):
    """What is to be said of the files of one operator."""

    diagnostics: tuple[Diagnostic, ...]
    """What the plan asks that the operator cannot do, or can do only if it is set up for it."""
    reads: tuple[WholeRead, ...]
    """What its instances read whole, and no instance of any operator may beside them."""


class Backend(Protocol):
    """What a backend package offers."""

    VERSIONS: tuple[str, ...]
    """The release lines that its trees can be written for, the newest last."""
    SINCE: Mapping[str, str]
    """Words (`gitopsc.wiring.asks`) that came with a later release line than the oldest."""
    REFUSALS: Mapping[str, str]
    """Words (`gitopsc.wiring.asks`) it cannot realise, each with the reason and the alternative."""
    REMARKS: Mapping[str, str]
    """Words that leave no trace in its trees, each with why that is right."""

    REALISED: Mapping[str, str]
    """What each pattern (`gitopsc.backends.capabilities`) becomes, where it is not refused."""

    def steps(self, plan: Plan) -> Mapping[Ref, tuple[Step, ...]]:
        """What a person does once to start each instance of this operator."""

    def conventions(self, plan: Plan) -> Mapping[Ref, Conventions]:
        """What each instance of this operator asks of objects that others write."""

    def emit(self, plan: Plan, draft: Draft) -> Emitted:
        """Put the files of every instance of this operator into the draft."""


MODULES = {"argocd": "gitopsc.backends.argocd", "flux": "gitopsc.backends.flux"}
"""Imported on use: a start does not pay for both."""

DEFAULTS = {
    "argocd": Defaults(namespace="argocd", team_namespace="{team}-argocd", version="3.5"),
    "flux": Defaults(namespace="flux-system", team_namespace="{team}-flux", version="2.9"),
}
"""Where each operator lives, and which release line its files are written for, unless the spec says
otherwise."""


def load(name: str) -> Backend:
    """The backend of an operator. :raises KeyError: for a name that is not in `MODULES`."""
    return cast(Backend, import_module(MODULES[name]))
