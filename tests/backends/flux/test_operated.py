"""A Flux that the Flux Operator looks after: FluxInstance, shards, and ResourceSets, which make
exactly the Kustomizations that would otherwise be written out."""

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests import yamls
from tests.backends.flux.fleets import compiled, slugs, specs
from tests.compiling import Object, objects
from tests.real import resourcesets
from tests.real.flux import is_link, reconcile
from tests.real.resourcesets import made_by
from tests.real.schemas import RELEASES_OF_FLUX, complaints, needs_schemas, releases
from tests.real.trees import Key, write

OPERATED = specs("operated")
CLUSTERS = [
    pytest.param(fleet, cluster, id=f"{fleet}-{cluster}")
    for fleet, clusters in {
        "hub": ("mgmt",),
        "standalone": ("eu", "us"),
        "tenants": ("eu",),
    }.items()
    for cluster in clusters
]
KEY = "sharding.fluxcd.io/key"
ABSENT: Object = {"components": [], "dependsOn": [], "images": [], "patches": []}
"""Lists that say the same as a field that is not there; so do switches that are off."""


def plainly(fleet: str) -> str:
    """The fleet with its links written out."""
    return OPERATED[fleet].replace("link resourceset", "nest apps")


def urls(checkouts: Path) -> dict[str, Path]:
    """Every repository by its address: `repo NAME per team at ".../{team}/..."` and the like."""
    found = {}
    for folder in sorted(path for path in checkouts.rglob("*") if path.is_dir()):
        name = folder.relative_to(checkouts).as_posix()
        kind, _, rest = name.partition("/")
        if kind == "code":
            found[f"https://git.example.org/{rest}.git"] = folder
        elif kind == "gitops":
            found[f"https://git.example.org/{rest}/gitops.git"] = folder
        else:
            found[f"https://git.example.org/{name}.git"] = folder
    return found


def reconciled(cluster: str, spec: str, folder: Path) -> dict[Key, Object]:
    """Everything that a cluster ends up with. What CI renders has been rendered."""
    made = compiled(spec)
    checkouts = write(made.files, folder / "checkouts")
    for unit in made.plan.units if made.plan else ():
        rendered = checkouts / unit.repo.folder / unit.path
        if unit.rendered_by and not rendered.exists():
            rendered.mkdir(parents=True)
            (rendered / "all.yaml").write_text(
                f"apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {unit.app}\n"
            )
    scratch = folder / "scratch"
    scratch.mkdir()
    return reconcile(urls(checkouts), checkouts / "fleet" / "clusters" / cluster, scratch)


On = Callable[[str, str], dict[Key, Object]]


@pytest.fixture(scope="module")
def on(tmp_path_factory: pytest.TempPathFactory) -> On:
    """Everything that a cluster ends up with, of a spec: found out once, and a copy for each."""
    known: dict[tuple[str, str], dict[Key, Object]] = {}

    def found(cluster: str, spec: str) -> dict[Key, Object]:
        if (cluster, spec) not in known:
            known[cluster, spec] = reconciled(cluster, spec, tmp_path_factory.mktemp(cluster))
        return deepcopy(known[cluster, spec])

    return found


def said(item: Object) -> Object:
    """An object without what says nothing."""
    spec = item.get("spec", {})
    kept = {k: v for k, v in spec.items() if not (k in ABSENT and v == ABSENT[k])}
    kept = {k: v for k, v in kept.items() if not (k in ("suspend", "wait") and v is False)}
    return {**item, "spec": kept} if is_link(item) else item


def test_every_fleet_is_looked_at() -> None:
    assert {param.values[0] for param in CLUSTERS} == set(OPERATED)


@pytest.mark.parametrize("fleet, cluster", CLUSTERS)
def test_sets_make_what_is_otherwise_written_out(fleet: str, cluster: str, on: On) -> None:
    """Name, namespace, labels, source, path, order, rights, options: all of it, and all that the
    links bring."""
    made = on(cluster, OPERATED[fleet])
    sets = {key for key in made if key[0] == "ResourceSet"}
    plain = on(cluster, plainly(fleet))
    assert len(sets) >= 2
    assert {key: said(item) for key, item in made.items() if key not in sets} == {
        key: said(item) for key, item in plain.items()
    }


