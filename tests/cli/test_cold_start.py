"""What a command does not need is not imported: a start is felt on every commit."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

HEAVY = {"pydantic", "networkx", "ruamel", "yaml", "lark", "numpy", "hypothesis", "pytest"}
"""Not in the list: `interegular`, which lark itself imports where the tests have installed it."""
READER = "gitopsc.syntax.straight"
ROOT = Path(__file__).parent.parent.parent

LISTING = """\
import sys
from gitopsc.cli.main import main
main(sys.argv[1:])
print("\\nimported:", *sorted(sys.modules))
"""


def modules(*arguments: str, environment: Mapping[str, str] = {}) -> set[str]:
    """The modules that one command makes Python import."""
    run = subprocess.run(
        [sys.executable, "-c", LISTING, *arguments],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, **environment},
    )
    assert "Traceback" not in run.stderr, run.stderr
    return set(run.stdout.rpartition("imported: ")[2].split())


def imported(*arguments: str) -> set[str]:
    """The heavy libraries that one command makes Python import."""
    return {name.partition(".")[0] for name in modules(*arguments)} & HEAVY


def rooms(*arguments: str) -> set[str]:
    """Those of our rooms that one command makes Python import."""
    return {name.split(".")[1] for name in modules(*arguments) if name.startswith("gitopsc.")}


@pytest.mark.parametrize(
    "arguments", [("--version",), ("--help",), ("completion", "bash"), ("explain", "bad-url")]
)
def test_answers_about_the_command_itself_import_nothing_heavy(arguments: tuple[str, ...]) -> None:
    assert imported(*arguments) == set()


def test_formatting_needs_no_model() -> None:
    assert imported("fmt", "--check", "--no-cache", "examples") == set()


def test_a_mistake_is_explained_with_lark_and_no_model(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.gitops"
    wrong.write_text("gitops 1 2\n", encoding="utf-8")
    assert imported("fmt", "--check", str(wrong)) == {"lark"}


def test_compiling_takes_neither_lark_nor_libraries_of_the_tests(tmp_path: Path) -> None:
    needed = imported("compile", "examples/quickstart/shop.gitops", "-o", str(tmp_path))
    assert needed <= {"pydantic", "ruamel"}


def test_what_is_remembered_needs_no_parser(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    command = ("check", "examples/quickstart/shop.gitops", "-o", str(tmp_path / "out"))
    assert [READER in modules(*command) for _ in range(2)] == [True, False]


def test_what_is_known_to_be_formatted_needs_no_parser(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    command = ("fmt", "--check", "examples/quickstart")
    assert [READER in modules(*command) for _ in range(2)] == [True, False]


def test_no_other_package_has_a_say_in_what_a_spec_means(tmp_path: Path) -> None:
    """Any package may plug into the models of Pydantic; into ours none does."""
    (tmp_path / "guest.py").write_text("class Guest: pass\nplugin = Guest()\n", encoding="utf-8")
    about = tmp_path / "guest-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Name: guest\nVersion: 1.0\n", encoding="utf-8")
    (about / "entry_points.txt").write_text("[pydantic]\nguest = guest:plugin\n", encoding="utf-8")
    compiling = ("compile", "examples/quickstart/shop.gitops", "-o", str(tmp_path / "out"))
    places = {"PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"}
    loaded = modules(*compiling, environment=places)
    assert "pydantic" in loaded and "guest" not in loaded


TO_READ = {"cli", "diagnostics", "garbage", "language", "refs", "source", "syntax"}
TO_PLAN = TO_READ | {
    "backends",
    "compiler",
    "manifests",
    "materials",
    "model",
    "plan",
    "portraits",
    "wiring",
}
ROOMS = {
    ("--version",): {"cli", "garbage"},
    ("--help",): {"cli", "garbage"},
    ("completion", "bash"): {"cli", "garbage"},
    ("explain", "bad-url"): {"cli", "diagnostics", "garbage", "refs", "source"},
    ("fmt", "--check", "examples/quickstart"): TO_READ | {"formatting", "memory", "proof"},
    ("facts", "examples/quickstart/shop.gitops"): TO_PLAN | {"payload"},
    ("units", "examples/quickstart/shop.gitops"): TO_PLAN | {"payload"},
    ("check", "examples/quickstart/shop.gitops", "-o", "examples/quickstart/flux"): TO_PLAN
    | {"delivery", "excerpts", "workers", "memory", "payload", "proof"},
}
"""What each command may load of us: a room more is a start that is slower for everybody."""


@pytest.mark.parametrize("arguments", ROOMS, ids=lambda arguments: arguments[0])
def test_a_command_loads_no_room_that_it_does_not_need(arguments: tuple[str, ...]) -> None:
    assert rooms(*arguments) <= ROOMS[arguments]
