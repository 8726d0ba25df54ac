"""How an Application is synced, every switch written out."""

from functools import lru_cache

from gitopsc.backends.release_lines import is_before
from gitopsc.manifests.yaml import Constant
from gitopsc.plan.policy import Policy

MAY_BE_LARGE = ("ServerSideApply=true",)
"""For what brings big CustomResourceDefinitions: client-side apply keeps a copy of the object in
an annotation, which has a limit of 256 KiB."""

WITH_CONFIRMATION = ("Delete=confirm", "Prune=confirm")
"""Argo CD waits for a person before it deletes anything (docs/user-guide/sync-options.md)."""

CONFIRMS_SINCE = "3.4"
"""The release line that reads both where an Application says them. Before, they mean something on
an object alone, and here Argo CD passes them over (argoproj/argo-cd#23370)."""


@lru_cache(maxsize=256)
def sync_policy(
    policy: Policy,
    version: str,
    *,
    options: tuple[str, ...] = (),
    prune: bool | None = None,
) -> Constant:
    """The `syncPolicy` of a policy. `prune` overrides it where pruning would be a mistake.

    Without `automated` somebody starts each sync; the retries hold for it all the same. Where
    nobody can be asked before a deletion, nothing is pruned.

    :param version: the release line that it is written for.
    """
    can_ask = not is_before(version, CONFIRMS_SINCE)
    said: dict[str, object] = {}
    if policy.automatic:
        wanted = policy.prune if prune is None else prune
        said["automated"] = {
            "prune": wanted and (can_ask or not policy.confirm),
            "selfHeal": policy.heal,
        }
    chosen = sorted({*options, *(WITH_CONFIRMATION if policy.confirm and can_ask else ())})
    if chosen:
        said["syncOptions"] = chosen
    said["retry"] = {
        "limit": policy.retries,
        "backoff": {"duration": policy.retry, "factor": 2, "maxDuration": policy.timeout},
    }
    return Constant(said)
