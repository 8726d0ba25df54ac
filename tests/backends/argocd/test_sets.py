"""ApplicationSets make exactly the Applications that would otherwise be written out."""

import json
from collections.abc import Mapping
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest

from gitopsc.backends.argocd.sets import build
from gitopsc.backends.argocd.sets.template import literal
from gitopsc.compiler import Compilation
from tests import yamls
from tests.backends.argocd.sets import (
    CELLS,
    FLEETS,
    HUB,
    REFUSED,
    by_generator,
    spec,
)
from tests.compiling import Object, compiled, mistakes, objects, outcome
from tests.properties.reading import repositories
from tests.real import applicationsets
from tests.real.kustomize import FILES
from tests.real.schemas import RELEASES_OF_ARGOCD, complaints, needs_schemas
from tests.real.trees import merge, write


@pytest.mark.parametrize("fleet, kind", CELLS)
def test_sets_make_what_is_otherwise_written_out(fleet: str, kind: str, tmp_path: Path) -> None:
    written = landed(compiled(spec(fleet, "link application")), tmp_path / "written")
    made = landed(by_generator(fleet, kind), tmp_path / "made")
    assert made.keys() == written.keys()
    assert {key: made[key] for key in made if made[key] != written[key]} == {
        key: written[key] for key in made if made[key] != written[key]
    }


@pytest.mark.parametrize(("cell", "slug"), REFUSED.items(), ids=lambda value: "-".join(value))
def test_what_cannot_be_generated_is_refused(cell: tuple[str, str], slug: str) -> None:
    fleet, kind = cell
    result = outcome(spec(fleet, "link applicationset", f"generate {kind}"))
    assert set(mistakes(result)) == {slug}


@needs_schemas
@pytest.mark.parametrize("fleet, kind", CELLS)
def test_sets_keep_the_schema_of_every_release(fleet: str, kind: str) -> None:
    """Of every one that can do what the fleet asks for."""
    newest = RELEASES_OF_ARGOCD[-1:]
    found = objects(by_generator(fleet, kind).files, "ApplicationSet")
    assert found
    for release in newest if fleet == "rendered elsewhere" else RELEASES_OF_ARGOCD:
        assert [wrong for item in found for wrong in complaints(item, (release,))] == []


@pytest.mark.parametrize("fleet, kind", CELLS)
def test_no_set_deletes_what_runs(fleet: str, kind: str) -> None:
    """P27: the controller would give every Application a finalizer; and it lets none go by itself
    that a person has to look at."""
    for item in objects(by_generator(fleet, kind).files, "ApplicationSet"):
        policy = item["spec"]["syncPolicy"]
        reviewed = "production" in item["metadata"]["name"] and not fleet.startswith("two")
        assert policy["preserveResourcesOnDeletion"] is True
        assert policy["applicationsSync"] == ("create-update" if reviewed else "sync")
        assert "finalizers" not in item["spec"]["template"]["metadata"]


@pytest.mark.parametrize("fleet, kind", CELLS)
def test_no_project_is_templated(fleet: str, kind: str) -> None:
    """P29: whoever can write a folder could choose its rights."""
    for item in objects(by_generator(fleet, kind).files, "ApplicationSet"):
        assert "{{" not in item["spec"]["template"]["spec"]["project"]


def test_one_more_app_changes_no_set_but_its_own() -> None:
    """An Application that changes its set is refused by the new one, so nothing that others say
    may move it; and nothing renames a set, which would take its Applications along."""
    said = FLEETS["hub"][1]
    new = 'team billing {\n  app new using plain {\n    image "ghcr.io/acme/new"\n  }\n'
    before, after = members(said), members(said.replace("team billing {\n", new))
    assert before.items() <= after.items()
    assert len(after) > len(before)


def test_saying_more_about_one_app_moves_no_other() -> None:
    said = FLEETS["hub"][1]
    changed = said.replace("app cart in production {", "app cart on us in production {")
    changed = changed.replace('ui.message = "hello"', "")
    moved = {k for k, name in members(said).items() if members(changed).get(k) not in (name, None)}
    assert moved == set()


def test_a_team_keeps_its_sets_in_its_own_namespace() -> None:
    """P28: what a set makes is in the namespace of the set, and the project takes it from nowhere
    else. Argo CD looks there only when it is told to, and then asks no forge for a team."""
    result = by_generator("tenants", "list")
    found = objects(result.files, "ApplicationSet")
    assert {item["metadata"]["namespace"] for item in found} == {"shop-gitops", "billing-gitops"}
    [values] = yamls.load_all(result.files["platform"]["operator/values.yaml"].text)
    both = "billing-gitops,shop-gitops"
    assert values["argo-cd"]["applicationSet"] == {"allowAnyNamespace": True}
    assert values["argo-cd"]["configs"]["params"] == {
        "application.namespaces": both,
        "applicationsetcontroller.enable.scm.providers": "false",
        "applicationsetcontroller.namespaces": both,
    }


