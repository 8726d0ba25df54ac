"""An Application and the file it stands in: one thing that this operator is told to deploy."""

from collections.abc import Mapping
from typing import NamedTuple

from gitopsc.backends.argocd.waves import wave
from gitopsc.manifests.draft import Draft
from gitopsc.manifests.kubernetes import kubernetes_object
from gitopsc.plan.slots import Slot
from gitopsc.refs import Ref

API = "argoproj.io/v1alpha1"

Source = dict[str, object]


NO_TEXTS: Mapping[str, str] = {}


class Consent(NamedTuple):
    """What an Application carries so that an agent may find it, or start its sync."""

    labels: Mapping[str, str] = NO_TEXTS
    annotations: Mapping[str, str] = NO_TEXTS
    patterns: Mapping[str, str] = NO_TEXTS
    """What the annotations are made from, placeholders in place."""


NO_CONSENT = Consent()


class Link(NamedTuple):
    slot: Slot
    """The folder or file it stands in; in a folder, its file is called like itself."""
    name: str
    namespace: str
    project: str
    sources: tuple[Source, ...]
    """None where it has a hydrator."""
    destination: Mapping[str, str]
    sync: Mapping[str, object]
    wave: int
    subject: Ref
    """What it is for."""
    hydrator: Mapping[str, Mapping[str, object]] | None = None
    """`sourceHydrator`: what is rendered from where to where."""
    dependencies: tuple[str, ...] = ()
    """Chart repositories that its chart depends on."""
    consent: Consent = NO_CONSENT
    """To agents that carry releases."""
    shown: Mapping[str, str] = NO_TEXTS
    """What people are shown beside it, and its health goes by."""

    @property
    def kind(self) -> str:
        return "Application"

    @property
    def repositories(self) -> tuple[str, ...]:
        """What its project has to allow; of dependencies their credentials would be withheld."""
        read = (*self.sources, *(self.hydrator or {}).values())
        named = [str(source["repoURL"]) for source in read if "repoURL" in source]
        return (*named, *self.dependencies)

    @property
    def application(self) -> dict[str, object]:
        """The object, without a finalizer: deleting it leaves alone what it has deployed."""
        return kubernetes_object(
            API,
            self.kind,
            self.name,
            self.namespace,
            labels=self.consent.labels,
            annotations={**wave(self.wave), **self.consent.annotations},
            spec=self.spec,
        )

    @property
    def spec(self) -> dict[str, object]:
        """What the object says, or the template that it is made from."""
        return {
            "project": self.project,
            **self._read(),
            "destination": self.destination,
            **self._shown(),
            "syncPolicy": self.sync,
        }

    def _read(self) -> dict[str, object]:
        if self.hydrator is not None:
            return {"sourceHydrator": self.hydrator}
        if len(self.sources) == 1:
            return {"source": self.sources[0]}
        return {"sources": list(self.sources)}

    def _shown(self) -> dict[str, object]:
        info = [{"name": name, "value": value} for name, value in self.shown.items()]
        return {"info": info} if info else {}

    def emit(self, draft: Draft) -> None:
        repo = self.slot.repo.folder
        if draft.keeps(repo):
            draft.gather(repo, self.slot.file(f"{self.name}.yaml"), self.application, self.subject)


def git_source(
    slot: Slot, more: Mapping[str, object] | None = None, *, revision: str | None = None
) -> Source:
    """A folder of a repository, at its branch unless a revision is given. The root of a repository
    is `.`: Argo CD refuses an empty path."""
    return {
        "repoURL": slot.repo.url,
        "path": slot.directory or ".",
        "targetRevision": revision or slot.repo.branch,
        **(more or {}),
    }
