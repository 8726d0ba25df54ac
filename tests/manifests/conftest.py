"""The Go readers our YAML must agree with."""

import json
import subprocess
from collections.abc import Callable, Mapping

import pytest

from tests.real.kustomize import kubectl

GoReader = Callable[[str], object]
Kustomize = Callable[[Mapping[str, str]], str]


@pytest.fixture(scope="session")
def go_reader() -> GoReader:
    """The object that kubectl (sigs.k8s.io/yaml) sees in a text; no cluster is asked."""
    command = [kubectl(), "label", "--local", "-f", "-", "-o", "json", "read=yes"]

    def read(text: str) -> object:
        run = subprocess.run(command, input=text.encode(), capture_output=True)
        if run.returncode:
            raise ValueError(run.stderr.decode())
        return json.loads(run.stdout)

    return read


@pytest.fixture(scope="session")
def kustomize(tmp_path_factory: pytest.TempPathFactory) -> Kustomize:
    """What the real kustomize writes for a folder with these files."""

    def build(files: Mapping[str, str]) -> str:
        folder = tmp_path_factory.mktemp("kustomize")
        for name, text in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
        run = subprocess.run([kubectl(), "kustomize", str(folder)], capture_output=True)
        assert run.returncode == 0, run.stderr.decode()
        return run.stdout.decode()

    return build
