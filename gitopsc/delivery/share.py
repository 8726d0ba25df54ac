"""What one process does of a delivery: it looks at some repositories, and writes them."""

import os
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Generic, NamedTuple, Protocol, TypeVar

from gitopsc.delivery.carrying import carry_out
from gitopsc.delivery.steps import Delivery
from gitopsc.delivery.surveyor import survey
from gitopsc.diagnostics.diagnostic import Diagnostic
from gitopsc.manifests.tree import Document, FileTree

Answer = TypeVar("Answer")
Complaints = tuple[Diagnostic, ...]
Progress = Callable[[str], object]


class Portion(Protocol):
    """Some repositories of a spec. Whoever asks for the files makes them, if need be."""

    @property
    def files(self) -> FileTree: ...

    def keeps(self, repo: str) -> bool:
        """Whether it would be among them, if there were such a repository."""


Some = TypeVar("Some", bound=Portion)


class Recipient(NamedTuple):
    """A repository that is delivered to."""

    repo: str
    """What it is called in front of a path; `""` for a checkout that stands alone."""
    checkout: Path
    documents: Mapping[str, Document]


class Share(Generic[Some]):
    """A portion, and what is found where it goes."""

    def __init__(
        self,
        portion: Some,
        places: Callable[[Some], Sequence[Recipient]],
        owner: str,
        force: frozenset[str],
    ) -> None:
        """
        :param places: where the repositories of a portion go.
        :param owner: the identity of the spec, under which its files are recorded.
        :param force: edited files to overwrite or delete all the same, as they are told.
        """
        self.portion = portion
        self.progress: Progress = self._go_on
        self._maker = os.getpid()
        self._places, self._owner, self._force = places, owner, force

    @cached_property
    def recipients(self) -> Sequence[Recipient]:
        return self._places(self.portion)

    def each(self, question: Callable[[Delivery], Answer]) -> list[tuple[str, Answer]]:
        """What is to be said of each delivery, behind its repository."""
        asked = zip(self.recipients, self._deliveries, strict=True)
        return [(one.repo, question(delivery)) for one, delivery in asked]

    def carry_out(self) -> Complaints:
        """Bring all to the disk."""
        return carry_out(self._deliveries, self.progress)

    def _go_on(self, path: str) -> None:
        """Another process than the one that made the shares tells nobody how far it is, but it ends
        when that one is gone: from then on, files may be edited.

        :raises BrokenPipeError: it is gone.
        """
        if self._maker not in (os.getpid(), os.getppid()):
            raise BrokenPipeError("the compile was stopped")

    @cached_property
    def _deliveries(self) -> list[Delivery]:
        return [
            survey(documents, checkout, self._owner, self._force, repo)
            for repo, checkout, documents in self.recipients
        ]
