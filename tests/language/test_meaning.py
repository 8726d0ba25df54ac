"""What a spec means, as a value."""

import json
from pathlib import Path

from gitopsc.language.presets import names, preset
from gitopsc.model.section import Scope, Setting
from tests.language.specs import bound, slugs, topology

HERE = Path(__file__).parent
FLEET = (HERE / "fleet.gitops").read_text(encoding="utf-8")


def test_a_spec_that_says_nearly_everything() -> None:
    found = topology(FLEET).model_dump(mode="json", exclude_defaults=True)
    expected = (HERE / "fleet.json").read_text(encoding="utf-8")
    assert json.dumps(found, indent=2, ensure_ascii=False) + "\n" == expected


def test_a_spec_is_called_like_its_file() -> None:
    assert topology("gitops 1\n").name == "spec"


def test_a_list_declares_each_of_its_clusters() -> None:
    spec = 'gitops 1\ngroup edge\ncluster [b, a] at "https://{cluster}.example.org" in edge\n'
    assert [(c.name, c.at, c.groups) for c in topology(spec).clusters] == [
        ("a", "https://a.example.org", ("edge",)),
        ("b", "https://b.example.org", ("edge",)),
    ]


def test_names_come_from_the_text_not_from_the_token() -> None:
    spec = "gitops 1\ncluster 2048\ncluster 7d\nstage 1 on [2048, 7d]\nteam 3rd-party {\n}\n"
    found = topology(spec)
    assert [cluster.name for cluster in found.clusters] == ["2048", "7d"]
    assert found.stages[0].on == ("2048", "7d")


def test_a_scope_written_twice_is_one_section() -> None:
    spec = """gitops 1
cluster a
stage dev on a
team t {
  app x {
    in dev {
      replicas = 1
    }
    in dev {
      env.A = "b"
    }
  }
}
"""
    (section,) = topology(spec).teams[0].apps[0].sections
    assert section.scope == Scope(stages=("dev",))
    assert section.settings == (
        Setting(key=("env", "A"), value="b"),
        Setting(key=("replicas",), value=1),
    )


def test_a_place_of_ones_own_replaces_the_presets() -> None:
    spec = """gitops 1
include "preset:flux-monorepo"
repo platform at "https://git.example.org/platform.git"
place overlay in platform at "mine/{app}/{stage}"
"""
    places = {place.artefact: place.at for place in topology(spec).places}
    assert places["overlay"] == "mine/{app}/{stage}"
    assert places["base"] == "apps/base/{team}/{app}"


def test_a_team_may_be_called_like_the_operator() -> None:
    spec = """gitops 1
repo platform at "https://git.example.org/platform.git"
operator argocd {
  place wiring in platform at "operator/{app}"
}
team argocd {
  place wiring in platform at "team/{app}"
}
"""
    found = topology(spec)
    assert [place.at for place in found.operators[0].places] == ["operator/{app}"]
    assert [place.at for place in found.teams[0].places] == ["team/{app}"]


def test_a_replaced_place_of_a_preset_needs_no_repo() -> None:
    mine = "".join(
        f'place {artefact} in mine at "{artefact}/{{{dimension}}}"\n'
        for artefact, dimension in (
            ("root", "cluster"),
            ("infra", "infra"),
            ("base", "app"),
            ("overlay", "app"),
            ("variant", "variant"),
        )
    )
    repo = 'repo mine at "https://git.example.org/mine.git"\n'
    assert slugs(f'gitops 1\ninclude "preset:flux-monorepo"\n{repo}{mine}') == []


def test_every_preset_binds_with_the_repositories_it_needs() -> None:
    for name in names():
        spec = f"""gitops 1
include "preset:{name}"
repo platform at "https://git.example.org/platform.git"
repo apps per team at "https://git.example.org/{{team}}/apps.git"
"""
        found = topology(spec)
        assert {"root", "infra", "base", "overlay"} <= {p.artefact for p in found.places}


def test_a_preset_says_nothing_but_places() -> None:
    for name in names():
        source = preset(name)
        assert source is not None
        _, *lines = [line for line in source.text.splitlines() if line and line[0] != "#"]
        assert all(line.startswith("place ") for line in lines), name


def test_a_file_included_twice_is_bound_once() -> None:
    spec = 'gitops 1\ninclude "fleet.gitops"\ninclude "*.gitops"\ninclude "fleet.gitops"\n'
    found = bound(spec, fleet="cluster a\n")
    assert not found.diagnostics
    assert [file.source.path for file in found.files] == ["spec.gitops", "fleet.gitops"]


def test_included_paths_are_relative_to_the_entry_spec() -> None:
    spec = 'gitops 1\ninclude "teams/all.gitops"\n'
    found = topology(spec, teams_all='include "teams/one.gitops"\n', teams_one="team one {\n}\n")
    assert [team.name for team in found.teams] == ["one"]


def test_the_mistakes_of_all_files_are_told_at_once() -> None:
    spec = 'gitops 1\ninclude "one.gitops"\ninclude "two.gitops"\nstage s on x\n'
    found = slugs(spec, one="clustr a\n", two="team Two {\n}\n")
    assert sorted(found) == ["not-a-label", "unknown-cluster", "unknown-noun"]


def test_after_a_misspelt_noun_the_rest_is_understood() -> None:
    spec = "gitops 1\nteem shop {\n  ap web\n}\nteam other {\n  app x needs shop.web\n}\n"
    assert slugs(spec) == ["unknown-noun", "unknown-attribute"]


def test_without_an_operator_a_spec_binds() -> None:
    assert topology("gitops 1\ncluster a\n").operators == ()


def test_days_are_hours_to_the_operators() -> None:
    spec = "gitops 1\nteam t {\n  sync {\n    every 2d\n    timeout 0090s\n  }\n}\n"
    sync = topology(spec).teams[0].sync
    assert (sync.every, sync.timeout) == ("48h", "90s")
