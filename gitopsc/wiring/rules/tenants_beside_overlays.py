"""Truth: what a team holds in one stage is built from what it holds everywhere."""

from collections.abc import Iterable

from gitopsc.plan.slots import Slot
from gitopsc.plan.tenant import Tenant
from gitopsc.refs import Ref, Where
from gitopsc.wiring.drawing import Drawing


def check(drawing: Drawing, tenants: Iterable[Tenant]) -> None:
    """Slugs `missing-place` (there is nothing to build on), `overlay-is-a-file`, `base-elsewhere`
    and `nested-base`, as for the bases of apps."""
    for tenant in tenants:
        if not tenant.overlays:
            continue
        operator = tenant.instance.path[0]
        placed = drawing.placement.find("tenants", operator=operator, team=tenant.team)
        if placed is None:
            drawing.complaints.error(
                "missing-place",
                f"team `{tenant.team}` has an overlay, and nothing says where its base lives",
                (_overlay(drawing, tenant), "no `place tenants`"),
                help='add `place tenants in REPO at "tenants/base/{team}"`',
            )
            continue
        for overlay in tenant.overlays:
            _beside(drawing, tenant, overlay.slot, placed.where)


def _beside(drawing: Drawing, tenant: Tenant, overlay: Slot, where: Where) -> None:
    base, team = tenant.slot, f"team `{tenant.team}`"
    if base.is_file or overlay.is_file:
        drawing.complaints.error(
            "overlay-is-a-file",
            f"{team} has a base and an overlay, and each is a folder of files",
            (where if base.is_file else _overlay(drawing, tenant), "a file"),
            help="leave `.yaml` out of the pattern",
        )
    elif base.repo.folder != overlay.repo.folder:
        drawing.complaints.error(
            "base-elsewhere",
            f"the base of {team} is in `{base.repo.folder}`, its overlay in "
            f"`{overlay.repo.folder}`",
            (where, "another repository or branch"),
            help="place tenants and tenant-overlay in one repository",
        )
    elif base.holds(overlay) or overlay.holds(base):
        drawing.complaints.error(
            "nested-base",
            f"the base of {team} (`{base.path or '.'}`) and its overlay (`{overlay.path or '.'}`) "
            "lie in each other",
            (where, "the base"),
            help="put them side by side, e.g. `tenants/base/{team}` and `tenants/{stage}/{team}`",
        )


def _overlay(drawing: Drawing, tenant: Tenant) -> Where:
    operator = tenant.instance.path[0]
    placed = drawing.placement.find("tenant-overlay", operator=operator, team=tenant.team)
    return placed.where if placed else Where(Ref("place", ("tenant-overlay",)))
