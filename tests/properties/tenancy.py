"""Laws about who may do what, and when."""

import posixpath
from collections import Counter
from fnmatch import fnmatchcase

from gitopsc.compiler import Compilation
from tests.portraits.owners import owners_of
from tests.properties.trees import Reading
from tests.real import rights_argocd, rights_flux
from tests.real.rights import ground

FURNITURE = {"LimitRange": "limits", "NetworkPolicy": "network", "ResourceQuota": "quota"}


def no_team_gains_rights(tree: Compilation, _: list[Reading]) -> None:
    """Through no repository that it writes to; or its spec was told that it does."""
    assert tree.plan is not None
    made = ground(tree)
    assert rights_argocd.violations(made) == []
    warned = any(diagnostic.slug == "platform-rights" for diagnostic in tree.diagnostics)
    assert bool(rights_flux.violations(made)) is warned
    realms = len(rights_argocd.realms(made)) + len(rights_flux.realms(made))
    assert realms == len(tree.plan.instances), "the proof has looked at every operator"


def windows_hold_their_stages(tree: Compilation, read: list[Reading]) -> None:
    """Every Application of a stage with a window, and no other one."""
    assert tree.plan is not None and tree.topology is not None
    gated = {stage.name for stage in tree.topology.stages if stage.window}
    for reading in read:
        patterns = {
            (item["metadata"]["name"], pattern)
            for _, item in reading.objects
            if item["kind"] == "AppProject"
            for window in item["spec"].get("syncWindows", ())
            for pattern in window["applications"]
        }
        held = {
            key
            for key, link in reading.links.items()
            for project, pattern in patterns
            if link["spec"].get("project") == project and fnmatchcase(key[1], pattern)
        }
        assert held == {
            (unit.control_namespace, unit.name)
            for unit in tree.plan.units
            if unit.stage in gated and unit.instance.path[1] == reading.home
        }


def namespaces_are_furnished(tree: Compilation, read: list[Reading]) -> None:
    """What a team says about its namespaces stands in each of them, and in no other one."""
    assert tree.plan is not None and tree.topology is not None
    said = {
        (team.name, kind)
        for team in tree.topology.teams
        for kind, word in FURNITURE.items()
        if (team.network if word == "network" else any(getattr(s, word) for s in team.sections))
    }
    found = Counter(
        (cluster, item["metadata"]["namespace"], item["kind"])
        for reading in read
        for cluster, item in reading.objects
        if item["kind"] in FURNITURE
    )
    assert set(found.values()) <= {1}
    for place in tree.plan.namespaces:
        for kind in FURNITURE:
            has = (place.cluster, place.name, kind) in found
            furnished = not place.is_control and (place.team, kind) in said
            # A quota may be said for one stage only.
            assert furnished if has else not (furnished and kind == "NetworkPolicy")


def owners_are_asked(tree: Compilation, _: list[Reading]) -> None:
    """In a stage with owners they are; for what bots move there, nobody is."""
    assert tree.plan is not None and tree.topology is not None
    stages = {stage.name: stage for stage in tree.topology.stages}
    reviewed = {s for p in tree.topology.promotions if p.review for s in p.chain[1:]}
    for unit in tree.plan.units:
        files = tree.files.get(unit.overlay.repo.folder, {})
        if unit.stage is None or not any(d.ownership == "owned" for d in files.values()):
            continue  # what is written beside the code is not ours
        codeowners = files["CODEOWNERS"].text if "CODEOWNERS" in files else ""
        stage, folder = stages[unit.stage], unit.overlay.path
        free = stage.name not in reviewed and not stage.review
        versions = {slot.path for slot in unit.version_folders}
        for path in files:
            if posixpath.dirname(path) in versions and free:
                assert not owners_of(path, codeowners)
            elif posixpath.dirname(path) == folder and stage.owners:
                assert owners_of(path, codeowners) == stage.owners
    for instance in tree.plan.instances:
        files = tree.files[instance.root.repo.folder]
        said = tuple(sorted({who for o in tree.topology.operators for who in o.owners}))
        for path in files if said else ():
            if posixpath.dirname(path) == instance.root.directory:
                assert owners_of(path, files["CODEOWNERS"].text) == said


LAWS = (
    no_team_gains_rights,
    windows_hold_their_stages,
    namespaces_are_furnished,
    owners_are_asked,
)
