"""The real `kustomize edit`, which kubectl leaves out: found on the path, or built by Go."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

MODULE = "sigs.k8s.io/kustomize/kustomize/v5@v5.8.1"
SHELF = Path(tempfile.gettempdir()) / "gitopsc-tests" / MODULE.rpartition("@")[2]


def edit_set_image(folder: Path, image: str) -> None:
    subprocess.run([_kustomize(), "edit", "set", "image", image], cwd=folder, check=True)


def _kustomize() -> str:
    found = shutil.which("kustomize", path=f"{SHELF}{os.pathsep}{os.environ.get('PATH', '')}")
    if found:
        return found
    go = shutil.which("go")
    if go is None:
        pytest.skip("there is neither a `kustomize` nor a `go` to build it")
    built = subprocess.run(
        [go, "install", MODULE], env={**os.environ, "GOBIN": str(SHELF)}, capture_output=True
    )
    if built.returncode:
        pytest.skip("`kustomize` cannot be built here: its modules cannot be had")
    return str(SHELF / "kustomize")
