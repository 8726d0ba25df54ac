"""A `renovate.json` finds every version that is Renovate's to raise, once, and raises no other."""

import json
from collections import Counter

import pytest

from gitopsc.compiler import Compilation
from tests.bots.reading import Files, Found, found, rule
from tests.bots.specs import APPS, HEAD, REPOSITORIES, SHAPES, spec
from tests.compiling import compiled

BOTH = pytest.mark.parametrize("operator", ["argocd", "flux"])


def texts(made: Compilation, repo: str) -> Files:
    return {path: document.text for path, document in made.files[repo].items()}


def raised(files: Files, branch: str) -> list[Found]:
    """Whatever may move, be it the tag or what it points at."""
    kinds = ("major", "digest")
    return [
        one
        for one in found(files)
        if any(rule(files, one, kind, branch)["enabled"] for kind in kinds)
    ]


@BOTH
@pytest.mark.parametrize("shape", SHAPES)
def test_every_version_of_its_own_is_found_once_and_no_other_is_raised(
    shape: str, operator: str
) -> None:
    made = compiled(spec(shape, operator))
    assert made.plan and made.plan.movers
    wanted: dict[tuple[str, str], Counter[tuple[str, str]]] = {}
    for mover in made.plan.movers:
        state = mover.state
        home = wanted.setdefault((state.slot.repo.folder, state.slot.repo.branch), Counter())
        home[state.path, state.name] += 1
    for (repo, branch), names in wanted.items():
        files = texts(made, repo)
        assert branch in json.loads(files["renovate.json"])["baseBranchPatterns"]
        one_by_one = raised(files, branch)
        assert Counter((one.file, one.name) for one in one_by_one) == names
        assert {one.version for one in one_by_one} <= {"1.0.0", "1.4.0", "2.0.0"}


@BOTH
@pytest.mark.parametrize("shape", SHAPES)
def test_it_looks_at_no_file_that_is_written_anew(shape: str, operator: str) -> None:
    """What the next compile writes is no home of a version."""
    made = compiled(spec(shape, operator))
    for documents in made.files.values():
        if "renovate.json" in documents:
            files = {path: document.text for path, document in documents.items()}
            for one in found(files):
                assert documents[one.file].ownership.value == "seeded"


def test_each_stage_has_requests_of_its_own_and_its_own_range() -> None:
    files = texts(compiled(spec("one repository")), "platform")
    desk = {one.file.split("/")[3]: rule(files, one) for one in found(files) if one.name == "nginx"}
    assert {stage: said["additionalBranchPrefix"] for stage, said in desk.items()} == {
        "dev": "dev/",
        "test": "test/",
    }
    assert {said["allowedVersions"] for said in desk.values()} == {"~1.4"}
    assert {said["versioning"] for said in desk.values()} == {"semver"}
    [cart, *_] = [rule(files, one) for one in found(files) if one.name == "cart"]
    assert (cart["versioning"], cart["allowedVersions"]) == ("helm", ">=2 <4 || 5.x")


def test_a_tag_that_is_followed_stays() -> None:
    files = texts(compiled(spec("one repository")), "platform")
    ledgers = [one for one in found(files) if one.name.endswith("/ledger")]
    assert len(ledgers) == 2
    for one in ledgers:
        assert rule(files, one, "digest")["enabled"] and rule(files, one, "pinDigest")["pinDigests"]
        assert not any(rule(files, one, kind)["enabled"] for kind in ("major", "minor", "patch"))


def test_branches_of_one_repository_hold_one_configuration() -> None:
    """Renovate reads that of the default branch, and only the forge knows which one it is."""
    made = compiled(spec("a branch for each stage", "flux"))
    said = {repo: files["renovate.json"].text for repo, files in made.files.items()}
    assert len(said) == 4 and len(set(said.values())) == 1
    config = json.loads(next(iter(said.values())))
    assert config["baseBranchPatterns"] == ["dev", "test"]
    assert all("matchBaseBranches" in item for item in config["packageRules"][1:])


def test_only_repositories_with_a_version_of_its_own_have_one() -> None:
    made = compiled(spec("a repository for each team"))
    assert {repo for repo, files in made.files.items() if "renovate.json" in files} == {
        "tenant/bank",
        "tenant/shop",
    }


def test_without_a_bump_there_is_nothing_to_read() -> None:
    silent = "\n".join(line for line in APPS.splitlines() if "bump" not in line)
    silent = silent.replace('    policy semver\n    range ">=2, <4 || 5.x"\n  }\n', "")
    silent = silent.replace("      policy digest\n    }\n", "")
    silent = silent.replace('      range "~1.4"\n    }\n', "")
    made = compiled("\n".join((HEAD, REPOSITORIES["one repository"], silent)))
    assert all("renovate.json" not in files for files in made.files.values())
    assert "nothing-emitted" in {diagnostic.slug for diagnostic in made.diagnostics}
