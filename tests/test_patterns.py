"""Every value of every dimension has a small spec of its own, in tests/patterns: it is compiled for
each operator that can realise it, and refused for the reason that the table of capabilities gives
where one cannot.
"""

import re
from pathlib import Path

import pytest

from gitopsc.backends.capabilities import Capability, capabilities, page
from tests.compiling import compiled, manifests, mistakes, outcome
from tests.real.kustomize import build_all
from tests.real.schemas import (
    RELEASES_OF_ARGOCD,
    RELEASES_OF_FLUX,
    complaints,
    needs_schemas,
    releases,
)
from tests.real.trees import write

HERE = Path(__file__).parent / "patterns"
DOCS = Path(__file__).parent.parent / "docs"
BESIDE = {
    "issuers.yaml": """\
apiVersion: cert-manager.io/v1
kind: ClusterIssuer
metadata:
  name: letsencrypt
spec:
  acme:
    server: https://acme.example.org/staging
"""
}
ANSWERS = [
    pytest.param(answer, id=f"{answer.pattern.word.replace(' ', '-')}-{answer.operator}")
    for answer in capabilities()
]
POSSIBLE = [case for case in ANSWERS if case.values[0].possible]
REFUSED = [case for case in ANSWERS if not case.values[0].possible]
RELEASES = {"argocd": RELEASES_OF_ARGOCD, "flux": RELEASES_OF_FLUX}
LINES = [
    pytest.param(case.values[0], release, id=f"{case.id}-{release.rpartition('-')[2]}")
    for case in POSSIBLE
    for release in RELEASES[case.values[0].operator]
]


def text(answer: Capability) -> str:
    """The spec of a pattern; one that is said differently to each operator has two files."""
    stem = answer.pattern.word.replace(" ", "-")
    own = HERE / f"{stem}.{answer.operator}.gitops"
    file = own if own.exists() else HERE / f"{stem}.gitops"
    return file.read_text(encoding="utf-8").replace(
        "operator argocd", f"operator {answer.operator}"
    )


@pytest.mark.parametrize("answer", POSSIBLE)
def test_what_is_possible_compiles(answer: Capability) -> None:
    assert compiled(text(answer), beside=BESIDE).files


@pytest.mark.parametrize("answer", REFUSED)
def test_what_is_not_possible_is_refused_with_the_reason_of_the_table(answer: Capability) -> None:
    result = outcome(text(answer), beside=BESIDE)
    assert result.files == {}
    reasons = [help for d in result.diagnostics if d.slug == "not-realised" for help in d.help]
    assert answer.text in reasons


def written_for(spec: str, line: str) -> str:
    """The spec, with its operators at a release line."""
    at_line = f'\\1 {{\n  version "{line}"'
    opened = re.sub(r"^(operator [^{\n]*?) \{$", at_line, spec, flags=re.M)
    return re.sub(r"^(operator [^{\n]*)$", at_line + "\n}", opened, flags=re.M)


@needs_schemas
@pytest.mark.parametrize(("answer", "release"), LINES)
def test_its_objects_pass_the_schemas_of_each_release_line(
    answer: Capability, release: str
) -> None:
    """Or the line is told that it lacks the pattern, and nothing is written."""
    line = release.rpartition("-")[2].rpartition(".")[0]
    result = outcome(written_for(text(answer), line), beside=BESIDE)
    errors = set(mistakes(result))
    assert errors in (set(), {"not-yet"}), result.diagnostics
    assert bool(result.files) is not bool(errors)
    for _, path, item in manifests(result.files):
        assert complaints(item, releases(release)) == [], path


@pytest.mark.slow
@pytest.mark.parametrize("answer", POSSIBLE)
def test_its_kustomizations_build(answer: Capability, tmp_path: Path) -> None:
    files = compiled(text(answer), beside=BESIDE).files
    write(files, tmp_path)
    for repo in files:
        build_all(tmp_path / repo, answer.operator)


def test_every_file_is_a_pattern() -> None:
    words = {case.values[0].pattern.word.replace(" ", "-") for case in ANSWERS}
    assert {path.name.partition(".")[0] for path in HERE.glob("*.gitops")} == words


def test_the_page_is_current() -> None:
    said = (DOCS / "capabilities.md").read_text(encoding="utf-8")
    assert said == page(), "run `python -m gitopsc.backends.capabilities > docs/capabilities.md`"
