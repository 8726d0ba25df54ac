"""The object that makes Applications (docs/operator-manual/applicationset)."""

from collections.abc import Mapping
from typing import NamedTuple

from gitopsc.backends.argocd.link import API
from gitopsc.backends.argocd.waves import wave
from gitopsc.manifests.draft import Draft
from gitopsc.manifests.kubernetes import KubernetesObject, kubernetes_object
from gitopsc.plan.slots import Slot
from gitopsc.refs import Ref

Generator = Mapping[str, object]


class ApplicationSet(NamedTuple):
    slot: Slot
    """The folder or file it stands in; in a folder, its file is called like itself."""
    name: str
    namespace: str
    """Where its Applications are made too: it cannot make them anywhere else."""
    project: str
    repositories: tuple[str, ...]
    """What its project has to allow, for its Applications and for its generators."""
    generators: tuple[Generator, ...]
    application: str
    """The name of an Application, as the template says it."""
    annotations: Mapping[str, str]
    """The annotations of an Application, as the template says them."""
    spec: Mapping[str, object]
    """The spec of an Application, as the template says it."""
    is_reviewed: bool
    """The stage says `review required`: no Application goes away by itself."""
    wave: int
    subject: Ref

    @property
    def kind(self) -> str:
        return "ApplicationSet"

    @property
    def object(self) -> KubernetesObject:
        """Unless resources are preserved, the controller gives each Application a finalizer, and
        leaving the set would delete what runs (P27). Without it an Application that leaves takes
        nothing along, as one does whose file is deleted; and in a reviewed stage it stays."""
        return kubernetes_object(
            API,
            self.kind,
            self.name,
            self.namespace,
            annotations=wave(self.wave),
            spec={
                "goTemplate": True,
                "goTemplateOptions": ["missingkey=error"],
                "syncPolicy": {
                    "applicationsSync": "create-update" if self.is_reviewed else "sync",
                    "preserveResourcesOnDeletion": True,
                },
                "generators": list(self.generators),
                "template": {
                    "metadata": _metadata(self.application, self.annotations),
                    "spec": self.spec,
                },
            },
        )

    def emit(self, draft: Draft) -> None:
        path = self.slot.file(f"{self.name}.yaml")
        draft.gather(self.slot.repo.folder, path, self.object, self.subject)


def _metadata(name: str, annotations: Mapping[str, str]) -> dict[str, object]:
    return {"name": name, **({"annotations": annotations} if annotations else {})}
