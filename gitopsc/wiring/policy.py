"""How a unit is reconciled, with every default written out: none is left to an operator."""

from dataclasses import dataclass

from gitopsc.model.sync import Sync


@dataclass(frozen=True, slots=True)
class Policy:
    automatic: bool
    prune: bool
    heal: bool
    confirm: bool
    """A deletion waits for a person: the stage says `review required`."""
    every: str
    retry: str
    retries: int
    timeout: str


APPS = Sync(mode="auto", prune=True, heal=True, every="10m", retry="1m", retries=5, timeout="5m")
"""The clocks of the classic Flux example (fluxcd/flux2-kustomize-helm-example, `apps.yaml`)."""

INFRA = APPS.model_copy(update={"every": "1h"})
"""The same for `infrastructure.yaml` there."""


def resolve(default: Sync, *said: Sync, confirm: bool = False) -> Policy:
    """The policy from a full default and what was said, from the widest place to the narrowest."""
    # By `vars`: going through a model itself is slow, and this is done for every unit.
    merged = dict(vars(default))
    for sync in said:
        merged |= {field: value for field, value in vars(sync).items() if value is not None}
    return Policy(
        automatic=merged["mode"] == "auto",
        prune=merged["prune"],
        heal=merged["heal"],
        confirm=confirm,
        every=merged["every"],
        retry=merged["retry"],
        retries=merged["retries"],
        timeout=merged["timeout"],
    )
