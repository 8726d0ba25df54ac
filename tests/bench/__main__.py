"""The bench: `python -m tests.bench`. What is measured, and against what, is in its README."""

import argparse
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from time import sleep

from tests.bench.measure import Case, Cost, files_below, in_turns
from tests.bench.peers import Bench, peers
from tests.bench.shapes import shapes
from tests.bench.specs import ENTRY, OPERATORS, spec_files, team_name, with_other_message
from tests.real.kustomize import kubectl

MEMORY = Path("/dev/shm")
SMALL = 10


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory(dir=options.folder, prefix="gitopsc-bench-") as folder:
        bench = _Benches(Path(folder), options)
        print(f"{datetime.now(UTC):%Y-%m-%d}, {_machine()}; medians of {options.rounds}.")
        for operator in options.operators:
            print(f"\n## {operator}\n\n### {SMALL} apps\n", flush=True)
            _print(bench.small(operator))
            for apps in options.apps:
                print(f"\n### {apps:,} apps\n", flush=True)
                _print(bench.large(operator, apps))
    for absent in sorted(bench.absent):
        print(f"\nNot run: {absent}.")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--apps", type=int, nargs="*", default=[100, 1_000, 10_000])
    parser.add_argument("--operators", nargs="*", default=OPERATORS, choices=OPERATORS)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--folder", type=Path, default=MEMORY if MEMORY.is_dir() else None)
    parser.add_argument("--peer-python", default=sys.executable)
    parser.add_argument("--node-modules", type=Path, default=Path("node_modules"))
    parser.add_argument("--no-peers", action="store_true")
    return parser.parse_args()


class _Benches:
    """The cases, their files in one folder that is gone afterwards."""

    def __init__(self, folder: Path, options: argparse.Namespace) -> None:
        self.folder, self.options = folder, options
        self.absent: set[str] = set()
        # Installed packages come with their bytecode; a checkout may be told not to write any.
        self.environment = {
            **os.environ,
            "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
            "XDG_CACHE_HOME": str(folder / "cache"),
        }
        self.environment.pop("PYTHONDONTWRITEBYTECODE", None)

    def small(self, operator: str) -> Mapping[str, Cost]:
        """What a person waits for: the command on a small spec."""
        source, tree = self._spec(operator, SMALL), self.folder / f"small-{operator}"
        warm = self.folder / f"warm-{operator}"
        fresh = Case(self._gitopsc("compile", source, "-o", tree), lambda: _remove(tree))
        compiled = self._gitopsc("compile", source, "-o", warm)
        self._settle(compiled)
        overlay = next(warm.glob("apps/*/apps/app-00001/production/production"))
        cases = {
            "`kubectl kustomize` of one overlay": Case([kubectl(), "kustomize", str(overlay)]),
            "compile, cold": Case([*fresh.command, "--no-cache"], fresh.before),
            "compile, nothing changed": Case(compiled),
            "compile, nothing changed, `--no-cache`": Case([*compiled, "--no-cache"]),
            "check": Case(self._gitopsc("check", source, "-o", warm)),
            "check, `--no-cache`": Case(
                [*self._gitopsc("check", source, "-o", warm), "--no-cache"]
            ),
            "`python -c pass`": Case([sys.executable, "-c", "pass"]),
            "`fmt --check`": Case(self._gitopsc("fmt", "--check", source)),
            "`--version`": Case(self._gitopsc("--version")),
            "`--help`": Case(self._gitopsc("--help")),
        }
        return in_turns(cases, self.options.rounds, self.environment)

    def large(self, operator: str, apps: int) -> Mapping[str, Cost]:
        """What a company waits for: whole trees, and the same trees by others."""
        source, tree = self._spec(operator, apps), self.folder / f"tree-{operator}-{apps}"
        copy, reference = self.folder / "copy", self.folder / f"reference-{operator}-{apps}"
        compiled = self._gitopsc("compile", source, "-o", reference)
        self._settle(compiled)
        team = source.parent / f"teams/{team_name(0)}.gitops"
        print(f"{files_below(reference):,} files.\n")
        cases = {
            "`cp -r` of the tree": Case(
                ["cp", "-r", str(reference), str(copy)], lambda: _remove(copy)
            ),
            "compile, cold": Case(
                [*self._gitopsc("compile", source, "-o", tree), "--no-cache"],
                lambda: _remove(tree),
            ),
            "compile, nothing changed": Case(compiled),
            "compile, one app changed": Case(compiled, lambda: _change(team)),
            "check": Case(self._gitopsc("check", source, "-o", reference)),
            "check, `--no-cache`": Case(
                [*self._gitopsc("check", source, "-o", reference), "--no-cache"]
            ),
            **dict(self._peers(operator, apps)),
        }
        return in_turns(cases, self.options.rounds, self.environment)

    def _peers(self, operator: str, apps: int) -> Iterator[tuple[str, Case]]:
        if self.options.no_peers:
            return
        at = Path(tempfile.mkdtemp(dir=self.folder))
        known = Bench(
            self.options.peer_python, self.options.node_modules, at / "p", shapes(at, operator)
        )
        for peer in peers(known):
            if isinstance(peer.command, str):
                self.absent.add(f"{peer.name}: {peer.command}")
            elif apps > peer.most:
                self.absent.add(f"{peer.name} with more than {peer.most:,} apps: too slow")
            else:
                out = at / "out"
                yield peer.name, Case(peer.command(apps, out), lambda out=out: _remove(out))

    def _settle(self, compiled: list[str]) -> None:
        """Compile, and once more when the files are old enough to be told by their stamps."""
        in_turns({"": Case(compiled)}, 1, self.environment)
        sleep(3)
        in_turns({"": Case(compiled)}, 1, self.environment)

    def _spec(self, operator: str, apps: int) -> Path:
        folder = self.folder / f"{operator}-{apps}"
        for path, text in spec_files(apps, operator).items():
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        return folder / ENTRY

    def _gitopsc(self, *arguments: object) -> list[str]:
        return [sys.executable, "-m", "gitopsc", *map(str, arguments)]


def _remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.with_name(f"{folder.name}.yaml").unlink(missing_ok=True)


def _change(file: Path) -> None:
    """One app is another one than the last time."""
    text = file.read_text(encoding="utf-8")
    file.write_text(with_other_message(text), encoding="utf-8")


def _print(costs: Mapping[str, Cost]) -> None:
    """A table; every line is a multiple of the last yardstick above it, which is in backticks."""
    print("| case | seconds | ratio | MiB |\n|---|---|---|---|")
    yardstick = 0.0
    for name, cost in costs.items():
        if name.startswith(("`kubectl", "`python", "`cp")):
            yardstick = cost.seconds
        ratio = cost.seconds / yardstick
        print(f"| {name} | {cost.seconds:.3f} | {ratio:.2f} | {cost.mebibytes:.0f} |")


def _machine() -> str:
    system = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    return f"{os.cpu_count()} cores, {system}"


if __name__ == "__main__":
    main()
