"""The real Renovate, of npm."""

import json
import os
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
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


class Offers(NamedTuple):
    """What it would do with what registries hold."""

    updates: tuple[Record, ...]
    """Every update, with what was found in the file; those that are switched off among them."""
    requests: Counter[str]
    """The names of what is brought on."""


def validate(config: Path) -> None:
    """`renovate-config-validator --strict`, which also refuses what only has another name now."""
    run = _run("config-validator", "--strict", "--no-global", config.name, folder=config.parent)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "Config validated successfully" in run.stdout


def extract(folder: Path) -> tuple[Dependency, ...]:
    """What it finds in a checkout, before it asks any registry."""
    [found] = _saying(_dry_run(folder, "extract", {}), "Extracted dependencies")
    return tuple(_dependencies(found["packageFiles"]))


def look_up(folder: Path, registry: str) -> Offers:
    """What it would raise in a checkout, by what a registry on this machine holds."""
    rules = [{"matchHost": registry, "insecureRegistry": True}]
    records = _dry_run(folder, "lookup", {"RENOVATE_HOST_RULES": json.dumps(rules)})
    [found] = _saying(records, "packageFiles with updates")
    [brought] = (r["msg"] for r in records if " flattened updates found: " in r["msg"])
    names = brought.partition(": ")[2].split(", ")
    return Offers(tuple(_updates(found["config"])), Counter(names))


def edit(folder: Path, updates: Iterable[Record]) -> None:
    """Write updates into the files as it does, the code that does it being its own."""
    package, script = installed(RENOVATE), Path(__file__).with_name("renovate_edit.mjs")
    command = [node(RENOVATE), script, package / "dist", folder]
    said = json.dumps(list(updates))
    run = subprocess.run(command, input=said, capture_output=True, text=True, encoding="utf-8")
    assert run.returncode == 0, run.stdout + run.stderr


def _updates(package_files: Mapping[str, list[Record]]) -> Iterator[Record]:
    for manager, files in package_files.items():
        for file in files:
            for index, dep in enumerate(file["deps"]):
                for update in dep.get("updates", ()):
                    found = {"manager": manager, "depIndex": index}
                    yield {**_without(file, "deps"), **_without(dep, "updates"), **update, **found}


def _without(record: Record, key: str) -> Record:
    return {name: value for name, value in record.items() if name != key}


def _dependencies(package_files: Mapping[str, list[Record]]) -> Iterator[Dependency]:
    for manager, files in package_files.items():
        for file in files:
            for dep in file["deps"]:
                name, version = dep["depName"], dep.get("currentValue", "")
                yield Dependency(manager, file["packageFile"], name, version)


def _dry_run(folder: Path, run: str, more: Mapping[str, str]) -> list[Record]:
    """What it tells of a run that changes nothing."""
    for command in (("init", "--quiet"), ("add", "--all")):
        subprocess.run(["git", *command], cwd=folder, check=True)
    arguments = ("--platform=local", f"--dry-run={run}")
    done = _run("renovate", *arguments, folder=folder, more=more)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def _saying(records: Iterable[Record], message: str) -> list[Record]:
    return [record for record in records if record["msg"] == message]


def _run(
    script: str, *arguments: str, folder: Path, more: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    script_file = installed(RENOVATE) / "dist" / f"{script}.js"
    with tempfile.TemporaryDirectory() as scratch:
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": scratch,
            "RENOVATE_BASE_DIR": scratch,
            "LOG_LEVEL": "debug",
            "LOG_FORMAT": "json" if script == "renovate" else "pretty",
            **(more or {}),
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
