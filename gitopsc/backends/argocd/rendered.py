"""What an Application reads where manifests are rendered before they are deployed."""

from collections.abc import Mapping

from gitopsc.backends.argocd.link import Source, git_source
from gitopsc.plan.source import Umbrella
from gitopsc.plan.unit import Unit
from gitopsc.wiring.versions.staging import staged

Hydrator = Mapping[str, Mapping[str, object]]


def rendered_source(unit: Unit) -> Source:
    """The folder, or artifact, that an agent fills. As long as it is empty Argo CD prunes nothing:
    it does not sync to nothing by itself (`allowEmpty`, docs/user-guide/auto_sync.md)."""
    return git_source(unit.deployed, {"directory": {"recurse": True}})


def hydrator(unit: Unit, is_staged: bool) -> Hydrator:
    """Argo CD renders the dry source itself, commits the result, and deploys from there
    (docs/user-guide/source-hydrator.md).

    :param is_staged: it commits to another branch, and an agent merges that into the one that is
        deployed.
    """
    helm = {"helm": {"releaseName": unit.app}} if isinstance(unit.source, Umbrella) else {}
    dry, wet = unit.overlay, unit.deployed
    elsewhere = {"repoURL": wet.repo.url} if wet.repo.url != dry.repo.url else {}
    return {
        "drySource": git_source(dry, helm),
        "syncSource": {**elsewhere, "targetBranch": wet.repo.branch, "path": wet.path},
        **({"hydrateTo": {"targetBranch": staged(wet.repo.branch)}} if is_staged else {}),
    }