@needs_schemas
@pytest.mark.parametrize("release", RELEASES_OF_FLUX)
@pytest.mark.parametrize("fleet, cluster", CLUSTERS)
def test_everything_keeps_the_schemas_of_every_release(
    fleet: str, cluster: str, release: str, on: On
) -> None:
    found = on(cluster, OPERATED[fleet])
    assert ("FluxInstance", "flux-system", "flux") in found
    wrong = [text for item in found.values() for text in complaints(item, releases(release))]
    assert wrong == []


@pytest.mark.parametrize("fleet", OPERATED)
def test_the_operator_starts_what_bootstrap_would(fleet: str) -> None:
    """One FluxInstance for each root, of the line that the tree is written for, and no gotk file
    beside it; bootstrap's own source and link have the names that links refer to."""
    made = compiled(OPERATED[fleet])
    assert made.plan
    paths = made.files["fleet"]
    assert not [path for path in paths if "gotk" in path]
    for instance in made.plan.instances:
        root = instance.root.path
        item = yamls.load(paths[f"{root}/flux-system/flux-instance.yaml"].text)
        assert item["spec"]["distribution"]["version"] == f"{instance.version}.x"
        assert item["spec"]["sync"]["path"] == root
        assert item["spec"]["cluster"].get("multitenant", False) is instance.tenancy
        source, link = made_by(item)
        assert (
            source["metadata"]
            == link["metadata"]
            == {"name": "flux-system"} | {"namespace": "flux-system"}
        )
        listing = yamls.load(paths[f"{root}/flux-system/kustomization.yaml"].text)
        assert listing["resources"] == ["flux-instance.yaml"]
        assert f"{root}/kustomization.yaml" not in paths


def test_flux_is_not_taken_away_with_its_file() -> None:
    """The operator uninstalls Flux with the FluxInstance, and the root prunes."""
    [instance] = {
        yaml.safe_dump(item["metadata"])
        for fleet in OPERATED
        for item in objects(compiled(OPERATED[fleet]).files, "FluxInstance")
    }
    assert "kustomize.toolkit.fluxcd.io/prune: disabled" in instance


def test_a_slice_asks_for_its_controller() -> None:
    """The operator opens the gate for slices by itself where source-watcher is."""
    [hub] = objects(compiled(OPERATED["hub"]).files, "FluxInstance")
    [eu] = objects(compiled(OPERATED["tenants"]).files, "FluxInstance")
    assert "source-watcher" in hub["spec"]["components"]
    assert "source-watcher" not in eu["spec"]["components"]


# -- shards --------------------------------------------------------------------------------------


def shard(item: Object) -> str | None:
    label: str | None = item["metadata"].get("labels", {}).get(KEY)
    return label


@pytest.mark.parametrize("fleet, cluster", [c for c in CLUSTERS if c.values[0] != "hub"])
def test_a_shard_has_the_links_and_releases_of_its_teams(fleet: str, cluster: str, on: On) -> None:
    """And of sources those that are the team's own; every label has its set of controllers."""
    plan = compiled(OPERATED[fleet]).plan
    assert plan
    found = on(cluster, OPERATED[fleet])
    shards = {None, *found["FluxInstance", "flux-system", "flux"]["spec"]["sharding"]["shards"]}
    assert {shard(item) for item in found.values()} <= shards
    for unit in plan.units:
        if unit.cluster == cluster:
            wanted = "blue" if unit.team == "shop" else None
            assert shard(found["Kustomization", unit.control_namespace, unit.name]) == wanted
    releases_of_shop = [i for k, i in found.items() if k[0] == "HelmRelease" and k[2] != "cache"]
    assert releases_of_shop and {shard(item) for item in releases_of_shop} == {"blue"}
    assert shard(found["Kustomization", "flux-system", "cache"]) is None


