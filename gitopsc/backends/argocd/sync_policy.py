"""How an Application is synced, every switch written out."""

from functools import lru_cache

from gitopsc.manifests.yaml import Constant
from gitopsc.wiring.policy import Policy

MAY_BE_LARGE = ("ServerSideApply=true",)
"""For what brings big CustomResourceDefinitions: client-side apply keeps a copy of the object in
an annotation, which has a limit of 256 KiB."""

WITH_CONFIRMATION = ("Delete=confirm", "Prune=confirm")
"""Argo CD waits for a person before it deletes anything (docs/user-guide/sync-options.md)."""


@lru_cache(maxsize=256)
def sync_policy(
    policy: Policy, *, options: tuple[str, ...] = (), prune: bool | None = None
) -> Constant:
    """The `syncPolicy` of a policy. `prune` overrides it where pruning would be a mistake.

    Without `automated` somebody starts each sync; the retries hold for it all the same.
    """
    said: dict[str, object] = {}
    if policy.automatic:
        said["automated"] = {
            "prune": policy.prune if prune is None else prune,
            "selfHeal": policy.heal,
        }
    chosen = sorted({*options, *(WITH_CONFIRMATION if policy.confirm else ())})
    if chosen:
        said["syncOptions"] = chosen
    said["retry"] = {
        "limit": policy.retries,
        "backoff": {"duration": policy.retry, "factor": 2, "maxDuration": policy.timeout},
    }
    return Constant(said)
