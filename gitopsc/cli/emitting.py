"""What one process makes of a plan: the files of the repositories that it keeps.

What follows from a plan for one repository follows without the others, so several processes emit
side by side, and each of them looks at what it emitted and writes it (`gitopsc.delivery`).
"""

from collections.abc import Mapping
from functools import cached_property

from gitopsc import workers
from gitopsc.compiler import Emission, Planned, emit
from gitopsc.manifests.tree import FileTree
from gitopsc.plan.portions import portions

MANY = 1_500
"""Units for which a second process is worth its start: they have some 5,000 files."""


class Emitting:
    """The repositories of one process."""

    def __init__(self, planned: Planned, whose: Mapping[str, int], number: int) -> None:
        """:param whose: the number of the process that keeps a repository, 0 if it is not there."""
        self._planned, self._whose, self._number = planned, whose, number

    def keeps(self, repo: str) -> bool:
        return self._whose.get(repo, 0) == self._number

    @property
    def files(self) -> FileTree:
        return self._emission.files

    def told(self) -> Emission:
        """What is told of the emission. The texts stay with the process that writes them."""
        return self._emission._replace(files={repo: {} for repo in self.files})

    @cached_property
    def _emission(self) -> Emission:
        """Worked out when it is asked for, by whoever asks."""
        return emit(self._planned, self.keeps)


def divided(planned: Planned) -> tuple[Emitting, ...]:
    """One for each process that is worth its start: no more than there are repositories."""
    is_much = len(planned.plan.units) >= MANY
    whose = portions(planned.plan, workers.spare()) if is_much else {}
    number = 1 + max(whose.values(), default=0)
    return tuple(Emitting(planned, whose, one) for one in range(number))
