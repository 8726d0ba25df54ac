"""Static checks before anything leaves a repository, by the real kustomize."""

import os
import subprocess
import sys
from pathlib import Path

from tests.compiling import compiled
from tests.real.gitserver import environment
from tests.real.kustomize import kubectl
from tests.real.trees import write

ROOT = Path(__file__).parents[2]
SPEC = """\
gitops 1

operator flux
agent ci using gitlab-ci {
  checks [kustomize]
}
cluster main
stage staging

repo platform at "https://git.example.org/platform.git"
repo code per app at "https://git.example.org/{team}/{app}.git"
place root in platform at "clusters/{cluster}"
place overlay in platform at "{stage}/{app}"
place source in code at "k8s/{stage}"

team shop {
  app web {
    using kustomize
    image "ghcr.io/example/web"
    start "1.0.0"
    config replicated from code by ci
  }
}
"""

PYTHON_OF_DEBIAN = """\
#!/bin/sh
[ "$2" = venv ] || { echo "No module named $2" >&2; exit 1; }
mkdir -p "$3/bin"
printf '#!/bin/sh\\nshift\\necho installs "$@"\\n' >"$3/bin/pip"
printf '#!/bin/sh\\necho checks "$2"\\n' >"$3/bin/gitopsc"
chmod +x "$3/bin/pip" "$3/bin/gitopsc"
"""


def test_what_does_not_build_is_found(tmp_path: Path) -> None:
    tree = write(compiled(SPEC).files, tmp_path / "tree")
    code, tools = tree / "code" / "shop" / "web", tmp_path / "tools"
    tools.mkdir()
    kustomize = tools / "kustomize"
    kustomize.write_text(f'#!/bin/sh\nshift\nexec {kubectl()} kustomize "$@"\n', encoding="utf-8")
    kustomize.chmod(0o755)

    good = _check(code, tools)
    assert (good.returncode, good.stdout) == (0, "kustomize: k8s/staging\n"), good.stderr
    (code / "k8s/staging/service.yaml").unlink()
    bad = _check(code, tools)
    assert bad.returncode != 0
    assert "service.yaml" in bad.stderr


def test_the_tree_is_held_against_the_spec_that_lies_in_it(tmp_path: Path) -> None:
    text = SPEC.replace("checks [kustomize]", "checks [gitopsc]")
    platform, tools = tmp_path / "tree" / "platform", tmp_path / "tools"
    tools.mkdir()
    command = tools / "gitopsc"
    run = f"PYTHONPATH={ROOT} exec {sys.executable} -m gitopsc"
    command.write_text(f'#!/bin/sh\n{run} "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    head, team = text.split("\nteam ")
    (tmp_path / "shop.gitops").write_text(f'{head}\ninclude "team.gitops"\n', encoding="utf-8")
    (tmp_path / "team.gitops").write_text(f"team {team}", encoding="utf-8")
    subprocess.run([command, "compile", "shop.gitops", "-o", "tree"], cwd=tmp_path, check=True)
    for file in ("shop.gitops", "team.gitops"):
        (tmp_path / file).rename(platform / file)
    assert "gitopsc\n" in (platform / ".pipeline/requirements.txt").read_text(encoding="utf-8")

    good = _check(platform, tools)
    assert (good.returncode, good.stdout) == (0, "gitopsc: platform\n"), good.stderr
    (platform / "clusters/main/shop-web-staging.yaml").unlink()
    bad = _check(platform, tools)
    assert bad.returncode != 0
    assert "clusters/main/shop-web-staging.yaml" in bad.stdout + bad.stderr


def test_gitopsc_is_installed_where_python_itself_takes_nothing(tmp_path: Path) -> None:
    text = SPEC.replace("checks [kustomize]", "checks [gitopsc]")
    tree = write(compiled(text).files, tmp_path / "tree")
    platform, tools = tree / "platform", tmp_path / "tools"
    tools.mkdir()
    python = tools / "python3"
    python.write_text(PYTHON_OF_DEBIAN, encoding="utf-8")
    python.chmod(0o755)

    assert "python3-venv" in (platform / ".pipeline/gitlab.yml").read_text(encoding="utf-8")
    without = _check(platform, tools, _without_gitopsc())
    assert (without.returncode, "no spec lies here" in without.stdout) == (0, True), without.stderr
    (platform / "shop.gitops").write_text(text, encoding="utf-8")
    run = _check(platform, tools, _without_gitopsc())
    assert (run.returncode, run.stdout.splitlines()[1:]) == (
        0,
        ["installs --quiet --requirement .pipeline/requirements.txt", "checks shop.gitops"],
    ), run.stderr


def _without_gitopsc() -> str:
    """The search path, without the environment in which the tests may run."""
    folders = environment()["PATH"].split(os.pathsep)
    return os.pathsep.join(at for at in folders if not Path(at, "gitopsc").exists())


def _check(code: Path, tools: Path, more: str = "") -> subprocess.CompletedProcess[str]:
    """:param more: where else tools are found; as for whoever tests, if not said."""
    clean = environment()
    return subprocess.run(
        ["sh", ".pipeline/check.sh"],
        cwd=code,
        env={**clean, "PATH": f"{tools}{os.pathsep}{more or clean['PATH']}"},
        capture_output=True,
        text=True,
    )
