"""What a workload brings: a chart, manifests, a base, or nothing yet."""

from collections.abc import Mapping, Sequence

from gitopsc.materials.materials import Materials
from gitopsc.model.workload import App, Infra, Tool
from gitopsc.plan.pattern import pattern
from gitopsc.plan.slots import RepoAt
from gitopsc.plan.source import Chart, GitChart, Manifests, RemoteBase, Source, Starter, Umbrella
from gitopsc.refs import Ref, Where
from gitopsc.wiring.complaints import Complaints
from gitopsc.wiring.fleet import Fleet
from gitopsc.wiring.places.placement import Placement, dimensions_of
from gitopsc.wiring.scopes import OwnedSection, Rivals, winner
from gitopsc.wiring.semver import is_range

CHARTS = ("helm", "umbrella")
"""Tools that build a chart, and take values."""


def tool_of(declared: App | Infra) -> Tool:
    """`using`, or what the rest suggests: a bare address is a chart, what CI copies is deployed as
    it is, anything else is kustomize."""
    if declared.using:
        return declared.using
    origin = declared.origin
    if origin and origin.address and not origin.path:
        return "helm"
    config = declared.config if isinstance(declared, App) else None
    return "plain" if config and config.mode == "replicated" else "kustomize"


class Sourcing:
    """Resolves the sources of units; a complaint leaves the unit out (`None`)."""

    def __init__(
        self, fleet: Fleet, placement: Placement, materials: Materials, complaints: Complaints
    ) -> None:
        self._fleet = fleet
        self._placement = placement
        self._materials = materials
        self._complaints = complaints

    def version(self, holding: Sequence[OwnedSection]) -> str | None:
        """The version that holds for a unit, the narrowest."""
        said = self._version(holding)
        return said.section.version if said else None

    def base_version(self, holding: Sequence[OwnedSection]) -> str | None:
        """The version said for every scope, the app's before its team's."""
        said = [s.section for s in holding if s.section.version]
        return next((s.version for s in reversed(said) if s.scope.is_everywhere), None)

    def source(
        self,
        declared: App | Infra,
        ref: Ref,
        holding: Sequence[OwnedSection],
        dimensions: Mapping[str, str],
    ) -> Source | None:
        tool, bringing = tool_of(declared), self._bringing(holding)
        brought = self._manifests(bringing, dimensions) if bringing else None
        if bringing and brought is None:
            return None
        if tool == "helm":
            return self._chart(declared, ref, holding, dimensions, brought)
        if tool == "umbrella":
            return self._umbrella(declared, ref, holding, brought)
        if brought is not None:
            if declared.origin is not None:
                self._two_sources(ref)
                return None
            return brought
        if declared.origin is not None and tool == "plain":
            self._plain_from_elsewhere(ref)
            return None
        if declared.origin is not None:
            return self._remote(declared, ref, holding, dimensions)
        if ref.kind == "infra":
            self._complaints.error(
                "nothing-to-deploy",
                f"{ref} brings nothing to deploy",
                (Where(ref), "no chart and no manifests"),
                help='add `from "https://…"` for a chart, or `manifests "FOLDER"` beside the spec',
            )
            return None
        return Starter()

    def report(self, rivals: Rivals | None) -> None:
        """Complain about two scopes of which neither is narrower."""
        if rivals is None:
            return
        first, second = rivals.first, rivals.second
        self._complaints.error(
            "ambiguous-override",
            f"`{rivals.key}` is set in two scopes, and neither is narrower than the other",
            (first.where(rivals.key), f"said for `{_scope(first)}`"),
            (second.where(rivals.key), f"and for `{_scope(second)}`"),
            help="say it once more in a scope that joins both, or make one of them narrower",
        )

    def _version(self, holding: Sequence[OwnedSection]) -> OwnedSection | None:
        """The section that says the version, if any does."""
        best, rivals = winner(holding, lambda s: s.version, "version", self._fleet)
        self.report(rivals)
        return best

    def _bringing(self, holding: Sequence[OwnedSection]) -> OwnedSection | None:
        """The section that brings manifests, if any does."""
        best, rivals = winner(holding, lambda s: s.manifests, "manifests", self._fleet)
        self.report(rivals)
        return best

    def _manifests(self, said: OwnedSection, dimensions: Mapping[str, str]) -> Manifests | None:
        """The manifests that a section brings; `None` after a complaint."""
        path = pattern(said.section.manifests or "").fill(dimensions)
        brought = self._materials.brought(path.rstrip("/"), said.where("manifests"))
        return Manifests(brought) if brought else None

    def _chart(
        self,
        declared: App | Infra,
        ref: Ref,
        holding: Sequence[OwnedSection],
        dimensions: Mapping[str, str],
        brought: Manifests | None,
    ) -> Source | None:
        origin = declared.origin
        if not self._comes_from_elsewhere(declared, ref, brought):
            return None
        assert origin is not None
        said = self._version(holding)
        version = said.section.version if said else None
        if origin.repo:
            repo = self._repo(origin.repo, ref, dimensions)
            if repo is None:
                return None
            return GitChart(repo, (origin.path or "").strip("/"), version or repo.branch)
        return self._published(declared, ref, version, said.where("version") if said else None)

    def _umbrella(
        self,
        declared: App | Infra,
        ref: Ref,
        holding: Sequence[OwnedSection],
        brought: Manifests | None,
    ) -> Source | None:
        """The chart around a published one. Its version is pinned in the spec, or begins with
        `start` and is the chart's own from then on."""
        if not self._comes_from_elsewhere(declared, ref, brought):
            return None
        assert isinstance(declared, App) and declared.origin is not None
        if declared.origin.repo:
            self._not_published(ref)
            return None
        pinned = self._version(holding)
        version = pinned.section.version if pinned else declared.start
        where = pinned.where("version") if pinned else Where(ref, "start")
        chart = self._published(declared, ref, version, where)
        return Umbrella(chart, is_pinned=pinned is not None) if chart else None

    def _published(
        self, declared: App | Infra, ref: Ref, version: str | None, where: Where | None
    ) -> Chart | None:
        """The chart at an address; nothing after a complaint about its version."""
        if version is None or where is None:
            self._unpinned(ref, "chart")
            return None
        if not is_range(version):
            self._no_version(version, where)
            return None
        assert declared.origin is not None
        address = (declared.origin.address or "").rstrip("/")
        if address.startswith("oci://"):
            url = f"{address}/{declared.chart}" if declared.chart else address
            return Chart(url, url.rpartition("/")[2], version)
        return Chart(address, declared.chart or declared.name, version)

    def _comes_from_elsewhere(
        self, declared: App | Infra, ref: Ref, brought: Manifests | None
    ) -> bool:
        """Whether a chart says where it comes from, and only that."""
        if brought is not None:
            self._two_sources(ref)
            return False
        if declared.origin is None:
            umbrella = tool_of(declared) == "umbrella"
            self._complaints.error(
                "missing-chart",
                f"{ref} uses {tool_of(declared)} and does not say where its chart comes from",
                (Where(ref), "no `from`"),
                help='add `from "https://…"` or `from "oci://…"`'
                if umbrella
                else 'add `from "https://…"`, `from "oci://…"`, or `from REPO at "path"`',
            )
            return False
        return True

    def _remote(
        self,
        declared: App | Infra,
        ref: Ref,
        holding: Sequence[OwnedSection],
        dimensions: Mapping[str, str],
    ) -> Source | None:
        origin, version = declared.origin, self.version(holding)
        assert origin is not None
        if version is None:
            self._unpinned(ref, "remote base")
            return None
        address = origin.address
        if origin.repo:
            repo = self._repo(origin.repo, ref, dimensions)
            if repo is None:
                return None
            address = repo.url
        path = (origin.path or "").strip("/")
        return RemoteBase(f"{address}{f'//{path}' if path else ''}?ref={version}")

    def _repo(self, name: str, ref: Ref, dimensions: Mapping[str, str]) -> RepoAt | None:
        """The repository that `from` names, or a complaint where there is none for this subject."""
        repo = self._placement.declared(name)
        missing = sorted(dimensions_of(repo) - dimensions.keys())
        if not missing:
            return self._placement.repo(repo, dimensions)
        self._complaints.error(
            "place-needs-dimension",
            f"{ref} has no `{{{missing[0]}}}` to go by, and `{name}` varies by it",
            (Where(ref, "from"), f"belongs to no single {missing[0]}"),
            help=f"take it from a repository that is the same for every {missing[0]}",
        )
        return None

    def _two_sources(self, ref: Ref) -> None:
        self._complaints.error(
            "two-sources",
            f"{ref} has a `from` and brings manifests as well",
            (Where(ref, "from"), "comes from here"),
            (Where(ref, "manifests"), "and from here"),
            help="keep one; what the other one holds can be an infra or an app of its own",
        )

    def _not_published(self, ref: Ref) -> None:
        self._complaints.error(
            "umbrella-over-folder",
            f"{ref} is an umbrella over a folder in Git, and a chart depends on charts that are "
            "published",
            (Where(ref, "from"), "a folder of a repository"),
            help="say `using helm`: the folder is deployed as the chart it is",
        )

    def _plain_from_elsewhere(self, ref: Ref) -> None:
        self._complaints.error(
            "plain-from-elsewhere",
            f"{ref} is plain, and plain manifests lie in the tree itself",
            (Where(ref, "from"), "in another repository"),
            help="bring them with `manifests`, or say `using kustomize`",
        )

    def _no_version(self, version: str, where: Where) -> None:
        self._complaints.error(
            "not-a-chart-version",
            f"`{version}` is not a version of a chart, and no range of them",
            (where, "no chart has it"),
            help='say a semantic version, `"1.2.3"`; or a range, `"~1.2"`, `"1.x"`, `">=1.2 <2"`',
        )

    def _unpinned(self, ref: Ref, what: str) -> None:
        self._complaints.error(
            "unpinned-remote",
            f"the {what} of {ref} has no version",
            (Where(ref, "from"), "whatever is newest would be deployed"),
            help='add `version "1.2.3"`',
        )


def _scope(said: OwnedSection) -> str:
    scope = said.section.scope
    return str(said.owner).replace("`", "") if scope.is_everywhere else str(scope)
