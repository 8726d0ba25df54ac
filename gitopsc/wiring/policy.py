"""How units are reconciled unless the spec says otherwise, and what comes of what it says."""

from functools import cache
from operator import attrgetter
from typing import Any

from gitopsc.model.sync import Sync
from gitopsc.plan.policy import Policy

APPS = Sync(mode="auto", prune=True, heal=True, every="10m", retry="1m", retries=5, timeout="5m")
"""The clocks of the classic Flux example (fluxcd/flux2-kustomize-helm-example, `apps.yaml`)."""

INFRA = APPS.model_copy(update={"every": "1h"})
"""The same for `infrastructure.yaml` there."""


def resolve(default: Sync, *said: Sync, confirm: bool = False) -> Policy:
    """The policy from a full default and what was said, from the widest place to the narrowest."""
    return _resolved(tuple([_words(sync) for sync in (default, *said)]), confirm)


_words = attrgetter(*Sync.model_fields)


@cache
def _resolved(said: tuple[tuple[object, ...], ...], confirm: bool) -> Policy:
    """There are few combinations, and this is asked for every unit."""
    default, *narrower = map(_said, said)
    own = {field: value for words in narrower for field, value in words.items()}
    merged = {**default, **own}
    automatic = merged.pop("mode") == "auto"
    return Policy(automatic=automatic, heal_is_said="heal" in own, confirm=confirm, **merged)


def _said(words: tuple[object, ...]) -> dict[str, Any]:
    named = zip(Sync.model_fields, words, strict=True)
    return {field: value for field, value in named if value is not None}
