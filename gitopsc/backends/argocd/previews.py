"""Previews: an ApplicationSet whose generator asks the forge for its open pull requests.

Here deletion is wanted: an Application of it carries a finalizer, so that what it has deployed goes
away with the request, its namespace before all. A namespace that Argo CD creates on the way
(`CreateNamespace`) stays behind for ever (kortix-ai/suna#3448), so each preview brings its own, as
a second source. The set and its project are the platform's: whoever writes a generator that asks a
forge chooses whose code is deployed (argo-cd.readthedocs.io, "ApplicationSet in any namespace").

A set that cannot ask is Degraded, and the root waits for what it has applied before it goes on to
the next wave. So sets of previews stand in its last one: no forge keeps anything from running.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from gitopsc.backends.argocd.destination import address
from gitopsc.backends.argocd.forge_apis import own_api
from gitopsc.backends.argocd.link import API, Source
from gitopsc.backends.argocd.pointer import kustomize_options
from gitopsc.backends.argocd.project import ANNOTATIONS, denied
from gitopsc.backends.argocd.site import Site
from gitopsc.backends.argocd.waves import wave
from gitopsc.diagnostics.diagnostic import Diagnostic, Label
from gitopsc.manifests.draft import Draft
from gitopsc.manifests.kinds import group_kind, kind_of, means
from gitopsc.manifests.kubernetes import KubernetesObject, kubernetes_object, namespace
from gitopsc.manifests.kustomize import KUSTOMIZATION, kustomization
from gitopsc.payload import emit_file, furniture, host_patch
from gitopsc.plan.preview import NUMBER, PreviewAt
from gitopsc.plan.project import Project
from gitopsc.plan.slots import Slot
from gitopsc.refs import Ref, Where

FOLDER = "previews"
"""Where stands what each preview of an app brings, in the repository of the root."""

FINALIZER = "resources-finalizer.argocd.argoproj.io"
NAMESPACE = {"group": "", "kind": "Namespace"}
NETWORK_POLICY = {"group": "networking.k8s.io", "kind": "NetworkPolicy"}
COMMIT = "{{.head_sha}}"
ASKED_EVERY = 300
"""Seconds between two questions to the forge; half an hour if nobody says."""


class PreviewSet(NamedTuple):
    site: Site
    preview: PreviewAt
    wave: int

    @property
    def kind(self) -> str:
        return "ApplicationSet"

    @property
    def name(self) -> str:
        return f"{self.preview.prefix}-previews"

    @property
    def namespace(self) -> str:
        return self.site.instance.namespace

    @property
    def project(self) -> str:
        """One of its own: it may make namespaces, which no project of a team may."""
        return self.name

    @property
    def subject(self) -> Ref:
        return self.preview.like.declared

    @property
    def repositories(self) -> tuple[str, ...]:
        return tuple(sorted({str(source["repoURL"]) for source in self._sources()}))

    def emit(self, draft: Draft) -> None:
        root = self.site.root
        path = root.file(f"{self.name}.yaml")
        for made in (self._project(), self._set()):
            draft.gather(root.repo.folder, path, made, self.subject)
        self._emit_furniture(draft)

    def _project(self) -> KubernetesObject:
        """What the team may not bring, its requests may not either; but for what each namespace
        comes with. Of an object that both bring Argo CD takes that of the last source, which is the
        platform's (docs/user-guide/multiple_sources.md). A Namespace is in no namespace, so the
        destinations say nothing of it: the project permits those that are called like a preview's
        (docs/operator-manual/project-specification.md), or a request could bring any other one,
        and take it along when it closes.
        """
        space = _wild(self.preview.namespace.name)
        place = {**address(self.site.instance, self.preview.like.cluster), "namespace": space}
        spec = {
            "description": f"Previews of {self.preview.like.team}.{self.preview.like.app}",
            "sourceRepos": list(self.repositories),
            "destinations": [place],
            "clusterResourceWhitelist": [{**NAMESPACE, "name": space}],
            **denied(_project_of(self.site, self.preview), [*map(kind_of, self._objects)]),
        }
        return kubernetes_object(
            API, "AppProject", self.project, self.namespace, annotations=ANNOTATIONS, spec=spec
        )

    def _set(self) -> KubernetesObject:
        preview, unit = self.preview, self.preview.like
        place = address(self.site.instance, unit.cluster)
        spec = {
            "project": self.project,
            "sources": list(self._sources()),
            "destination": {**place, "namespace": _templated(preview.namespace.name)},
            "syncPolicy": {
                "automated": {"prune": True, "selfHeal": True},
            },
        }
        return kubernetes_object(
            API,
            self.kind,
            self.name,
            self.namespace,
            annotations=wave(self.wave),
            spec={
                "goTemplate": True,
                "goTemplateOptions": ["missingkey=error"],
                "syncPolicy": {"applicationsSync": "sync", "preserveResourcesOnDeletion": False},
                "generators": [{"pullRequest": self._asked()}],
                "template": {
                    "metadata": {"name": _templated(preview.called), "finalizers": [FINALIZER]},
                    "spec": spec,
                },
            },
        )

    def _asked(self) -> dict[str, object]:
        """What the forge is asked, with the token that `credentials` names."""
        preview = self.preview
        asked: dict[str, object] = {}
        if preview.forge == "gitlab":
            asked["project"] = f"{preview.owner}/{preview.name}"
            asked["pullRequestState"] = "opened"
        else:
            asked |= {"owner": preview.owner, "repo": preview.name}
        if (api := own_api(preview)) is not None:
            asked["api"] = api
        if preview.code.credentials:
            asked["tokenRef"] = {"secretName": preview.code.credentials, "key": "token"}
        if preview.label:
            asked["labels"] = [preview.label]
        return {preview.forge: asked, "requeueAfterSeconds": ASKED_EVERY}

    def _sources(self) -> Iterator[Source]:
        """What is shown, and the namespace it is shown in."""
        preview, shown = self.preview, self.preview.shown
        space = _templated(preview.namespace.name)
        revision = COMMIT if preview.is_at_commit else shown.repo.branch
        yield {
            "repoURL": shown.repo.url,
            "path": shown.path,
            "targetRevision": revision,
            "kustomize": self._options(space),
        }
        furnished = self._furnished
        yield {
            "repoURL": furnished.repo.url,
            "path": furnished.path,
            "targetRevision": furnished.repo.branch,
            "kustomize": {"namespace": space},
        }

    def _options(self, space: str) -> Mapping[str, object]:
        """What the link of an app beside its code says anyhow, and the image of the request."""
        preview, unit = self.preview, self.preview.like
        said = kustomize_options(unit) if unit.code else {}
        patches = [*_list(said.get("patches"))]
        if preview.host:
            patches.append(host_patch(_templated(preview.host)))
        options = {
            **said,
            "namespace": space,
            "images": [f"{unit.image}:{COMMIT}"] if unit.image else [],
            "patches": patches,
        }
        return {field: value for field, value in options.items() if value}

    @property
    def _objects(self) -> tuple[KubernetesObject, ...]:
        """The namespace with what stands in one of its stage."""
        item = self.preview.namespace._replace(name=self.preview.prefix)
        return namespace(item.name, labels=dict(item.labels)), *furniture(item)

    @property
    def _furnished(self) -> Slot:
        repo = self.site.root.repo
        return Slot(repo, f"{FOLDER}/{self.preview.prefix}")

    def _emit_furniture(self, draft: Draft) -> None:
        """Kustomize gives all of it the name that the Application says, the Namespace included."""
        folder, file = self._furnished, "namespace.yaml"
        emit_file(folder, file, *self._objects, subject=self.subject, draft=draft)
        listing = kustomization(resources=[file])
        emit_file(folder, KUSTOMIZATION, listing, subject=self.subject, draft=draft)


def preview_sets(site: Site, wave: int) -> Iterator[PreviewSet]:
    """The sets of a site."""
    for preview in site.previews:
        yield PreviewSet(site, preview, wave)


def refused_previews(site: Site) -> Iterator[Diagnostic]:
    """Slug `cannot-preview`, where a request could open the network that its team may not. A quota
    or limits more only narrow those of the platform; policies add up."""
    for preview in site.previews:
        words = map(group_kind, _project_of(site, preview).deny)
        if preview.namespace.denies_network and any(means(w, NETWORK_POLICY) for w in words):
            app, team = preview.like.declared, preview.like.team
            yield Diagnostic(
                "cannot-preview",
                f"there can be no previews of {app}: each namespace comes with a NetworkPolicy, so "
                "their project has to permit the kind, and a request could open what is closed to "
                f"team `{team}`",
                (
                    Label(preview.where, "said here"),
                    Label(Where(Ref("team", (team or "",)), "deny"), "denied here"),
                ),
                help=(
                    "take `NetworkPolicy` out of `deny`, or show no previews; Argo CD denies kinds "
                    "to a whole project",
                ),
            )


def _project_of(site: Site, preview: PreviewAt) -> Project:
    """The one of the unit it is like."""
    return next(project for project in site.projects if project.name == preview.like.project)


def _templated(text: str) -> str:
    return text.replace(NUMBER, "{{.number}}")


def _wild(text: str) -> str:
    """The names that a project allows: with a digit where the number begins, so that the namespace
    of a stage is none of them."""
    return text.replace(NUMBER, "[0-9]*")


def _list(value: object) -> list[object]:
    return list(value) if isinstance(value, list) else []
