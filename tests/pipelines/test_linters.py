"""Other people's linters read what is written for each server, and the scripts."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import yamls
from tests.pipelines.specs import everything
from tests.real.npm import installed, node
from tests.real.trees import write

BIN = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"


def lint(tool: str, *arguments: str | Path) -> None:
    """Run a linter that finds nothing; skip where it is not installed."""
    found = shutil.which(tool, path=BIN)
    if found is None:
        pytest.skip(f"{tool} is not installed; it is in the extra `peers`")
    environment = {**os.environ, "PATH": BIN}
    run = subprocess.run(
        [found, *map(str, arguments)], capture_output=True, text=True, env=environment
    )
    assert run.returncode == 0, run.stdout + run.stderr


def repos(server: str, folder: Path) -> list[Path]:
    tree = write(everything(server).files, folder)
    return sorted(path.parent for path in tree.rglob(".pipeline") if path.is_dir())


def test_workflows_are_what_github_reads(tmp_path: Path) -> None:
    files = [repo / ".github/workflows/gitops.yml" for repo in repos("github-actions", tmp_path)]
    assert len(files) == 3
    lint("check-jsonschema", "--builtin-schema", "vendor.github-workflows", *files)
    lint("actionlint", *files)


def test_actions_are_pinned_and_rights_are_few(tmp_path: Path) -> None:
    for repo in repos("github-actions", tmp_path):
        text = (repo / ".github/workflows/gitops.yml").read_text(encoding="utf-8")
        used = re.findall(r"uses: (.*)", text)
        assert used and all(re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v[\d.]+", u) for u in used)
        assert "\npermissions:\n  contents: read\n" in text
        assert "contents: write" not in text


def test_jobs_are_what_gitlab_reads(tmp_path: Path) -> None:
    for repo in repos("gitlab-ci", tmp_path):
        files = (repo / ".gitlab-ci.yml", repo / ".pipeline/gitlab.yml")
        lint("check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", *files)


def test_gitlab_is_told_which_jobs_deliver(tmp_path: Path) -> None:
    """It refuses one that is older than what was delivered, as long as no other job says the same
    environment."""
    environments = {
        name: job.get("environment")
        for repo in repos("gitlab-ci", tmp_path)
        for name, job in yamls.load((repo / ".pipeline/gitlab.yml").read_bytes()).items()
    }
    assert environments == {
        "gitops:check": None,
        "gitops:build": None,
        "gitops:to-staging": "gitops/staging",
        "gitops:to-production": "gitops/production",
    }


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("java") is None, reason="npm-groovy-lint wants Java")
def test_stages_are_what_jenkins_parses(tmp_path: Path) -> None:
    package = "npm-groovy-lint@18.0.0"
    tool = installed(package) / "lib" / "index.js"
    for repo in repos("jenkins", tmp_path):
        for name in ("Jenkinsfile", ".pipeline/jenkins.groovy"):
            file = tmp_path / f"{name.rpartition('/')[2].removesuffix('.groovy')}.groovy"
            file.write_text((repo / name).read_text(encoding="utf-8"), encoding="utf-8")
            run = subprocess.run(
                [node(package), tool, "--parse", "--failon", "error", file.name],
                cwd=tmp_path,
                capture_output=True,
                text=True,
            )
            assert run.returncode == 0, run.stdout + run.stderr
            assert "NglParseError" not in run.stdout


def test_scripts_are_posix(tmp_path: Path) -> None:
    repo = repos("jenkins", tmp_path)[0]
    scripts = sorted((repo / ".pipeline").glob("*.sh"))
    assert len(scripts) == 7
    lint("shellcheck", "--shell", "sh", *scripts)


def test_nothing_that_is_secret_is_written(tmp_path: Path) -> None:
    """Only names: what a server fills in when a job runs."""
    for server in ("github-actions", "gitlab-ci", "jenkins"):
        for repo in repos(server, tmp_path / server):
            for path in repo.rglob("*"):
                if path.is_file():
                    text = path.read_text(encoding="utf-8")
                    assert not re.search(r"(TOKEN|PASSWORD)[=:] *[\"']?[A-Za-z0-9]{8}", text), path
