"""Images are built and pushed to where their names say, by a docker that only takes notes."""

import subprocess
from pathlib import Path

import pytest

from tests.compiling import compiled
from tests.real.gitserver import environment, git
from tests.real.trees import write

SPEC = """\
gitops 1

operator flux
agent ci using github-actions
cluster main
stage staging

repo platform at "https://git.example.org/platform.git"
repo code at "https://git.example.org/code.git"
place root in platform at "clusters/{{cluster}}"
place overlay in platform at "{{stage}}/{{app}}"
place source in code at "k8s"

team shop {{
  app web {{
    image "{image}"
    start "1.0.0"
    config replicated from code by ci
  }}
}}
"""

DOCKER = """\
#!/bin/sh
echo "$@" >>"$0.notes"
[ "$1" != login ] || grep -qx "a-secret"
"""


@pytest.mark.parametrize(
    ("image", "registry"),
    [
        ("nginx", "docker.io"),
        ("acme/hub", "docker.io"),
        ("docker.io/acme/hub", "docker.io"),
        ("ghcr.io/acme/web", "ghcr.io"),
        ("localhost/web", "localhost"),
        ("registry:5000/web", "registry:5000"),
    ],
)
def test_the_registry_is_the_one_that_docker_reads_in_the_name(
    image: str, registry: str, tmp_path: Path
) -> None:
    tree = write(compiled(SPEC.format(image=image)).files, tmp_path / "tree")
    code, docker = tree / "code", tmp_path / "tools/docker"
    docker.parent.mkdir()
    docker.write_text(DOCKER, encoding="utf-8")
    docker.chmod(0o755)
    (code / "web").mkdir()
    (code / "web/Dockerfile").write_text("FROM scratch\n", encoding="utf-8")
    git(code, "init", "-q")
    git(code, "commit", "-q", "--allow-empty", "-m", "Begin")

    version = _run(code, "version.sh")
    _run(code, "build.sh", docker.parent, REGISTRY_USER="ada", REGISTRY_TOKEN="a-secret")
    assert docker.with_suffix(".notes").read_text(encoding="utf-8").splitlines() == [
        f"login --username ada --password-stdin {registry}",
        f"build --tag {image}:{version} web",
        f"push {image}:{version}",
    ]


def _run(code: Path, script: str, *tools: Path, **more: str) -> str:
    clean = environment()
    path = ":".join(map(str, (*tools, clean["PATH"])))
    run = subprocess.run(
        ["sh", f".pipeline/{script}"],
        cwd=code,
        env={**clean, "PATH": path, **more},
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout.strip()
