"""Places of the apps of a team in one stage on one cluster, filled in but for the apps' names."""

from collections.abc import Mapping

from gitopsc.plan.pattern import APP
from gitopsc.plan.slots import RepoAt, Slot
from gitopsc.wiring.places.placement import STAGE, TEAM_IN_STAGE, Placed, Placement


class SharedPlace:
    """One place, for all of the apps.

    :param dimensions: those of an app that is called `APP`.
    """

    def __init__(self, placement: Placement, placed: Placed, dimensions: Mapping[str, str]) -> None:
        self.placed = placed
        self.is_everywhere = placed.dimensions.isdisjoint(STAGE)
        """The same in all stages and on all clusters."""
        self._placement, self._dimensions = placement, dimensions
        self._like = placement.slot(placed, dimensions)
        self._is_in_one_repo = "app" not in placement.varies(placed.repo, placed.place.branch)
        self._is_shared = self._is_in_one_repo and "app" not in placed.dimensions
        self._above: dict[RepoAt, tuple[Slot | None, Slot | None]] = {}

    def slot(self, app: str) -> Slot | None:
        """That of one app; `None` after a complaint."""
        like = self._like
        if like is None or self._is_shared:
            return like
        repo = like.repo if self._is_in_one_repo else self._repo(app)
        return Slot(repo, like.path.replace(APP, app))

    def aggregates(self, repo: RepoAt) -> tuple[Slot | None, Slot | None]:
        """The folders above the apps in one repository: that of their stage, which can list them
        all, and that of their team in it."""
        if repo not in self._above:
            placed, above = self.placed, self._placement.aggregate
            # A folder for a team has to be told by the team.
            of_team = "team" in placed.dimensions
            self._above[repo] = (
                above(placed, repo, self._dimensions, STAGE),
                above(placed, repo, self._dimensions, TEAM_IN_STAGE) if of_team else None,
            )
        return self._above[repo]

    def _repo(self, app: str) -> RepoAt:
        placed, dimensions = self.placed, {**self._dimensions, "app": app}
        return self._placement.repo(placed.repo, dimensions, placed.place.branch)