@pytest.mark.parametrize("fleet, cluster", CLUSTERS)
def test_a_chart_is_made_where_its_source_is(fleet: str, cluster: str, on: On) -> None:
    """source-controller makes a HelmChart from a file of its own disk."""
    found = on(cluster, OPERATED[fleet])
    charts = 0
    for (kind, namespace, _), item in found.items():
        chart = item["spec"].get("chart") if kind == "HelmRelease" else None
        if chart:
            reference = chart["spec"]["sourceRef"]
            source = found.get((reference["kind"], namespace, reference["name"]))
            charts += 1
            own = chart.get("metadata", {}).get("labels", {}).get(KEY)
            assert own == (shard(source) if source else None)
    assert charts or fleet == "hub"


def test_a_repository_of_a_team_is_in_its_shard(on: On) -> None:
    found = on("eu", OPERATED["standalone"])
    sources = {key[2]: shard(item) for key, item in found.items() if key[0] == "GitRepository"}
    assert sources == {"code-shop-pointed": "blue", "code-shop-other": "blue", "rendered": None}


# -- sets ----------------------------------------------------------------------------------------

START = """gitops 1
operator flux {
  install flux-operator
  link resourceset
}
cluster eu
stage staging on eu
repo fleet at "https://git.example.org/fleet.git"
place root in fleet at "clusters/{cluster}"
place base in fleet at "base/{team}/{app}"
place overlay in fleet at "apps/{team}/{app}"
"""
APP = """  app %s {
    image "ghcr.io/acme/web"
    start "1.0.0"
  }
"""


def sets(spec: str) -> dict[str, Any]:
    return {i["metadata"]["name"]: i for i in objects(compiled(spec).files, "ResourceSet")}


def test_one_more_app_is_one_more_input() -> None:
    one = START + "team shop {\n" + APP % "web" + "}\n"
    two = START + "team shop {\n" + APP % "web" + APP % "api" + "}\n"
    [before], [after] = sets(one).values(), sets(two).values()
    assert before["spec"]["inputs"] == [{"app": "web"}]
    assert after["spec"]["inputs"] == [{"app": "api"}, {"app": "web"}]
    assert before["spec"]["resources"] == after["spec"]["resources"]


def test_a_name_that_could_be_a_number_stays_a_name() -> None:
    """P44: a text that is put into a template is read as YAML once more."""
    named = START.replace(
        "place base",
        'place wiring in fleet at "clusters/{cluster}" {\n  name "{app}"\n}\nplace base',
    )
    [item] = sets(named + "team shop {\n" + APP % "2048" + APP % "web" + "}\n").values()
    made = [link["metadata"]["name"] for link in made_by(item)]
    assert made == ["2048", "web"]


def test_what_looks_like_a_template_is_none() -> None:
    text = {"a": "<< inputs.app >>", "b": ["x <<", True, 3]}
    from gitopsc.backends.flux.sets.template import escaped

    assert resourcesets.filled({"spec": escaped(text)}, {}) == {"spec": text}


def test_a_team_acts_with_its_own_rights(on: On) -> None:
    """A set without an account would act with those of the operator, which are all there are."""
    found = on("eu", OPERATED["tenants"])
    made = {key: item for key, item in found.items() if key[0] == "ResourceSet"}
    assert {(key[1], item["spec"]["serviceAccountName"]) for key, item in made.items()} == {
        ("pay-gitops", "pay"),
        ("shop-gitops", "shop"),
    }
    for key, item in made.items():
        assert ("ServiceAccount", key[1], item["spec"]["serviceAccountName"]) in found


def test_where_teams_have_rights_the_operator_is_told_to_take_none() -> None:
    page = compiled(OPERATED["tenants"]).files["fleet"]["TOPOLOGY.md"].text
    assert "--set multitenancy.enabled=true" in page
    assert "multitenancy" not in compiled(OPERATED["hub"]).files["fleet"]["TOPOLOGY.md"].text


def test_two_sets_of_one_name_are_told() -> None:
    spec = START.replace("stage staging", "stage b-c on eu\nstage c")
    spec = spec.replace('"apps/{team}/{app}"', '"apps/{team}/{app}/{stage}"')
    spec += (
        "team a {\n"
        + APP % "web"
        + '}\nteam a-b {\n  namespace "other-{stage}"\n'
        + APP % "api"
        + "}\n"
    )
    assert "name-collision" in slugs(spec)
