"""The real Renovate, of npm."""

import json
import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from tests.real.npm import installed, node

RENOVATE = "renovate@44.94.0"

Record = dict[str, Any]


class Dependency(NamedTuple):
    """What it has found in a file."""

    manager: str
    file: str
    name: str
    version: str


def validate(config: Path) -> None:
    """`renovate-config-validator --strict`, which also refuses what only has another name now."""
    run = _run("config-validator", "--strict", "--no-global", config.name, folder=config.parent)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "Config validated successfully" in run.stdout


def extract(folder: Path) -> tuple[Dependency, ...]:
    """What it finds in a checkout, before it asks any registry."""
    [found] = _told(folder, "extract", "Extracted dependencies")
    return tuple(_dependencies(found["packageFiles"]))


def _dependencies(package_files: Mapping[str, list[Record]]) -> Iterator[Dependency]:
    for manager, files in package_files.items():
        for file in files:
            for dep in file["deps"]:
                name, version = dep["depName"], dep.get("currentValue", "")
                yield Dependency(manager, file["packageFile"], name, version)


def _told(folder: Path, run: str, message: str) -> list[Record]:
    """The records of a dry run with this message."""
    for command in (("init", "--quiet"), ("add", "--all")):
        subprocess.run(["git", *command], cwd=folder, check=True)
    done = _run("renovate", "--platform=local", f"--dry-run={run}", folder=folder)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr
    records = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    return [record for record in records if record["msg"] == message]


def _run(script: str, *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    script_file = installed(RENOVATE) / "dist" / f"{script}.js"
    with tempfile.TemporaryDirectory() as scratch:
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": scratch,
            "RENOVATE_BASE_DIR": scratch,
            "LOG_LEVEL": "debug",
            "LOG_FORMAT": "json" if script == "renovate" else "pretty",
        }
        return subprocess.run(
            [node(RENOVATE), script_file, *arguments],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
        )
