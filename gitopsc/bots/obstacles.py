"""What Renovate is asked, and cannot do: slug `cannot-raise`."""

from collections.abc import Iterable, Iterator

from gitopsc.bots import ranges
from gitopsc.diagnostics.diagnostic import Diagnostic
from gitopsc.plan.mover import Mover
from gitopsc.wiring.versions.unraisable import Obstacle, cannot_raise

_NO_TIMES = {
    "newest-build": Obstacle(
        "registries tell tags, and not when an image was built",
        "say `policy semver`, or `digest` to follow one tag",
        "policy",
    ),
    "alphabetical": Obstacle(
        "it orders versions by their numbers, and not tags by their letters",
        "say `policy semver`, or `digest` to follow one tag",
        "policy",
    ),
}


def obstacles(movers: Iterable[Mover]) -> Iterator[Diagnostic]:
    for mover in movers:
        found = _obstacle(mover)
        if found:
            yield cannot_raise(mover, found)


def _obstacle(mover: Mover) -> Obstacle | None:
    state, bump = mover.state, mover.bump
    code = mover.units[0].code
    if code and code.slot == state.slot:
        return Obstacle(
            f"it stands beside the code, and `{state.slot.repo.name}` has a `renovate.json` of its "
            "own",
            "say `bump image by manual`, and let that file raise it",
        )
    if state.what == "chart" and bump.policy not in (None, "semver"):
        return Obstacle(
            "charts have versions, and the newest is the greatest",
            "say `policy semver`, or leave the policy out",
            "policy",
        )
    if bump.policy in _NO_TIMES:
        return _NO_TIMES[bump.policy]
    if bump.policy == "digest":
        return _digest(mover)
    return ranges.obstacle(bump.range) if bump.range else None


def _digest(mover: Mover) -> Obstacle | None:
    tag = mover.bump.range
    if tag is None or tag == mover.state.start:
        return None
    return Obstacle(
        f"it follows the tag that stands in the file, and that is `{mover.state.start}`",
        "take `range` out; another tag is followed once it stands in the file",
    )
