"""What teams bring, held against what their projects permit: a sync would refuse it (P20, P22)."""

from collections.abc import Iterator

from gitopsc.backends.argocd.site import Site
from gitopsc.diagnostics.diagnostic import Diagnostic, Label
from gitopsc.manifests.kinds import group_kind, is_cluster_scoped, kind_of, means, singular
from gitopsc.materials.manifests import BroughtObject
from gitopsc.plan.project import Project
from gitopsc.plan.source import Manifests
from gitopsc.plan.unit import Unit
from gitopsc.refs import Ref, Where

SLUG = "not-permitted"


def not_permitted(site: Site) -> Iterator[Diagnostic]:
    """Slug `not-permitted`, for each brought object of a team that its project keeps out."""
    projects = {project.name: project for project in site.projects}
    for unit in site.units:
        if unit.team and isinstance(unit.source, Manifests):
            for item in unit.source.brought.objects:
                yield from _refused(unit, projects[unit.project], item)


def plurals_denied(site: Site) -> Iterator[Diagnostic]:
    """Slug `not-a-kind`, for each word of `deny` that is the plural of a kind: no object would be
    kept out by it."""
    for tenant in site.tenants:
        for index, word in enumerate(tenant.deny):
            kind = singular(word)
            if kind:
                said = Where(Ref("team", (tenant.team,)), "deny", index)
                yield Diagnostic(
                    "not-a-kind",
                    f"no object is of the kind `{word}`, so nothing would be denied",
                    (Label(said, "a plural"),),
                    help=(f"write `{kind}`",),
                )


def _refused(unit: Unit, project: Project, item: BroughtObject) -> Iterator[Diagnostic]:
    kind = kind_of(item.content)
    denied = next((word for word in project.deny if means(group_kind(word), kind)), None)
    if denied:
        yield _complaint(unit, item, f"team `{unit.team}` may not have `{denied}`", denied=True)
    elif any(means(group_kind(word), kind) for word in project.reserved):
        yield _complaint(unit, item, f"the {item.kind} of team `{unit.team}` is the platform's")
    elif is_cluster_scoped(kind):
        yield _complaint(unit, item, "objects outside namespaces belong to the platform")
    elif not _lands_at_home(unit, project, item):
        yield _complaint(unit, item, f"`{item.namespace}` is no namespace of the team")


def _lands_at_home(unit: Unit, project: Project, item: BroughtObject) -> bool:
    """Kustomize moves everything into the unit's namespace; plain manifests stay where they are."""
    if unit.tool != "plain" or item.namespace is None:
        return True
    return (unit.cluster, item.namespace) in project.namespaces


def _complaint(unit: Unit, item: BroughtObject, reason: str, *, denied: bool = False) -> Diagnostic:
    labels = [Label(Where(unit.declared, "manifests"), f"in `{item.file}`")]
    if denied:
        labels.append(Label(Where(Ref("team", (unit.team or "",)), "deny"), "denied here"))
    return Diagnostic(
        SLUG,
        f"{unit.declared} brings the {item.kind} `{item.name}`, and {reason}",
        tuple(labels),
        help=("take it out, or let the platform bring it as an `infra`",),
    )
