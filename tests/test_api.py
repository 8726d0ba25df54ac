"""The porch: what other Python programs may rely on."""

from pathlib import Path

import gitopsc
from gitopsc.refs import Where
from gitopsc.source import Span

SPEC = Path(__file__).parent.parent / "examples" / "quickstart" / "shop.gitops"


def test_the_porch_fits_on_one_screen() -> None:
    assert sorted(gitopsc.__all__) == [
        "Compilation",
        "Source",
        "Topology",
        "compile",
        "format",
        "parse",
        "schema",
    ]


def test_a_path_a_source_and_a_topology_compile_to_the_same_bytes() -> None:
    from_path = gitopsc.compile(SPEC)
    from_source = gitopsc.compile(gitopsc.Source(str(SPEC), SPEC.read_text(encoding="utf-8")))
    assert from_path.topology is not None
    from_topology = gitopsc.compile(from_path.topology)
    assert from_path.ok
    assert from_path.files == from_source.files == from_topology.files


def test_a_topology_survives_its_json() -> None:
    topology = gitopsc.compile(SPEC).topology
    assert topology is not None
    assert gitopsc.Topology.model_validate_json(topology.model_dump_json()) == topology
    assert gitopsc.schema()["title"] == "Topology"


def test_complaints_about_another_operator_point_at_the_one_that_was_said() -> None:
    text = """gitops 1

operator flux {
  sync {
    every 5m
  }
  place root in platform at "clusters/{cluster}"
}
repo platform at "https://git.example.org/platform.git"
cluster eu
cluster us
stage production on [eu, us]
"""
    spec = gitopsc.Source("shop.gitops", text)
    shared = gitopsc.Source("shop.gitops", text.replace("/{cluster}", ""))
    told = {
        diagnostic.slug: diagnostic.labels[0].at
        for source in (spec, shared)
        for diagnostic in gitopsc.compile(source, operator="argocd").diagnostics
    }
    assert told.keys() >= {"nothing-emitted", "shared-root"}
    assert all(isinstance(at, Span) for at in told.values())


def test_complaints_about_a_topology_name_things() -> None:
    topology = gitopsc.compile(SPEC).topology
    assert topology is not None
    lost = topology.model_copy(update={"clusters": ()})
    places = [
        label.at
        for diagnostic in gitopsc.compile(lost).diagnostics
        if diagnostic.slug == "stage-nowhere"
        for label in diagnostic.labels
    ]
    assert [str(at.ref) for at in places if isinstance(at, Where)] == [
        "stage `production`",
        "stage `staging`",
    ]


def test_a_missing_file_is_a_value() -> None:
    result = gitopsc.compile("no/such.gitops")
    assert not result.ok
    assert result.files == {}
    assert [diagnostic.slug for diagnostic in result.diagnostics] == ["file-not-found"]
