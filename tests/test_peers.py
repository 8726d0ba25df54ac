"""Other people's linters find nothing in our trees that is not explained here.

`argocd-source-lint` looks for sources that fail without a word, `argocheck` follows an app of apps
from its root and renders what it finds. Both read Git, so each repository becomes one.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import gitopsc
from gitopsc.plan.instance import Instance
from gitopsc.plan.plan import Plan
from tests.properties.reading import repositories
from tests.real.helm import helm
from tests.real.trees import applications, documents, sources
from tests.real.upstream import replace_upstream
from tests.test_examples import EXAMPLES, SPECS

pytestmark = pytest.mark.slow

BIN = Path(sys.executable).parent
NAMES = sorted(SPECS)


class Checkouts:
    """The repositories of an example as one Argo CD sees them: as Git repositories, which Git finds
    under their true addresses, and without the links and projects of other instances (a linter
    takes projects of one name in two Argo CDs for one)."""

    def __init__(self, folder: Path, plan: Plan, instance: Instance) -> None:
        self.instance, self.tree = instance, folder / "tree"
        path = f"{helm().parent}{os.pathsep}{BIN}{os.pathsep}{os.environ['PATH']}"
        config = folder / "gitconfig"
        self.environment = {**os.environ, "GIT_CONFIG_GLOBAL": str(config), "PATH": path}
        for other in plan.instances:
            if other.ref != instance.ref:
                self._without(plan, other)
        self.known = {
            (url, branch): self.tree / repo
            for (url, branch), repo in repositories(plan).items()
            if (self.tree / repo).is_dir()
        }
        lines = ["[user]", "name = test", "email = test@example.org"]
        lines += ['[protocol "file"]', "allow = always"]
        for (url, _), checkout in self.known.items():
            lines += [f'[url "file://{checkout}"]', f"insteadOf = {url}"]
        config.write_text("\n".join(lines), encoding="utf-8")
        for (url, branch), checkout in self.known.items():
            self.git(checkout, "init", "-q", "-b", branch)
            self.git(checkout, "remote", "add", "origin", url)
            self.git(checkout, "add", ".")
            self.git(checkout, "commit", "-q", "-m", "Compile")

    def _without(self, plan: Plan, other: Instance) -> None:
        folder = self.tree / other.root.repo.folder
        shutil.rmtree(folder / other.root.directory, ignore_errors=True)
        slots = [other.platform_project, other.default_project]
        slots += [project.slot for project in plan.projects if project.instance == other.ref]
        for slot in slots:
            if slot and slot.is_file:
                (folder / slot.path).unlink(missing_ok=True)

    @property
    def root(self) -> Path:
        """The repository that Argo CD is pointed at."""
        return self.tree / self.instance.root.repo.folder

    def git(self, checkout: Path, *arguments: str) -> None:
        subprocess.run(["git", *arguments], cwd=checkout, env=self.environment, check=True)

    def run(self, checkout: Path, *command: str) -> str:
        """What a linter prints."""
        run = subprocess.run(
            [str(BIN / command[0]), *command[1:]],
            cwd=checkout,
            env=self.environment,
            capture_output=True,
            text=True,
        )
        return run.stdout + run.stderr


def views(name: str, folder: Path) -> Iterator[Checkouts]:
    """An example as each of its Argo CDs sees it."""
    plan = gitopsc.compile(SPECS[name], "argocd").plan
    assert plan is not None
    for instance in plan.instances:
        home = folder / instance.cluster
        shutil.copytree(EXAMPLES / name / "argocd", home / "tree")
        replace_upstream(home / "tree")
        yield Checkouts(home, plan, instance)


@pytest.mark.parametrize("name", NAMES)
def test_argocheck_follows_the_root_to_the_end(name: str, tmp_path: Path) -> None:
    pytest.importorskip("argocheck", reason="PyPI argocheck is not installed")
    for view in views(name, tmp_path):
        said = view.run(view.root, "argocheck", root_file(view))
        assert "✓" in said, said
        failed = set(re.findall(r"✗ (\S+)", said))
        assert failed - explained(view) == set(), said


def explained(view: Checkouts) -> set[str]:
    """What argocheck cannot follow: Applications on charts, which it would fetch from the network,
    and the root, which stands in the folder it reads and so looks after itself ("Cycle detected").
    """
    found = set()
    for application in applications(view.tree):
        read = sources(application)
        if any("chart" in source or "helm" in source for source in read):
            found.add(application["metadata"]["name"])
    return {*found, root_file(view).rpartition("/")[2].removesuffix(".yaml")}


def root_file(view: Checkouts) -> str:
    """The file with the Application on the root: it starts everything."""
    folder = view.instance.root.directory or "."
    [path] = [
        path
        for path in sorted(view.root.rglob("*.yaml"))
        for item in documents(path)
        if item.get("kind") == "Application" and sources(item)[0].get("path") == folder
    ]
    return path.relative_to(view.root).as_posix()


@pytest.mark.parametrize("name", NAMES)
def test_argocd_source_lint_finds_no_silent_failure(name: str, tmp_path: Path) -> None:
    pytest.importorskip("argocd_source_lint", reason="PyPI argocd-source-lint is not installed")
    for view in views(name, tmp_path):
        report = tmp_path / view.instance.cluster / "report.json"
        for checkout in view.known.values():
            view.run(
                checkout, "argocd-source-lint", ".", "--format", "json", "--output", str(report)
            )
            findings = json.loads(report.read_text(encoding="utf-8"))["findings"]
            serious = [finding for finding in findings if finding["severity"] != "info"]
            # It does not look at destinations: a folder for two clusters is one owner on each.
            assert [f for f in serious if f["rule_id"] != "double-coverage"] == []