def test_braces_of_a_workload_are_not_filled_in() -> None:
    text = "{{ $labels.pod }} is down"
    assert applicationsets.fill(literal(text), {}) == text


def test_a_set_that_no_cluster_stores_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "LARGEST", 1000)
    result = outcome(spec("hub", "link applicationset"))
    assert set(mistakes(result)) == {"oversized-document"}


def members(said: str) -> dict[str, str]:
    """The set of each Application of a hub."""
    text = f"gitops 1\noperator argocd {HUB} {{\n  link applicationset\n}}\n{said}"
    return {
        made["metadata"]["name"]: item["metadata"]["name"]
        for item in objects(compiled(text).files, "ApplicationSet")
        for made in applicationsets.applications_of(item, {}, {})
    }


def landed(result: Compilation, folder: Path) -> dict[tuple[str, ...], Object]:
    """What every Application of a tree comes to: what it says, and what it reads unless that is
    other Applications."""
    plan = result.plan
    assert plan is not None
    write(result.files, folder)
    checkouts = {at: folder / repo for at, repo in repositories(plan).items()}
    units = {(unit.control_namespace, unit.name) for unit in plan.units}
    homes = {instance.cluster for instance in plan.instances}
    secrets = {c.name: dict(c.labels) for c in plan.clusters if c.name not in homes}
    found: dict[tuple[str, ...], Object] = {}
    for repo in sorted(result.files):
        for root, item in deployed(folder / repo, checkouts, secrets):
            name = item["metadata"]["namespace"], item["metadata"]["name"]
            assert (root, *name) not in found, f"{name} is made twice"
            found[root, *name] = {
                "metadata": {k: v for k, v in item["metadata"].items() if k != "annotations"},
                "project": item["spec"]["project"],
                "destination": item["spec"]["destination"],
                "syncPolicy": item["spec"]["syncPolicy"],
                "reads": reads(item, checkouts) if name in units else None,
            }
    return found


def deployed(
    checkout: Path, checkouts: Mapping[tuple[str, str], Path], secrets: Mapping[str, Any]
) -> list[tuple[str, Object]]:
    """Every Application, with the cluster whose folder it stands in where there are several."""
    found = []
    for path in sorted(checkout.rglob("*.yaml")):
        home = next((c for c in ("eu", "us") if f"/{c}/" in path.as_posix()), "")
        for item in yamls.load_all(path.read_text(encoding="utf-8")):
            if isinstance(item, dict) and item.get("kind") == "Application":
                found.append((home, item))
            if isinstance(item, dict) and item.get("kind") == "ApplicationSet":
                made = applicationsets.applications_of(item, checkouts, secrets)
                found += [(home, application) for application in made]
    return found


def reads(item: Object, checkouts: Mapping[tuple[str, str], Path]) -> object:
    """Of a chart what it is and its values, however they are spread over files; of a folder with
    manifests its files, without those that are left out."""
    said = item["spec"]
    if "sourceHydrator" in said:
        return said["sourceHydrator"]
    sources = said.get("sources") or [said["source"]]
    chart = next((s for s in sources if "helm" in s), None)
    if chart:
        values = next((s for s in sources if "ref" in s), None)
        options = {k: v for k, v in chart["helm"].items() if k != "valueFiles"}
        return {**chart, "helm": {**options, "values": composed(chart, values, checkouts)}}
    [source] = sources
    folder = checkouts[source["repoURL"], source["targetRevision"]] / source["path"]
    if any((folder / name).exists() for name in FILES):
        return source
    return {**source, "directory": manifests(folder, source.get("directory", {}))}


def composed(
    chart: Object, values: Object | None, checkouts: Mapping[tuple[str, str], Path]
) -> Object:
    found: Object = chart["helm"].get("valuesObject", {})
    for name in chart["helm"].get("valueFiles", ()):
        assert values is not None
        checkout = checkouts[values["repoURL"], values["targetRevision"]]
        text = (checkout / name.removeprefix("$values/")).read_text(encoding="utf-8")
        found = merge(found, yamls.load(text))
    return found


def manifests(folder: Path, options: Object) -> list[str]:
    """The files of a directory source. Any JSON among them has to be an object (P15)."""
    left_out = options.get("exclude", "").strip("{}").split(",")
    found = []
    for path in sorted(folder.rglob("*") if options.get("recurse") else folder.iterdir()):
        name = path.relative_to(folder).as_posix()
        is_read = not any(fnmatchcase(name, pattern) for pattern in left_out)
        if is_read and path.suffix in (".yaml", ".yml", ".json"):
            assert path.suffix != ".json" or "kind" in json.loads(path.read_text())
            found.append(name)
    return found
